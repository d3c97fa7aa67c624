import type { BacktestParts } from '../../engine/loop/parts.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { OrderId } from '../../engine/model/order.ts';
import { BarSeries, barColumns } from '../../engine/model/series.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { AnyStrategy, Handlers } from '../../engine/strategy/define.ts';
import type { OrderOptions } from '../../engine/strategy/order-options.ts';

/** The length of the bars it is shown, milliseconds. */
export const BAR = 1_000;

interface Feeds {
  readonly assets: readonly BarSeries[];
}

/** One who trades at random until a time, a lot, and in every way there is: what it does follows from the session's seed and what it is shown. */
export const randomTrader = (eager: number, until: number): AnyStrategy => ({
  name: 'random-trader',
  params: {},
  feeds: ['assets'],
  setup: (ctx: Context<Feeds>) => trader(ctx, eager, until),
});

function trader(ctx: Context<Feeds>, eager: number, until: number): Handlers {
  const between = (from: number, to: number): number => from + ctx.random() * (to - from);
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(ctx.random() * values.length)]!;
  /** Which price of an order may be changed. */
  const prices = () => ctx.state as Record<OrderId, 'limit' | 'trigger'>;
  const order = (asset: BarSeries): void => {
    const buys = ctx.random() < 0.5;
    const near = (from: number, to: number): number => asset.close.value * (1 + (buys ? 1 : -1) * between(from, to));
    const exits: OrderOptions = {
      ...(ctx.random() < 0.5 ? { stopLoss: { pct: between(0.001, 0.006) } } : {}),
      ...(ctx.random() < 0.5 ? { takeProfit: { pct: between(0.001, 0.006) } } : {}),
    };
    const terms = oneOf<() => OrderOptions>([
      () => exits,
      () => ({}),
      () => ({ limit: near(-0.003, 0.001), ...exits }),
      () => ({ limit: near(-0.003, 0.001) }),
      () => ({ limit: near(-0.002, 0.001), tif: oneOf(['ioc', 'fok'] as const) }),
      () => ({ limit: near(-0.003, 0), postOnly: true }),
      () => ({ trigger: near(0, 0.003), ...exits }),
      () => ({ trigger: near(0, 0.002), limit: near(0.001, 0.004) }),
      () => ({ limit: near(-0.004, 0), expiresAt: ctx.now + between(500, 20_000) }),
    ])();
    const qty = ctx.instrument(asset).stepSize * Math.ceil(between(0, 40));
    const id = (buys ? ctx.buy : ctx.sell).call(ctx, asset, { qty, ...terms });
    if (terms.limit !== undefined) prices()[id] = 'limit';
    else if (terms.trigger !== undefined) prices()[id] = 'trigger';
  };
  const change = (asset: BarSeries, id: OrderId): void => {
    const price = asset.close.value * (1 + between(-0.003, 0.003));
    const kind = prices()[id];
    const qty = ctx.random() < 0.4 ? ctx.instrument(asset).stepSize * Math.ceil(between(0, 40)) : undefined;
    ctx.replace(id, { ...(kind === undefined ? {} : { [kind]: price }), ...(qty === undefined ? {} : { qty }) });
  };
  const act = (asset: BarSeries): void => {
    const open = ctx.openOrders(asset);
    const dice = ctx.random();
    if (open.length > 0 && dice < 0.15) ctx.cancel(oneOf(open));
    else if (open.length > 0 && dice < 0.35) change(asset, oneOf(open));
    else if (dice < 0.42) ctx.close(asset);
    else if (dice < 0.47) ctx.target(asset, between(-0.3, 0.3));
    else if (open.length < 12) order(asset);
  };
  return {
    onBar(seen) {
      const asset = ctx.feeds.assets.find((one) => one === seen);
      if (asset !== undefined && ctx.now <= until) while (ctx.random() < eager) act(asset);
    },
    onFill(fill) {
      if (ctx.random() < 0.1) ctx.close(ctx.feeds.assets[fill.instrument]!);
    },
  };
}

/** What a session of it is made of; orders go to a venue, which sees to fills and fees. */
export function traderParts(seed: number, instruments: readonly Instrument[], cash: number, eager: number, until: number): BacktestParts {
  const series = instruments.map(({ id }, i) => {
    const columns = barColumns(1);
    columns.times[1] = BAR;
    const one = new BarSeries(id, columns);
    one.instrument = i;
    return one;
  });
  return {
    strategies: [{ id: 'trader', strategy: randomTrader(eager, until), params: {}, feeds: { assets: series }, capital: null }],
    ...{ series, instruments, seed, warmUntil: Number.NEGATIVE_INFINITY },
    account: { cash, type: 'margin', leverage: 3, currency: 'USD' },
    ...{ fee: { model: 'none' }, slippage: { model: 'none' }, sizer: { model: 'fixed', qty: 1 } },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    simulator: {},
  };
}
