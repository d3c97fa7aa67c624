import { expect, test } from 'vitest';
import { type Attribution, attributionOf } from '../../../../engine/analysis/attribution/attribution.ts';
import { booksOf } from '../../../../engine/analysis/attribution/books.ts';
import { valuerOf } from '../../../../engine/analysis/valuer.ts';
import { runBacktest } from '../../../../engine/loop/backtest.ts';
import { Outcome } from '../../../../engine/loop/outcome.ts';
import { BarSeries } from '../../../../engine/model/series.ts';
import { walk } from '../../../property/random-world.ts';
import { partsOf, trader } from '../../world.ts';

const MINUTE = 60_000;

/** Two weeks of five minutes each, traded at every turn of the hour, with interest and borrow. */
function lived(mostValues: number): { readonly attribution: Attribution; readonly values: number } {
  const asset = new BarSeries('A', walk(3, 4_000, 5 * MINUTE));
  const turning = trader({ asset }, (ctx) => ({
    onBar() {
      if (asset.row % 12 === 0) ctx.buy(ctx.feeds.asset, { qty: 20 });
      else if (asset.row % 12 === 6) ctx.sell(ctx.feeds.asset, { qty: 25 });
    },
  }));
  const daily = { at: 0, borrow: { rate: 0.1 }, interest: { credit: 0.02, debit: 0.1 } };
  const account = { leverage: 50 };
  const fee = { model: 'percent', rate: 0.001 } as const;
  const outcome = new Outcome(runBacktest({ ...partsOf([turning], { fee, account, financing: { daily } }), mostValues }));
  const { value } = outcome.equity;
  return {
    attribution: attributionOf(outcome, booksOf(outcome, valuerOf(outcome)), value.at(-1)! - outcome.startCash),
    values: value.length,
  };
}

test('a run that keeps its equity by the hour is taken apart as one that keeps every value', () => {
  const [whole, hourly] = [lived(1e6), lived(100)];
  expect([whole.values, hourly.values]).toEqual([4_000, 334]);
  for (const by of ['byStrategy', 'bySide', 'byMonth', 'byWeekday'] as const) {
    const [all, few] = [whole.attribution[by], hourly.attribution[by]];
    expect(few.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
    for (const [k, { pnl, causes }] of few.entries()) {
      expect(pnl).toBeCloseTo(all[k]!.pnl, 6);
      for (const cause of ['price', 'fee', 'borrow', 'interest'] as const) expect(causes[cause]).toBeCloseTo(all[k]!.causes[cause], 6);
    }
  }
  expect(hourly.attribution.causes.interest).not.toBe(0);
  expect(hourly.attribution.causes.borrow).not.toBe(0);
});
