import { backtest, type Result } from '../../../app/index.ts';
import { type Bars, type Context, defineStrategy, type Handlers, isoTime, MINUTE, parseTime, quotes } from '../../../engine/index.ts';
import { isPrinted, pathOf } from './cases-verdicts.ts';
import { dollars } from './nautilus-dollars.ts';
import { crosses } from './two-averages.ts';

/** A backtest of NautilusTrader's acceptance tests, and what it ends with. */
export interface NautilusExternal {
  readonly expected: {
    readonly orders: number;
    readonly positions?: number;
    readonly positions_closed?: number;
    readonly balance_total?: string;
    readonly balances?: Readonly<Record<string, string>>;
    readonly first_events?: readonly string[];
  };
}

type Author = Context<{ readonly asset: Bars }>;

const algorithm = (setup: (ctx: Author, asset: Bars) => Handlers) =>
  defineStrategy({ name: 'algorithm', params: {}, feeds: ['asset'], setup: (ctx) => setup(ctx, ctx.feeds.asset) });

/** Orders at market fill there at the prices of the moment they are sent at. */
const AT_ONCE = { simulator: { fillOn: 'on-close' } } as const;

/** The first of the numbers that ours is not, as a sentence. Positions are round trips here, where an order opens each. */
function differenceFrom(
  { expected }: NautilusExternal,
  result: Result,
  ccy: string,
  positions = result.roundTrips.length,
): string | undefined {
  const { orders, metrics } = result;
  const text = expected.balances?.[ccy] ?? expected.balance_total!.split(' ')[0]!;
  const theirs = expected.positions ?? expected.positions_closed;
  if (orders.length !== expected.orders) return `${expected.orders} orders there, ${orders.length} here`;
  if (positions !== theirs) return `${theirs} positions there, ${positions} here`;
  return isPrinted(metrics.finalEquity, text) ? undefined : `a balance of ${text} there, ${metrics.finalEquity} here`;
}

/** Bought on the second quote, sold on the fourth. */
const smoke = (): Promise<Result> =>
  backtest({
    strategy: defineStrategy({
      name: 'algorithm',
      params: {},
      feeds: [quotes('book')],
      setup(ctx) {
        const { book } = ctx.feeds;
        let quote = 0;
        return {
          onQuote() {
            quote++;
            if (quote === 2) ctx.buy(book, { qty: 100_000 });
            if (quote === 4) ctx.sell(book, { qty: 100_000 });
          },
        };
      },
    }),
    feeds: {
      book: {
        id: 'AUD/USD',
        rows: [0.7, 0.7, 0.7001, 0.7002, 0.7002].map((price, k) => ({ ts: Date.UTC(2020, 0, 1) + k * MINUTE, bid: price, ask: price })),
      },
    },
    account: { cash: 1_000_000, leverage: 33 },
    costs: { fee: { model: 'percent', rate: 0.00002 } },
    ...AT_ONCE,
  });

/** The minutes of a perpetual, whose times are taken for those of closes. */
const MINUTES = { source: pathOf('bars/crypto/BTCPERP_1m_20211231_20220201.csv.gz'), stamp: 'close', timeframe: '1m' } as const;

/** Ten bought at the close of the first bar, and sold at that of the eleventh. */
const perpetual = (): Promise<Result> =>
  backtest({
    strategy: algorithm((ctx, asset) => {
      let bar = -1;
      return {
        onBar() {
          bar++;
          if (bar === 0) ctx.buy(asset, { qty: 10 });
          if (bar === 10) ctx.sell(asset, { qty: 10 });
        },
      };
    }),
    feeds: { asset: MINUTES },
    instruments: {
      asset: {
        contract: 'linear',
        quote: 'USDT',
        tickSize: 0.1,
        stepSize: 0.001,
        margin: [{ upTo: null, initial: 0.05, maintenance: 0.025 }],
      },
    },
    account: { cash: 1_000_000 },
    costs: { fee: { model: 'percent', rate: 0.0005 } },
    to: '2021-12-31T23:15:00Z',
    ...AT_ONCE,
  });

const TWAP_BARS = 10_000;

/** A hundredth of a coin in four slices, all of them before the next minute; what is held at the end is closed. */
const slices = (): Promise<Result> =>
  backtest({
    strategy: algorithm((ctx, asset) => {
      const step = crosses(asset, 10, 20, {
        held: () => ctx.position(asset).qty,
        open: (side) => [1, 2, 3, 4].map(() => ctx[side](asset, { qty: 0.0025 })),
        close: () => ctx.close(asset),
      });
      let bar = 0;
      return {
        onBar() {
          step();
          if (++bar === TWAP_BARS) ctx.close(asset);
        },
      };
    }),
    feeds: { asset: MINUTES },
    instruments: { asset: { quote: 'USDT', tickSize: 0.01, stepSize: 0.000001 } },
    account: { cash: 10_000_000 },
    costs: { fee: { model: 'percent', rate: 0.001 } },
    to: isoTime(parseTime('2021-12-31T23:01:00Z') + (TWAP_BARS - 1) * MINUTE),
    ...AT_ONCE,
  });

const ofDollars =
  (...periods: Parameters<typeof dollars>[0]) =>
  async (one: NautilusExternal): Promise<string | undefined> => {
    const { result, lots } = await dollars(periods);
    return differenceFrom(one, result, 'USD', lots.length);
  };

/** By name: how to find the first difference of a case. */
export const NAUTILUS_CASES: Readonly<Record<string, (one: NautilusExternal) => Promise<string | undefined>>> = {
  audusd_parity_smoke: async (one) => differenceFrom(one, await smoke(), 'USD'),
  btcperp_issue_2632: async (one) => differenceFrom(one, await perpetual(), 'USDT'),
  // One position, which is opened anew each time.
  btcusdt_ema_cross_twap: async (one) => differenceFrom(one, await slices(), 'USDT', 1),
  usdjpy_ema_cross_15m: ofDollars([10, 20]),
  usdjpy_two_strategies: ofDollars([10, 20], [20, 40]),
};
