import { describe, it } from 'vitest';
import { playBroker } from './broker-play.ts';
import { mustBeRight, RANGES } from './ranges.ts';

describe('a broker at a hostile venue', () => {
  it.each(RANGES)('tells every order its one lawful life, whatever goes wrong: schedules %i to %i', async (from, to) => {
    for (let seed = from; seed <= to; seed++) mustBeRight(await playBroker(seed));
  });
});
