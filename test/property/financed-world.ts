import fc from 'fast-check';
import { ACTION } from '../../engine/broker/sim/financing/actions.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { seededRandom } from '../../engine/loop/random.ts';
import type { AccountSpec } from '../../engine/model/account.ts';
import type { InstrumentSpec } from '../../engine/model/instrument.ts';
import { BarSeries } from '../../engine/model/series.ts';
import { DAY, HOUR } from '../../engine/model/time.ts';
import type { Context } from '../../engine/strategy/context.ts';
import { MONDAY, partsOf, type Terms, trader } from '../engine/world.ts';
import { walk } from './random-world.ts';

/** A world in which every kind of payment is made: six instruments of every contract, three currencies, several strategies. */
export interface AccountWorld {
  readonly seed: number;
  readonly strategies: 1 | 2 | 3;
  readonly balances: AccountSpec['balances'];
  readonly leverage: number;
  readonly liquidation: AccountSpec['liquidation'];
  readonly financed: boolean;
  readonly isolated: boolean;
  readonly latency: boolean;
  /** Bars between opportunities to trade. */
  readonly every: number;
  /** Days from the start to the first rates. */
  readonly ratesLate: number;
  readonly stepSize: number;
  readonly onClose: boolean;
  /** Whether fees are taken off what is bought. */
  readonly inKind?: boolean;
}

export const accountWorld: fc.Arbitrary<AccountWorld> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  strategies: fc.constantFrom(1, 2, 3) as fc.Arbitrary<1 | 2 | 3>,
  balances: fc.constantFrom(undefined, {}, { EUR: 4_000 }, { EUR: -2_000, BTC: 20 }),
  leverage: fc.constantFrom(1, 5, 20),
  liquidation: fc.constantFrom<AccountSpec['liquidation'][]>(
    undefined,
    { maintenance: 0.05, negativeBalance: 'owed', fee: 0.01 },
    { maintenance: 0.05, negativeBalance: 'forgiven', fee: 0.01 },
    { maintenance: 0.02, negativeBalance: 'forgiven', judged: 'intrabar', part: 0.5 },
  ),
  financed: fc.boolean(),
  isolated: fc.boolean(),
  latency: fc.constantFrom(false, false, true),
  every: fc.constantFrom(1, 3, 8),
  ratesLate: fc.constantFrom(0, 0, -3, 2),
  stepSize: fc.constantFrom(0, 0.1, 1),
  onClose: fc.constantFrom(false, false, true),
  inKind: fc.constantFrom(false, false, true),
});

const BARS = 160;
const LENGTH = 4 * HOUR;
const IDS = ['SHARE', 'ADR', 'PERP', 'COIN', 'QUANTO', 'FUTURE'] as const;

/** The prices of a currency: a walk around `level`, on days of its own. */
function rates(id: string, converts: number, seed: number, level: number, late: number): BarSeries {
  const columns = walk(seed, 45, 17 * HOUR, { start: MONDAY + late * DAY });
  for (const name of ['open', 'high', 'low', 'close'] as const)
    for (let row = 1; row < columns.times.length; row++) columns[name][row] = level * (0.8 + columns[name][row]! / 100);
  return Object.assign(new BarSeries(id, columns), { converts });
}

/** What a random world is made of, run by strategies that trade at random. */
export function partsOfWorld(world: AccountWorld): BacktestParts {
  const { seed, stepSize } = world;
  const feeds = Object.fromEntries(
    IDS.map((id, k) => [id, new BarSeries(id, walk(seed + k, BARS, LENGTH, { gaps: k % 2 === 1 }))]),
  ) as Record<(typeof IDS)[number], BarSeries>;
  const traders = Array.from({ length: world.strategies }, (_, s) =>
    trader(feeds, (ctx) => ({ onBar: (bars) => gamble(ctx, ctx.feeds[bars.id as (typeof IDS)[number]], world.every, s) }), {
      id: `s${s + 1}`,
      ...(s === 2 && { capital: 3_000 }),
    }),
  );
  const parts = partsOf(traders, termsOf(world, stepSize));
  const others = [rates('EURUSD', 1, seed + 10, 1.1, world.ratesLate), rates('BTCUSD', 2, seed + 11, 40, world.ratesLate)];
  return { ...parts, series: [...parts.series, ...others] };
}

