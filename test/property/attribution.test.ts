import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Attribution, attributionOf } from '../../engine/analysis/attribution/attribution.ts';
import { booksOf } from '../../engine/analysis/attribution/books.ts';
import type { Share } from '../../engine/analysis/attribution/breakdown.ts';
import { CAUSES } from '../../engine/analysis/attribution/cause.ts';
import { valuerOf } from '../../engine/analysis/valuer.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import { DAY } from '../../engine/model/time.ts';
import { type AccountWorld, accountWorld, partsOfWorld } from './financed-world.ts';
import { audited, type Money, type NaiveBooks, Sums } from './money-audit.ts';

const LISTS = ['byStrategy', 'byInstrument', 'bySide', 'byMonth', 'byYear', 'byWeekday'] as const;
const WEEK = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** What only venues charge or correct: there is none of it in a backtest. */
const OF_VENUES: ReadonlySet<string> = new Set(['commission', 'adjustment']);

const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);
const allOf = (causes: Money): number => sum(CAUSES, (cause) => causes[cause]);

/** A world lived through with naive books beside it, and what it was taken apart into. */
function lived(world: AccountWorld): { readonly run: Attribution; readonly books: NaiveBooks; readonly change: number } {
  const parts = partsOfWorld(world);
  const names = parts.strategies.map(({ id }) => id);
  const { past, booksOf: kept } = audited(() => runBacktest(parts), { account: parts.account, instruments: parts.instruments, names });
  const outcome = new Outcome(past);
  const change = outcome.equity.value.at(-1)! - outcome.startCash;
  const books = kept(past.session.account);
  books.end();
  return { run: attributionOf(outcome, booksOf(outcome, valuerOf(outcome)), change), books, change };
}

/** What does not agree, to 1e-9 of what it is or of the money that the account began with. */
class Disagreements {
  readonly found: string[] = [];

  near(a: number, b: number, what: string): void {
    if (!(Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 6_000))) this.found.push(`${what}: ${a}, and not ${b}`);
  }

  list(shares: readonly Share[], sums: Sums, what: string): void {
    for (const name of new Set([...shares.map((share) => share.name), ...sums.all.keys()])) {
      const causes = shares.find((share) => share.name === name)?.causes;
      for (const cause of CAUSES) this.near(causes?.[cause] ?? 0, sums.all.get(name)?.[cause] ?? 0, `${what} ${name} ${cause}`);
    }
  }
}

describe('whatever happens to an account', () => {
  const tally: Record<string, number> = {};
  const worlds = { numRuns: 150 };

  it('cash and positions are equity in every currency, after every event', () => {
    const property = fc.property(accountWorld, (world) => {
      const { books } = lived(world);
      tally['events'] = (tally['events'] ?? 0) + books.events;
      expect(books.faults).toEqual([]);
    });
    fc.assert(property, worlds);
  });

  it('every list of causes adds up to the change of equity', () => {
    const property = fc.property(accountWorld, (world) => {
      const { run, change } = lived(world);
      const not = new Disagreements();
      not.near(allOf(run.causes), change, 'all');
      for (const by of LISTS) {
        not.near(
          sum(run[by], ({ pnl }) => pnl),
          change,
          by,
        );
        for (const { name, pnl, causes } of run[by]) not.near(allOf(causes), pnl, `${by} ${name}`);
        for (const cause of CAUSES)
          not.near(
            sum(run[by], ({ causes }) => causes[cause]),
            run.causes[cause],
            `${by} ${cause}`,
          );
      }
      expect(not.found).toEqual([]);
    });
    fc.assert(property, worlds);
  });

  it('each cause is what books that mark everything to market come to, by whom and when', () => {
    const property = fc.property(accountWorld, (world) => {
      const { run, books } = lived(world);
      const not = new Disagreements();
      const days = (nameOf: (date: Date) => string): Sums => {
        const sums = new Sums();
        for (const [day, money] of books.byDay) for (const cause of CAUSES) sums.add(nameOf(new Date(day * DAY)), cause, money[cause]);
        return sums;
      };
      not.list(run.byStrategy, books.byStrategy, 'strategy');
      not.list(run.byInstrument, books.byInstrument, 'instrument');
      not.list(run.bySide, books.bySide, 'side');
      not.list(
        run.byMonth,
        days((date) => date.toISOString().slice(0, 7)),
        'month',
      );
      not.list(
        run.byYear,
        days((date) => date.toISOString().slice(0, 4)),
        'year',
      );
      not.list(
        run.byWeekday,
        days((date) => WEEK[date.getUTCDay()]!),
        'weekday',
      );
      for (const cause of CAUSES) if (run.causes[cause] !== 0) tally[cause] = (tally[cause] ?? 0) + 1;
      expect(not.found).toEqual([]);
    });
    fc.assert(property, worlds);
  });

  afterAll(() => {
    // A property that met nothing proves nothing.
    for (const cause of CAUSES.filter((one) => !OF_VENUES.has(one))) expect(tally[cause], cause).toBeGreaterThan(5);
    expect(tally['events']).toBeGreaterThan(20_000);
  });
});
