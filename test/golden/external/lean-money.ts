import type { Result, RunSpec } from '../../../app/index.ts';
import {
  type AnyStrategy,
  type Bars,
  type Context,
  defineStrategy,
  ema,
  type Handlers,
  isoTime,
  MINUTE,
  macd,
} from '../../../engine/index.ts';
import { pathOf, rowsOf } from './cases-verdicts.ts';
import {
  differenceFrom,
  factorOn,
  factorsOf,
  holdAll,
  IB_FEE,
  type LeanExternal,
  type Printing,
  run,
  type Stretch,
  within,
} from './lean.ts';
import { written } from './written.ts';

const DATA = 'raw/lean/Data';

type Author = Context<{ readonly asset: Bars }>;

const algorithm = (setup: (ctx: Author, asset: Bars) => Handlers): AnyStrategy =>
  defineStrategy({ name: 'algorithm', params: {}, feeds: ['asset'], setup: (ctx) => setup(ctx, ctx.feeds.asset) });

const ibFee = (qty: number): number => Math.max(qty * IB_FEE.perShare, IB_FEE.min);

/** Does something at the close of the first bar, and never again. */
const first = (act: (ctx: Author, asset: Bars) => unknown): AnyStrategy =>
  algorithm((ctx, asset) => {
    let bar = 0;
    return { onBar: () => void (bar++ === 0 && act(ctx, asset)) };
  });

const printed =
  (play: () => Promise<Result>, how: (result: Result) => Printing = () => ({})) =>
  async (one: LeanExternal): Promise<string | undefined> => {
    const result = await play();
    return differenceFrom(one, result, how(result));
  };

const SHARES = { asset: { stepSize: 1, tickSize: 0.01, calendar: 'XNYS' } } as const;

const DAYS_2014: Stretch = { from: '2014-06-05', to: '2014-06-09', offset: -4 };

/** The regular sessions of AAPL around its split of seven for one, by the ratio that the factors of LEAN's file make of it. */
function aroundSplit(): NonNullable<RunSpec['feeds']> {
  const rows = within('bars/equity/AAPL_1m_trade_20140605_20140609.csv', DAYS_2014, MINUTE);
  const factors = factorsOf('aapl');
  const before = factors.find(({ day }) => day === '20140606')!;
  const after = factors[factors.indexOf(before) + 1]!;
  const source = written(
    'aapl.csv',
    'open time,open,high,low,close,volume',
    rows.map(({ ts, cells }) => [isoTime(ts), ...cells.slice(1)]),
  );
  const actions = written('aapl-actions.csv', 'date,type,value', [['2014-06-09', 'split', after.split / before.split]]);
  return { asset: { source, timeframe: '1m', actions } };
}

/** SPY by day, each day adjusted by its own factor. */
function adjustedDays(from: string, to: string) {
  const factors = factorsOf('spy');
  return rowsOf('bars/equity/SPY_1d_trade.csv').flatMap(([day = '', ...cells]) => {
    if (day < from || day > to) return [];
    const factor = factorOn(day, factors);
    const [open = 0, high = 0, low = 0, close = 0] = cells.map((cell) => Number(cell) * factor);
    return [{ openTs: day, open, high, low, close, volume: Number(cells[4]) }];
  });
}

/**
 * Holds while the MACD is above its signal by enough. LEAN decides once a day, and is called at the midnight before a day on
 * which a dividend was paid as well: it then decides again what it has decided at the close, and a sale that waits for the open
 * is cancelled and sent anew.
 */
const trend = (days: readonly { readonly openTs: string }[]): AnyStrategy =>
  algorithm((ctx, asset) => {
    const { macd: line, signal } = macd(asset.close, 12, 26, 9, { seed: 'apart' });
    const fast = ema(asset.close, 12);
    const beforeDividends = new Set(factorsOf('spy').map(({ day }) => day));
    let bar = -1;
    let decided = false;
    const waiting = { id: 0, since: -1 };

    const decide = (): void => {
      const delta = (line.value - signal.value) / fast.value;
      const { qty } = ctx.position(asset);
      const waits = waiting.since === bar;
      if (qty <= 0 && delta > 0.0025 && !waits) {
        waiting.id = ctx.buy(asset, { qty: holdAll(ctx.equity, asset.close.value, ibFee) });
        waiting.since = bar;
      } else if (qty > 0 && delta < -0.0025) {
        if (waits) ctx.cancel(waiting.id);
        waiting.id = ctx.sell(asset, { qty });
        waiting.since = bar;
      }
    };

    return {
      onBar() {
        const day = days[++bar]!.openTs.replaceAll('-', '');
        if (!signal.ready) return;
        if (!decided) decide();
        decided = beforeDividends.has(day);
        if (decided) decide();
      },
    };
  });

