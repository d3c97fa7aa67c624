import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readJournal } from '../../../app/journal/journal.ts';
import { delaysOf } from '../../../engine/analysis/estimate.ts';
import { type SideBySide, sideBySide } from '../../../engine/analysis/side-by-side.ts';
import { slippageOf, slipsOf } from '../../../engine/analysis/slips.ts';
import { executedIn, executedOf, sentIn } from '../../../engine/loop/executions.ts';
import { byOneClock, observe } from '../../../engine/loop/observed.ts';
import { simulate } from '../../../engine/loop/simulate.ts';
import { scriptedParts } from '../../fault/scripted-trader.ts';
import { TERMS } from '../../fault/sweep-place.ts';
import { playSweep } from '../../fault/sweep-play.ts';
import { instrumentsOf } from '../../venues/hostile/hostile-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'onetape-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BAR = 1_000;
const instruments = instrumentsOf(3);
const parts = () => scriptedParts(instruments, TERMS.cash, BAR);

/** A live session of a venue that answers, or of one that does not always, as it was recorded. */
async function recorded(seed: number, chaos: number) {
  const here = join(folder, `${seed}-${chaos}`);
  if (existsSync(here)) return readJournal(join(here, '0'));
  const { wrong } = await playSweep({ seed, folder: here, blows: [], chaos });
  expect(wrong).toEqual([]);
  return readJournal(join(here, '0'));
}

function compared(journal: ReturnType<typeof readJournal>): SideBySide {
  const { live, ids } = simulate(parts(), journal.entries(0));
  const sent = sentIn(journal.entries(0), parts().strategies);
  return sideBySide(sent, executedOf(journal.entries(0)), executedIn(live.assembly.session), (id) => ids.get(id), instruments);
}

describe('a live session beside what the simulator makes of its commands', () => {
  it('has its market orders filled within a bar on both sides, at prices that differ by what the venue took', async () => {
    const journal = await recorded(1, 0);
    const { orders, both, onlyRecorded, onlySimulated, neither, isSame, money } = compared(journal);
    const market = orders.filter(({ type, tag }) => type === 'market' && tag === null);
    expect(market.length).toBeGreaterThan(30);
    expect(market.filter(({ recorded: a, simulated: b }) => a.qty !== b.qty)).toEqual([]);
    expect(market.filter(({ later }) => !(later > 0 && later <= BAR))).toEqual([]);
    expect(both + onlyRecorded + onlySimulated + neither).toBe(orders.length);
    expect(both).toBeGreaterThan(10 * (onlyRecorded + onlySimulated));
    expect(isSame).toBe(false);
    expect(money).toEqual([expect.objectContaining({ currency: 'USD', worse: expect.closeTo(60.453, 9), simulatedFees: 0 })]);

    // A buy that paid more than the simulator's open, and a sale that got less, are worse.
    for (const { side, recorded: a, undisturbed, worse } of market)
      expect(Math.sign(worse)).toBe(Math.sign((side === 'buy' ? 1 : -1) * (a.price - undisturbed)));
    journal.close();
  });

  it('says what slippage and delays were, with their error bars', async () => {
    const journal = await recorded(1, 0);
    const observed = observe(journal.entries(0), { series: parts().series, warmUntil: Number.NEGATIVE_INFINITY, isTape: false });
    const { percent, ticks } = slippageOf(slipsOf(compared(journal).orders, instruments, observed.spreads, BAR));
    expect(percent.count).toBe(45);
    expect(percent.low).toBeGreaterThan(0);
    expect(percent.high).toBeLessThan(0.001);
    expect(ticks.mean).toBeCloseTo(2.1, 1);

    // A request takes 1 to 25 ms to this venue when nothing goes wrong, and news from it as long.
    const { order, response, apart } = byOneClock(observed.order, observed.response);
    expect(apart).toBe(0);
    for (const delays of [order, response]) {
      const { count, median, least } = delaysOf(delays);
      expect(count).toBeGreaterThan(50);
      expect(least).toBeGreaterThanOrEqual(1);
      expect([median.low, median.value, median.high].map((ms) => ms > 8 && ms < 20)).toEqual([true, true, true]);
    }
    journal.close();
  });

  it('is laid side by side where the venue was hostile as well, and the history is the same each time', async () => {
    const journal = await recorded(3, 20_000);
    const first = compared(journal);
    expect(first.both).toBeGreaterThan(30);
    expect(compared(journal)).toEqual(first);
    journal.close();
  });
});
