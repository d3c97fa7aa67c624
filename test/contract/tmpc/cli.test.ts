import { it } from 'vitest';
import { onetape } from '../../app/in-process.ts';
it('cli', async () => {
    const t = Date.now();
    const r = await onetape('/tmp/c/mine', ['brokers', 'check', './my-venue.ts', ...(process.env.CASE ? ['--case', process.env.CASE] : [])]);
    console.log(r.code + '\n' + r.out + r.err, Date.now() - t);
}, 600_000);
