import { describe, expect, it } from 'vitest';
import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import { type BarColumns, BarSeries } from '../../engine/model/series.ts';
import { HOUR, MINUTE } from '../../engine/model/time.ts';
import type { SizerSpec, SizerTree } from '../../engine/sizing/sizer-spec.ts';
import { partsOf, trader } from '../engine/world.ts';
import { PASSING } from './passing.ts';
import { otherFuture, walk } from './random-world.ts';

const SIZERS: readonly SizerTree[] = [
  { model: 'atr', risk: 0.01, period: 5 },
  { model: 'atr', risk: 0.01, period: 3, timeframe: '4h' },
  { model: 'volatility-target', target: 0.5, period: 6 },
  { model: 'volatility-target', target: 0.5, period: 6, scope: 'portfolio' },
  { model: 'kelly', fallback: 0.1, min: 2 },
  { model: 'risk-parity', period: 6 },
  { model: 'equal-risk', period: 6 },
  { model: 'drawdown-scaled', limit: 0.9, of: { model: 'cap', fraction: 0.3, of: { model: 'atr', risk: 0.05, period: 5 } } },
];

const FEE: FeeSpec = {
  model: 'sum',
  of: [
    {
      model: 'tiers',
      tiers: [
        { from: 0, maker: 0.0001, taker: 0.001 },
        { from: 5_000, maker: -0.0001, taker: 0.0004 },
      ],
      over: 1,
    },
    { model: 'per-order', min: 0.5, max: 2, of: { model: 'per-contract', perContract: 0.01 } },
    { model: 'per-day', roundUp: 0.01, of: { model: 'percent', rate: 0.00002 } },
  ],
};

type Make = (id: string, columns: BarColumns) => BarSeries;
const whole: Make = (id, columns) => new BarSeries(id, columns);

/** A strategy that orders without quantities on two instruments, by the luck of its run. */
function live(sizer: SizerSpec, tapes: readonly BarColumns[], make: Make = whole) {
  const feeds = { first: make('A', tapes[0]!), second: make('B', tapes[1]!) };
  const restless = trader(feeds, (ctx) => ({
    onBar(bars) {
      const luck = ctx.random();
      if (luck < 0.08) ctx.buy(bars);
      else if (luck < 0.14) ctx.sell(bars, { limit: bars.close.value + 0.5 });
      else if (luck < 0.2) ctx.close(bars);
    },
  }));
  const run = runBacktest(
    partsOf([restless], {
      sizer,
      fee: FEE,
      account: { leverage: 5 },
      instruments: { A: { stepSize: 0.1 }, B: {} },
    }),
  );
  const { orders, fills } = new Outcome(run);
  return { hash: fingerprint(run), orders, fills };
}

describe.each(SIZERS.flatMap((sizer) => (['signal', 'fill'] as const).map((at) => [sizer, at] as const)))('%j at the %s', (tree, at) => {
  const sizer = { ...tree, at, fit: at === 'fill' };
  const tapes = [walk(5, 300, HOUR), walk(6, 1_200, 15 * MINUTE)];

  it('sizes by what is known, whatever comes later', () => {
    const before = live(sizer, tapes);
    expect(before.fills.length).toBeGreaterThan(20);
    expect(new Set(before.fills.map(({ qty }) => qty)).size).toBeGreaterThan(10);
    for (const row of [60, 150, 240]) {
      const ts = tapes[0]!.times[row]!;
      const after = live(
        sizer,
        tapes.map((tape) => otherFuture(tape, ts, row)),
      );
      const known = ({ orders, fills }: typeof before) => [
        orders.filter(({ createdTs, closedTs }) => createdTs <= ts && closedTs !== null && closedTs <= ts),
        fills.filter((fill) => fill.ts <= ts),
      ];
      expect(known(after)).toEqual(known(before));
    }
  });

  it('is the same in every run, and over bars that pass', () => {
    const { hash } = live(sizer, tapes);
    expect(live(sizer, tapes).hash).toBe(hash);
    expect(live(sizer, tapes, PASSING.bars).hash).toBe(hash);
  });
});
