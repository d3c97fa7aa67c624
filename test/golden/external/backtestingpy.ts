import { backtest, type Result, type RunSpec } from '../../../app/index.ts';
import { type Bars, type Context, crossedAbove, crossedBelow, defineStrategy, sma } from '../../../engine/index.ts';
import { isPrinted, pathOf, rowsOf } from './cases-verdicts.ts';

/** A case of backtesting.py: data (a file, or one price per bar), and what it expects. */
export interface PyExternal {
  readonly data: string | readonly number[];
  readonly expected: Readonly<Record<string, unknown>>;
}

type Author = Context<{ readonly asset: Bars }>;

/** What the strategy of a case does at the close of bar 0, 1, 2 ... */
type Plan = (bar: number, ctx: Author, asset: Bars) => unknown;

/** What `buy()` takes there without a size: all of it less one bit, so that a whole number of units is one less. */
const ALL = { fraction: 1 - 2 ** -48, at: 'fill' } as const;

type Settings = Pick<RunSpec, 'costs' | 'simulator'> & { readonly cash?: number };

/** Runs a case here: whole units, and limits that fill when touched, as there. */
function run(
  data: PyExternal['data'],
  make: (asset: Bars) => Plan,
  { cash = 10_000, costs = {}, simulator = {} }: Settings = {},
): Promise<Result> {
  const strategy = defineStrategy({
    name: 'planned',
    params: {},
    feeds: ['asset'],
    setup(ctx) {
      const { asset } = ctx.feeds;
      const plan = make(asset);
      let bar = -1;
      return { onBar: () => void plan(++bar, ctx, asset) };
    },
  });
  const asset =
    typeof data === 'string' ? { source: pathOf(data), timeframe: '1d', stamp: 'open' as const } : { bars: drawn(data), timeframe: '1d' };
  return backtest({
    strategy,
    feeds: { asset },
    instruments: { asset: { stepSize: 1 } },
    account: { cash },
    costs,
    simulator: { touch: 'fill', ...simulator },
  });
}

const DAY = 86_400_000;

const drawn = (prices: readonly number[]) =>
  prices.map((price, k) => ({ openTs: k * DAY, open: price, high: price, low: price, close: price }));

/** The first of some sentences, if any. */
const first = (...sentences: readonly (string | false | undefined)[]): string | undefined =>
  sentences.find((one): one is string => typeof one === 'string');

const same = (what: string, ours: number, theirs: unknown): string | false =>
  Math.abs(ours - Number(theirs)) > 1e-9 * Math.max(1, Math.abs(ours)) && `${what} is ${theirs} there, ${ours} here`;

const printed = (what: string, ours: number, text: string): string | false =>
  !isPrinted(ours, text) && `${what} is ${text} there, ${ours} here`;

/** By name: how to find the first difference of a case. */
export const PY_CASES: Readonly<Record<string, (one: PyExternal) => Promise<string | undefined>>> = {
  async commission_fixed_plus_pct({ data, expected }) {
    const bought = (): Plan => (bar, ctx, asset) => bar === 1 && ctx.buy(asset, { qty: 100, takeProfit: { price: 3 } });
    const result = await run(data, bought, { cash: 5_000, costs: { fee: { model: 'percent', rate: 0.01, fixed: 10 } } });
    return first(
      same('the sum of commissions', result.metrics.fees, expected['commissions']),
      same('final equity', result.metrics.finalEquity, expected['equity_final']),
    );
  },

  /** A unit bought with all the money at the top: equity falls as the case draws it, in tenths. */
  async drawdown_durations({ data, expected }) {
    const falls = data as readonly number[];
    const { durations, peaks } = expected as Readonly<Record<'durations' | 'peaks', Readonly<Record<string, number>>>>;
    for (const [end, days] of Object.entries(durations)) {
      const begin = Number(end) - days;
      const prices = falls.slice(begin, Number(end) + 1).map((fall) => 10 - fall);
      const { metrics } = await run(prices, () => (bar, ctx, asset) => bar === 0 && ctx.buy(asset, { qty: 1 }), {
        cash: 10,
        simulator: { fillOn: 'on-close' },
      });
      const difference = first(
        same(`the drawdown that ends on ${end}`, 10 * metrics.maxDrawdown, peaks[end]),
        same('its duration', metrics.maxDrawdownDurationDays, days),
      );
      if (difference !== undefined) return difference;
    }
    return undefined;
  },

  async gap_through_stop({ data, expected }) {
    const bought = (): Plan => (_, ctx, asset) =>
      asset.close.value === 100 && ctx.position(asset).qty === 0 && ctx.buy(asset, { qty: 1, stopLoss: { price: 90 } });
    const { roundTrips } = await run(data, bought, { cash: 100, simulator: { fillOn: 'on-close' } });
    return first(same('the first exit', roundTrips[0]?.exitPrice ?? Number.NaN, expected['first_exit_price']));
  },

  async goog_enter_hit_sl_same_day({ data, expected }) {
    const day = Date.parse('2012-10-18');
    const exit = async (trigger: { readonly trigger?: number }): Promise<number> => {
      const { roundTrips } = await run(
        data,
        () => (_, ctx, asset) => ctx.now === day && ctx.buy(asset, { qty: 1, stopLoss: { price: 720 }, ...trigger }),
      );
      return roundTrips[0]?.exitPrice ?? Number.NaN;
    };
    return first(
      same('the exit of (a)', await exit({}), expected['a']),
      same('the exit of (b)', await exit({ trigger: 758 }), expected['b']),
    );
  },

  async goog_sma_cross_10_30({ data, expected }) {
    const last = rowsOf(data as string).length - 1;
    return statistics(await run(data, crosses(last)), expected['stats'] as Readonly<Record<string, number>>);
  },

  'goog_spread_commission (a)': (one) =>
    spread(one, 'a', { fee: { model: 'percent', rate: 0.01 }, slippage: { model: 'percent', rate: 0.01, on: 'entry' } }),
  'goog_spread_commission (b)': (one) => spread(one, 'b', { fee: { model: 'percent', rate: 0.01, fixed: 100 } }),
  'goog_spread_commission (c)': (one) => spread(one, 'c', { fee: { model: 'percent', rate: 0.01 } }),
};

