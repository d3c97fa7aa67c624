import type { Result } from '../../../app/index.ts';
import {
  type AnyStrategy,
  type BarColumns,
  type Bars,
  type Context,
  defineStrategy,
  type Handlers,
  parseTime,
  quotes,
} from '../../../engine/index.ts';
import { differenceFrom, factorAt, holdAll, IB_FEE, type LeanExternal, lastQuotes, run, type Stretch, tradeBars } from './lean.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WEEK_2013: Stretch = { from: '2013-10-07', to: '2013-10-11', offset: -4 };
const DAYS_2021: Stretch = { from: '2021-03-01', to: '2021-03-03', offset: -5 };

const minutes = (): BarColumns => tradeBars('SPY_1m_trade_20131004_20131011.csv', WEEK_2013, MINUTE);
const hours = (stretch: Stretch): BarColumns => tradeBars('SPY_1h_trade.csv.gz', stretch, HOUR);
const spy = (columns: BarColumns) => ({ spy: { id: 'SPY', columns: { ...columns } } });

type Author = Context<{ readonly spy: Bars }>;

/** An algorithm on one feed. */
const algorithm = (setup: (ctx: Author, spy: Bars) => Handlers): AnyStrategy =>
  defineStrategy({ name: 'algorithm', params: {}, feeds: ['spy'], setup: (ctx) => setup(ctx, ctx.feeds.spy) });

const ibFee = (qty: number): number => Math.max(qty * IB_FEE.perShare, IB_FEE.min);

/** All in SPY when nothing is held. */
const holds = algorithm((ctx, asset) => ({
  onBar: () => void (ctx.position(asset).qty === 0 && ctx.buy(asset, { qty: holdAll(ctx.equity, asset.close.value, ibFee) })),
}));

/** All in SPY on the first bar, out on the next: with quotes, for orders at market fill at the bid and at the ask. */
const inAndOut = defineStrategy({
  name: 'algorithm',
  params: {},
  feeds: ['spy', quotes('book')],
  setup(ctx) {
    const { spy: asset } = ctx.feeds;
    let bar = 0;
    return {
      onBar() {
        bar++;
        if (bar === 1) ctx.buy(asset, { qty: holdAll(ctx.equity, asset.close.value, () => 0) });
        if (bar === 2) ctx.close(asset);
      },
    };
  },
});

/** Sells at market and, once filled, sends a stop to buy that the market has passed already. */
const stopOnFill = algorithm((ctx, asset) => {
  let first = 0;
  return {
    onBar() {
      if (first === 0) first = ctx.sell(asset, { qty: 100 });
    },
    onFill: ({ orderId, price }) => void (orderId === first && ctx.buy(asset, { qty: 100, trigger: price - 2 })),
  };
});

/** Does something at one moment, with or without a bar. */
const once = (moment: string, act: (ctx: Author, asset: Bars) => void): AnyStrategy =>
  algorithm((ctx, asset) => {
    const ts = parseTime(moment);
    ctx.every('1h', () => {
      if (ctx.now === ts) act(ctx, asset);
    });
    return {};
  });

/** A limit at the newest price at every full hour of the session: 10 bought on the first two days, 10 sold on the others. */
const limits = algorithm((ctx, asset) => {
  const until = parseTime(WEEK_2013.from) + 2 * DAY;
  ctx.every('1h', () => {
    const local = ctx.now + WEEK_2013.offset * HOUR;
    const hour = (local % DAY) / HOUR;
    if (hour < 10 || hour > 16 || local >= parseTime(WEEK_2013.to) + DAY) return;
    const order = { qty: 10, limit: asset.close.value };
    if (local < until) ctx.buy(asset, order);
    else ctx.sell(asset, order);
  });
  return {};
});

const TIMED = [
  [{ limit: 100 }, 'accepted'],
  [{ limit: 160 }, 'filled'],
  [{ limit: 140, tif: 'day' }, 'expired'],
  [{ limit: 180, tif: 'day' }, 'filled'],
  [{ limit: 100, expiresAt: parseTime('2013-10-10') }, 'expired'],
  [{ limit: 160, expiresAt: parseTime('2013-10-10') }, 'filled'],
] as const;

const timed = algorithm((ctx, asset) => {
  let bar = 0;
  return { onBar: () => void (bar++ === 0 && TIMED.map(([terms]) => ctx.buy(asset, { qty: 10, ...terms }))) };
});

const printed =
  (play: () => Promise<Result>) =>
  async (one: LeanExternal): Promise<string | undefined> =>
    differenceFrom(one, await play());

/** By name: how to find the first difference of a case. */
export const LEAN_CASES: Readonly<Record<string, (one: LeanExternal) => Promise<string | undefined>>> = {
  // The ask at the close of the first bar is a cent above its last trade.
  BasicTemplateAlgorithm: printed(() =>
    run(holds, spy(minutes()), {
      costs: { fee: IB_FEE, slippage: { model: 'ticks', ticks: 1 } },
      instruments: { spy: { tickSize: 0.01 * factorAt(WEEK_2013.from) } },
    }),
  ),
  // The close of a day is the close of the session: what is sent then waits for the next one.
  BasicTemplateDailyAlgorithm: printed(() =>
    run(holds, spy(tradeBars('SPY_1d_trade.csv', { from: '2013-10-08', to: '2013-10-17', offset: 0 }, DAY)), {
      simulator: { fillOn: 'next-open' },
    }),
  ),
  BasicTemplateHourlyAlgorithm: printed(() => run(holds, spy(hours(WEEK_2013)))),
  ZeroFeeRegressionAlgorithm: printed(() =>
    run(
      inAndOut,
      { ...spy(minutes()), book: { id: 'SPY', rows: lastQuotes('SPY_1m_quote_20131004_20131011.csv.gz', WEEK_2013, MINUTE) } },
      { costs: {} },
    ),
  ),
  StopLossOnOrderEventRegressionAlgorithm: printed(() => run(stopOnFill, spy(minutes()))),
  StopMarketOrderRegressionAlgorithm: printed(() =>
    run(
      once('2021-03-01T17:00:00Z', (ctx, asset) => void ctx.buy(asset, { qty: 1, trigger: asset.close.value - 2 })),
      spy(hours(DAYS_2021)),
    ),
  ),
  MarketOnOpenOrderRegressionAlgorithm: printed(() =>
    run(
      once('2021-03-02T05:00:00Z', (ctx, asset) => void [ctx.buy(asset, { qty: 1, at: 'open' }), ctx.buy(asset, { qty: 1 })]),
      spy(hours(DAYS_2021)),
      { simulator: { fillOn: 'next-open' } },
    ),
  ),
  LimitFillRegressionAlgorithm: printed(() => run(limits, spy(tradeBars('SPY_1s_trade_20131007_20131011.csv.gz', WEEK_2013, 1_000)))),
  async TimeInForceAlgorithm(one) {
    const result = await run(timed, spy(minutes()));
    const [ours, theirs] = [result.orders.map(({ status }) => status), TIMED.map(([, status]) => status)].map((all) => all.join(', '));
    return ours === theirs ? differenceFrom(one, result) : `${theirs} there, ${ours} here`;
  },
};
