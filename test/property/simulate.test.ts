import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { simulate } from '../../engine/loop/simulate.ts';
import { FILL } from '../../engine/portfolio/fill-log.ts';
import type { Portfolio } from '../../engine/portfolio/portfolio.ts';
import { paper } from '../engine/live-world.ts';
import { paperOver } from '../engine/paper-over.ts';
import { accountWorld, partsOfWorld } from './financed-world.ts';
import { WHOLE } from './passing.ts';
import { anyRun, world } from './passing-worlds.ts';
import { partsOfWatched, watchedWorld } from './watched-world.ts';

/** What orders were filled, without the number of the order. */
const fillsOf = ({ fills }: Portfolio): (readonly number[])[] =>
  Array.from({ length: fills.length }, (_, row) => fills.read(row).filter((_, k) => k !== FILL.orderId && k !== FILL.valued));

/** Holds the recording of a paper session against its commands at the simulator; returns how many fills it had. */
async function agrees(partsOf: () => BacktestParts): Promise<number> {
  const { session, notebook } = await paper(partsOf);
  const { account } = session.assembly.session;
  const { live } = simulate(partsOf(), notebook.entries);
  expect(fillsOf(live.assembly.session.account)).toEqual(fillsOf(account));
  return account.fills.length;
}

/** How many fills so many runs had. */
async function total<T>(worlds: fc.Arbitrary<T>, partsOf: (drawn: T) => BacktestParts, numRuns: number): Promise<number> {
  let fills = 0;
  await fc.assert(
    fc.asyncProperty(worlds, async (drawn) => {
      fills += await agrees(() => partsOf(drawn));
    }),
    { numRuns, endOnFailure: true },
  );
  return fills;
}

describe('the recorded commands of a paper session at its own simulator', () => {
  it('fill as they did, on bars, quotes, trades and several of them', async () => {
    expect(await total(anyRun, (drawn) => world(drawn, WHOLE, false), 3)).toBeGreaterThan(100);
  });

  it('fill as they did, whatever the account: currencies, contracts, financing, liquidation, latency', async () => {
    expect(await total(accountWorld, partsOfWorld, 25)).toBeGreaterThan(100);
  });

  it('fill as they did, whatever limits stopped trading then', async () => {
    expect(await total(watchedWorld, partsOfWatched, 25)).toBeGreaterThan(100);
  });
});

describe('paper over the recording of a paper session', () => {
  it('is that session, on bars, quotes, trades and several of them', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (drawn) => {
        const partsOf = () => world(drawn, WHOLE, false);
        const { session, notebook } = await paper(partsOf);
        expect(await paperOver(partsOf(), notebook.steps)).toBe(fingerprint(session.assembly));
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('is that session, whatever the account, its limits and its latency', async () => {
    await fc.assert(
      fc.asyncProperty(watchedWorld, async (drawn) => {
        const { session, notebook } = await paper(() => partsOfWatched(drawn));
        expect(await paperOver(partsOfWatched(drawn), notebook.steps)).toBe(fingerprint(session.assembly));
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