/** Turns at each cross; what is held at the end is closed, there on the last bar once more, at its open. */
const crosses =
  (last: number) =>
  (asset: Bars): Plan => {
    const [fast, slow] = [sma(asset.close, 10), sma(asset.close, 30)];
    return (bar, ctx) => {
      const [up, down] = [crossedAbove(fast, slow), crossedBelow(fast, slow)];
      if (up || down || bar === last - 1) ctx.close(asset);
      if (up) ctx.buy(asset, { size: ALL });
      else if (down) ctx.sell(asset, { size: ALL });
    };
  };

/** What both measure by the same formula. What is per year is left out (there the first bar has no return), and what is measured against holding. */
function statistics({ metrics, equity, roundTrips }: Result, stats: Readonly<Record<string, number>>): string | undefined {
  const days = (trip: Result['roundTrips'][number]): number => (trip.exitTs - trip.entryTs) / DAY;
  const ours: Readonly<Record<string, number>> = {
    '# Trades': metrics.trades,
    'Equity Final [$]': metrics.finalEquity,
    'Equity Peak [$]': Math.max(...equity.value),
    'Return [%]': 100 * metrics.totalReturn,
    'Max. Drawdown [%]': -100 * metrics.maxDrawdown,
    'Win Rate [%]': 100 * metrics.winRate,
    'Profit Factor': metrics.profitFactor,
    'Expectancy [%]': 100 * metrics.expectancy,
    'Best Trade [%]': 100 * metrics.bestTrade,
    'Worst Trade [%]': 100 * metrics.worstTrade,
    'Avg. Trade [%]': 100 * metrics.avgTrade,
    SQN: metrics.sqn,
    'Kelly Criterion': metrics.kelly,
  };
  const periods: Readonly<Record<string, number>> = {
    'Max. Drawdown Duration': metrics.maxDrawdownDurationDays,
    'Max. Trade Duration': Math.max(...roundTrips.map(days)),
    'Avg. Trade Duration': Math.ceil(roundTrips.reduce((sum, trip) => sum + days(trip), 0) / roundTrips.length),
  };
  const off = (name: string, value: number): boolean => Math.abs(value - stats[name]!) > 1e-8 * Math.abs(stats[name]!);
  return first(
    ...Object.entries(ours).map(([name, value]) => off(name, value) && `${name} is ${stats[name]} there, ${value} here`),
    ...Object.entries(periods).map(
      ([name, value]) => `${value} days 00:00:00` !== String(stats[name]) && `${name} is ${stats[name]} there, ${value} here`,
    ),
  );
}

/** Buys on the first call and closes on the next; equity on the two bars that follow. */
async function spread({ data, expected }: PyExternal, part: string, costs: NonNullable<RunSpec['costs']>): Promise<string | undefined> {
  const plan = (): Plan => (bar, ctx, asset) => (bar === 1 && ctx.buy(asset, { size: ALL })) || (bar === 2 && ctx.close(asset));
  const { equity, fills } = await run(String(data).replace(' first 20 rows', ''), plan, { costs });
  const rows = (expected['equity_rows_2_3'] as Readonly<Record<string, readonly number[]>>)[part]!;
  return first(
    ...rows.map((value, k) => printed(`equity of row ${2 + k}`, equity.value[2 + k]!, value.toFixed(2))),
    part === 'a' && same('the entry price', fills[0]!.price, 110.75 * 1.01),
  );
}
