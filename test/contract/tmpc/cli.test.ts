import { it } from 'vitest';
import { onetape } from '../../app/in-process.ts';
it('cli', async () => {
  for (const argv of [['brokers', 'ls'], ['brokers','show','E*Trade'], ['brokers','show','Coinbase','Pro'], ['brokers','show','bybit'], ['brokers','show','bibyt'], ['brokers','check','simulator','--case','LNK'], ['brokers','check','huobi'], ['brokers','check','./nope.ts'], ['brokers','check']]) {
    const r = await onetape('/tmp', argv);
    console.log(argv.join(' '), r.code + '\n' + r.out + r.err);
  }
});