/** In on one bar, out on the next. */
const inAndOut = algorithm((ctx, asset) => ({
  onBar: () => void (ctx.position(asset).qty === 0 ? ctx.buy(asset, { qty: 0.1 }) : ctx.close(asset)),
}));

/** A thousand contracts held over three fundings; LEAN takes the newest rate for each, so that its one row stands for three. */
const perpetual = (): Promise<Result> => {
  const fundings = ['2022-12-13T08:00:00Z', '2022-12-13T16:00:00Z', '2022-12-14T00:00:00Z'];
  const [[, rate = ''] = []] = rowsOf('funding/ADAUSDTPERP_binance_funding.csv');
  return run(
    first((ctx, asset) => ctx.buy(asset, { qty: 1000 })),
    {
      asset: {
        source: pathOf(`${DATA}/cryptofuture/binance/hour/adausdt_trade.zip`),
        funding: written(
          'ada-funding.csv',
          'time,rate',
          fundings.map((ts) => [ts, rate]),
        ),
      },
    },
    {
      account: {
        ...{ cash: 1_000_000, currency: 'USD', leverage: 25, balances: { USDT: 200 } },
        rates: { USDT: written('usdt.csv', 'date,open,high,low,close', [['2022-12-12', 1, 1, 1, 1]]) },
      },
      instruments: { asset: { contract: 'linear', quote: 'USDT', tickSize: 0.0001 } },
      // The ask at the close of the first hour is a tick above its last trade.
      costs: { fee: { model: 'percent', rate: 0.0005 }, slippage: { model: 'ticks', ticks: 1 } },
    },
  );
};

/** What LEAN's equity takes off a contract that is held: the price of closing it, at the bid a tick below the last trade, with its fee. */
export async function perpetualAsThere(one: LeanExternal): Promise<string | undefined> {
  const result = await perpetual();
  const [units, bid] = [1000, 0.3141 - 0.0001];
  return differenceFrom(one, result, { equity: result.metrics.finalEquity - units * 0.0001 - units * bid * 0.0005 });
}

const MACD_FROM = '2004-01-01';

/** By name: how to find the first difference of a case in which money moves between fills. */
export const LEAN_MONEY_CASES: Readonly<Record<string, (one: LeanExternal) => Promise<string | undefined>>> = {
  DividendRegressionAlgorithm: printed(() =>
    run(
      first((ctx, asset) => ctx.buy(asset, { qty: holdAll(ctx.equity / 2, asset.close.value, ibFee) })),
      { asset: { source: pathOf(`${DATA}/equity/usa/daily/spy.zip`), actions: pathOf(`${DATA}/equity/usa/factor_files/spy.csv`) } },
      { instruments: SHARES, simulator: { fillOn: 'next-open' }, from: '1998-01-01', to: '2005-12-31' },
    ),
  ),
  // The bid at the close of the first minute is nine cents below its last trade.
  EquitySplitHoldingsMinuteRegressionAlgorithm: printed(() =>
    run(
      first((ctx, asset) => ctx.sell(asset, { qty: holdAll(ctx.equity, asset.close.value, () => 0) })),
      aroundSplit(),
      { instruments: SHARES, costs: { fee: IB_FEE, slippage: { model: 'ticks', ticks: 9 } } },
    ),
  ),
  SplitPartialShareRegressionAlgorithm: printed(() =>
    run(
      first((ctx, asset) => ctx.buy(asset, { qty: 1 })),
      aroundSplit(),
      { instruments: SHARES },
    ),
  ),
  // Days of New York. The last sample of equity is taken before the last order, a purchase.
  BitfinexCashAccountFeeRegressionAlgorithm: printed(
    () =>
      run(
        inAndOut,
        { asset: pathOf(`${DATA}/crypto/bitfinex/hour/btcusd_trade.zip`) },
        {
          account: { cash: 100_000, type: 'cash' },
          costs: { fee: { model: 'in-kind', of: { model: 'percent', rate: 0.002 } } },
          from: '2013-10-02T03:00:00Z',
          to: '2013-10-04T04:00:00Z',
        },
      ),
    ({ metrics, fills }) => ({ equity: metrics.finalEquity + fills.at(-1)!.fee, rates: false }),
  ),
  CryptoFutureHourlyMarginInterestRegressionAlgorithm: printed(perpetual, () => ({ rates: false })),
  MACDTrendAlgorithm: printed(() => {
    const bars = adjustedDays(MACD_FROM, '2014-12-31');
    return run(trend(bars), { asset: { bars, timeframe: '1d', id: 'SPY' } }, { instruments: SHARES, simulator: { fillOn: 'next-open' } });
  }),
};
