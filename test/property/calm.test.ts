import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTION } from '../../engine/broker/sim/financing/actions.ts';
import type { FinancingSpec } from '../../engine/broker/sim/financing/financing.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { type BarColumns, type BarSeries, type Bars, CustomSeries } from '../../engine/model/series.ts';
import { HOUR } from '../../engine/model/time.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { Handlers } from '../../engine/strategy/define.ts';
import { partsOf, trader } from '../engine/world.ts';
import { allOf, type Maker, PASSING, WHOLE } from './passing.ts';
import { walk } from './random-world.ts';

const BARS = 400;

/** What a strategy does besides trading now and then. */
interface Habits {
  readonly seed: number;
  /** How often it sends something: on a bar of so many. */
  readonly every: number;
  readonly timer: boolean;
  readonly answers: boolean;
  readonly passing: boolean;
  readonly latency: number;
  readonly guarded: boolean;
  readonly warm: boolean;
  readonly slices: boolean;
  readonly liquidated: boolean;
  /** Charges by the day, funding between bars, a split and a dividend at the close of one. */
  readonly financed: boolean;
}

/** Sends orders of many kinds with long pauses in between, and says on some bars what it sees of its account. */
function trades(ctx: Context<{ asset: BarSeries }>, { every, timer, answers, slices }: Habits): Handlers {
  const { asset } = ctx.feeds;
  if (timer) ctx.every('6h', () => void (ctx.random() < 0.2 && ctx.buy(asset, { qty: 1, limit: asset.close.value - 1, tif: 'day' })));
  const look = (bars: Bars): void => {
    if (ctx.random() < 0.2) ctx.log('seen', { equity: ctx.equity, held: ctx.position(asset).qty, close: bars.close.value });
    if (ctx.random() * every > 1) return;
    const luck = ctx.random();
    if (luck < 0.3) ctx.buy(asset);
    else if (luck < 0.5) ctx.close(asset);
    else if (luck < 0.6) ctx.sell(asset, { limit: bars.close.value + 1, expiresAt: ctx.now + 3 * HOUR });
    else if (luck < 0.7) ctx.buy(asset, { stopLoss: { pct: 0.1 }, takeProfit: { pct: 0.1 } });
    else ctx.target(asset, luck - 0.8);
  };
  return {
    ...(slices ? { onSlice: () => look(asset) } : { onBar: look }),
    ...(answers && { onFill: ({ side }) => void (side === 'sell' && ctx.random() < 0.3 && ctx.buy(asset, { qty: 1 })) }),
  };
}

const columnsOf = ({ seed }: Habits): BarColumns => walk(seed, BARS, HOUR, { gaps: true });

function financing(times: Float64Array): FinancingSpec {
  const every = Float64Array.from({ length: 40 }, (_, k) => times[1]! + k * 8 * HOUR + 7);
  const at = Float64Array.of(times[120]!, times[250]!);
  return {
    daily: { at: 22 * HOUR, borrow: { rate: 0.03 }, interest: { credit: 0.02, debit: 0.08 } },
    funding: [{ instrument: 0, times: every, rates: every.map((_, k) => ((k % 5) - 2) / 1_000) }],
    actions: [{ instrument: 0, times: at, types: Float64Array.of(ACTION.dividend, ACTION.split), values: Float64Array.of(0.4, 2) }],
  };
}

function world(habits: Habits, { bars }: Maker): BacktestParts {
  const { seed, latency, guarded, warm, liquidated, financed } = habits;
  const columns = columnsOf(habits);
  return partsOf([trader({ asset: bars('A', columns) }, (ctx) => trades(ctx, habits))], {
    seed,
    sizer: { model: 'fraction-of-equity', fraction: liquidated ? 4 : 0.3 },
    fee: { model: 'percent', rate: 0.001 },
    latency: { order: latency, response: latency, feed: 0 },
    ...(liquidated && { account: { leverage: 10, liquidation: { maintenance: 0.05, negativeBalance: 'forgiven' } } }),
    risk: { maxDrawdown: guarded ? 0.2 : null },
    ...(financed && { financing: financing(columns.times) }),
    warmUntil: warm ? columns.times[50]! : Number.NEGATIVE_INFINITY,
  });
}

/** The same world in which no bar is calm: a series nobody was given has one row, at the last close. */
function stirred(habits: Habits): BacktestParts {
  const parts = world(habits, WHOLE);
  const last = Float64Array.of(Number.NaN, columnsOf(habits).times[BARS]!);
  return { ...parts, series: [...parts.series, new CustomSeries('idle', last, last, {})] };
}

const habits = fc.record({
  seed: fc.nat(1e6),
  every: fc.constantFrom(2, 10, 40),
  timer: fc.boolean(),
  answers: fc.boolean(),
  passing: fc.boolean(),
  latency: fc.constantFrom(0, 0, 90_000, 2 * HOUR),
  guarded: fc.boolean(),
  warm: fc.boolean(),
  slices: fc.boolean(),
  liquidated: fc.boolean(),
  financed: fc.boolean(),
});

describe('bars on which nothing waits, watches or is due', () => {
  it('are what whole steps over them would have been, whatever lies between them', () => {
    let fills = 0;
    fc.assert(
      fc.property(habits, (drawn) => {
        const calm = allOf(world(drawn, drawn.passing ? PASSING : WHOLE));
        const whole = allOf(stirred(drawn));
        for (const [name, value] of Object.entries(whole)) expect([name, calm[name]]).toEqual([name, value]);
        fills += (calm['fills'] as readonly unknown[]).length;
      }),
      { numRuns: 60 },
    );
    expect(fills).toBeGreaterThan(1_000);
  });
});