function gamble(ctx: Context<Readonly<Record<string, BarSeries>>>, bars: BarSeries, every: number, strategy: number): void {
  if (bars.row % every !== strategy % every) return;
  const luck = ctx.random();
  const qty = Math.round(1 + ctx.random() * 60) * (ctx.random() < 0.3 ? 5 : 1);
  const close = bars.close.value;
  if (luck < 0.12) ctx.buy(bars, { qty });
  else if (luck < 0.24) ctx.sell(bars, { qty });
  else if (luck < 0.3)
    ctx.buy(bars, { qty, limit: close - 1, stopLoss: { price: Math.max(close - 4, 0.5) }, takeProfit: { price: close + 2 } });
  else if (luck < 0.36) ctx.sell(bars, { qty, trigger: Math.max(close - 1, 0.5) });
  else if (luck < 0.44) ctx.close(bars);
  else if (luck < 0.47) ctx.close(bars, { portion: 0.5 });
}

function termsOf(world: AccountWorld, stepSize: number): Terms {
  const { seed, balances, leverage, liquidation, financed, isolated, latency } = world;
  const random = seededRandom(seed + 20);
  const fee = { model: 'maker-taker', maker: -0.0002, taker: 0.001 } as const;
  const marginMode = isolated ? ('isolated' as const) : ('cross' as const);
  const instruments: Record<(typeof IDS)[number], InstrumentSpec> = {
    SHARE: { stepSize, tickSize: 0.25, borrow: { rate: 0.05 } },
    ADR: { stepSize, quote: 'EUR', multiplier: 2 },
    PERP: { stepSize, contract: 'linear', marginMode },
    COIN: { stepSize, contract: 'inverse', multiplier: 10, settle: 'BTC', marginMode },
    QUANTO: { stepSize, contract: 'quanto', quote: 'JPY', settle: 'EUR', multiplier: 0.5 },
    FUTURE: { stepSize, contract: 'linear', quote: 'EUR', expiry: MONDAY + 20 * DAY + HOUR },
  };
  const at = (count: number): Float64Array => Float64Array.from({ length: count }, () => MONDAY + Math.floor(random() * 26) * DAY).sort();
  const funding = (instrument: number) => {
    const times = Float64Array.from({ length: 80 }, (_, k) => MONDAY + k * 8 * HOUR + 7);
    return { instrument, times, rates: times.map(() => (random() - 0.5) / 100) };
  };
  const actions = (instrument: number, types: readonly number[], values: readonly number[]) => ({
    instrument,
    times: at(types.length),
    types: Float64Array.from(types),
    values: Float64Array.from(values),
  });
  const { split, dividend, delisting } = ACTION;
  return {
    seed,
    instruments,
    account: {
      cash: 6_000,
      type: 'margin',
      leverage,
      currencies: ['EUR', 'BTC'],
      balances,
      liquidation,
    },
    fee: world.inKind === true ? { model: 'in-kind', of: fee } : fee,
    slippage: { model: 'percent', rate: 0.002 },
    sizer: { model: 'fixed', qty: 3 },
    simulator: { fillOn: world.onClose && !latency ? 'on-close' : 'next-open' },
    ...(latency && { latency: { order: 90_000, feed: 0, response: { model: 'uniform', min: 0, max: 60_000 } } }),
    financing: {
      daily: financed
        ? {
            at: 22 * HOUR,
            borrow: { rate: 0.03 },
            swap: { long: -0.02, short: 0.01, unit: seed % 2 === 0 ? 'price' : 'rate', triple: 'wednesday' },
            interest: { credit: 0.02, debit: 0.08 },
          }
        : undefined,
      funding: [funding(2), funding(3)],
      actions: [
        actions(0, [split, dividend, split, dividend], [2, 0.4, 1.5, 1]),
        actions(1, [dividend, split, delisting], [0.3, 0.1, seed % 3 === 0 ? Number.NaN : 20]),
      ],
    },
  };
}
