import { it } from 'vitest';
import { playBroker } from '../../../fault/broker-play.ts';

const [from, to] = (process.env.SEEDS ?? '1..50').split('..').map(Number);
it('v', async () => {
  let bad = 0;
  for (let seed = from!; seed <= to!; seed++) {
    const p = await playBroker(seed);
    if (p.wrong.length) {
      bad++;
      console.log(`seed ${seed}: ${p.wrong.slice(0, 4).join('; ')}`);
      if (process.env.VERBOSE) console.log(JSON.stringify(p, null, 1));
    }
  }
  console.log(`bad ${bad} of ${to! - from! + 1}`);
}, 600_000);
