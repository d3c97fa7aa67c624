import { ACTION } from '../../engine/broker/sim/financing/actions.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import type { InstrumentSpec } from '../../engine/model/instrument.ts';
import type { OrderRecord } from '../../engine/model/result.ts';
import { BarSeries, barColumns } from '../../engine/model/series.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { OrderOptions } from '../../engine/strategy/order-options.ts';
import { partsOf, trader } from '../engine/world.ts';
import type { Kind, Money, Rate } from '../reference/account/terms.ts';
import type { Bar, Command, End, Order, Stream } from '../reference/stream.ts';
import { type Facts, sorted } from './account-facts.ts';
import { tableOf } from './our-simulator.ts';

const CURRENCIES = ['USD', 'EUR', 'BTC'];
type Feeds = Record<string, BarSeries>;

/** Puts a stream with an account through the engine: strategies that do what the stream says, in an account as it says. */
export function liveOurs(stream: Stream): Facts {
  const { money } = stream;
  if (money === undefined) throw new Error('Expected a stream with an account, but it had none');
  const feeds = Object.fromEntries(stream.bars.map((rows, k) => [`i${k}`, seriesOf(rows, `I${k}`)]));
  const traders = Array.from({ length: money.strategies }, (_, k) =>
    trader(feeds, (ctx) => doing(ctx, stream, k), { id: `s${k}`, ...sharing(money, k) }),
  );
  const parts = partsOf(traders, {
    instruments: Object.fromEntries(stream.instruments.map((_, k) => [`I${k}`, specOf(stream, k)])),
    account: accountOf(stream),
    financing: financingOf(stream),
    calendars: stream.instruments.map(({ sessions }) => (sessions === undefined ? undefined : tableOf(sessions))),
    ...(stream.options.latency > 0 && { latency: { order: stream.options.latency, feed: 0, response: 0 } }),
    ...costsOf(stream),
  });
  const run = runBacktest({
    ...parts,
    series: [...parts.series, ...money.rates.flatMap((rows, c) => (rows.length === 0 ? [] : [rateSeries(rows, c)]))],
  });
  return factsOf(run, stream);
}

const sharing = ({ capital }: Money, strategy: number): { capital?: number } => {
  const own = capital[strategy] ?? null;
  return own === null ? {} : { capital: own };
};

function seriesOf(rows: readonly Bar[], id: string): BarSeries {
  const columns = barColumns(rows.length);
  rows.forEach((bar, row) => {
    columns.openTimes[row + 1] = bar.openTs;
    columns.times[row + 1] = bar.ts;
    columns.open[row + 1] = bar.open;
    columns.high[row + 1] = bar.high;
    columns.low[row + 1] = bar.low;
    columns.close[row + 1] = bar.close;
    columns.volume[row + 1] = bar.volume;
  });
  return new BarSeries(id, columns);
}

function rateSeries(rows: readonly Rate[], currency: number): BarSeries {
  const bars = rows.map(({ ts, rate }) => ({ openTs: ts - 1_000, ts, open: rate, high: rate, low: rate, close: rate, volume: 1 }));
  return Object.assign(seriesOf(bars, `RATE${currency}`), { converts: currency });
}

function specOf({ instruments }: Stream, k: number): InstrumentSpec {
  const { tick, step, multiplier, terms } = instruments[k]!;
  const { contract = 'spot', currency = 0, margin, isIsolated, borrow, swap, expiry, settlementPrice } = terms ?? {};
  const other = {
    contract,
    settle: CURRENCIES[currency]!,
    quote: contract === 'spot' || contract === 'linear' ? CURRENCIES[currency]! : 'USD',
  };
  return {
    tickSize: tick,
    stepSize: step,
    multiplier,
    ...other,
    margin,
    marginMode: isIsolated ? 'isolated' : 'cross',
    borrow,
    swap,
    expiry,
    settlementPrice,
  };
}

function accountOf({ money }: Stream): Partial<BacktestParts['account']> {
  const { balances, settlement, ...account } = money!.account;
  return {
    ...account,
    settlement,
    currency: 'USD',
    currencies: CURRENCIES.slice(1),
    balances: balances === undefined ? undefined : Object.fromEntries(CURRENCIES.slice(1).map((name, c) => [name, balances[c + 1] ?? 0])),
  };
}

function financingOf({ money, instruments }: Stream): BacktestParts['financing'] {
  const { daily, funding, actions, lowers } = money!;
  const all = instruments.map((_, instrument) => instrument);
  return {
    daily,
    funding: all.map((instrument) => ({
      instrument,
      times: Float64Array.from(funding[instrument]!, ({ ts }) => ts),
      rates: Float64Array.from(funding[instrument]!, ({ rate }) => rate),
    })),
    actions: all.map((instrument) => ({
      instrument,
      times: Float64Array.from(actions[instrument]!, ({ ts }) => ts),
      types: Float64Array.from(actions[instrument]!, ({ type }) => ACTION[type]),
      values: Float64Array.from(actions[instrument]!, ({ value }) => value),
      adjustOrders: lowers[instrument] ? 'dividends' : 'splits',
    })),
  };
}

function costsOf({ options }: Stream) {
  const { feeRate, feeInKind, slippage, path, touch, fillOn, trailBy, volumeLimit, clip } = options;
  const percent = { model: 'percent', rate: feeRate } as const;
  return {
    fee: feeInKind === true ? ({ model: 'in-kind', of: percent } as const) : percent,
    slippage: slippage as BacktestParts['slippage'],
    simulator: { path, touch, fillOn, trailBy, volumeLimit, clip },
  } as const;
}

/** A strategy that does what the stream's commands say, after the first bar that closes at the time of each. */
function doing(ctx: Context<Feeds>, stream: Stream, strategy: number) {
  const orders = new Map<number, Order>();
  for (const command of stream.commands) if ('submit' in command) orders.set(command.submit.id, command.submit);
  const ownerOf = (command: Command): number =>
    orders.get('submit' in command ? command.submit.id : 'cancel' in command ? command.cancel : command.replace)?.strategy ?? 0;
  const own = stream.commands.filter((one) => ownerOf(one) === strategy);
  const ids = new Map<number, number>();
  let done = 0;
  const act = (command: Command): void => {
    if ('submit' in command) {
      if (command.submit.attached === undefined) ids.set(command.submit.id, send(ctx, command.submit, ids, orders));
    } else if ('cancel' in command) ctx.cancel(ids.get(command.cancel)!);
    else {
      const { replace, qty, price, trigger } = command;
      ctx.replace(ids.get(replace)!, {
        ...(qty !== undefined && { qty }),
        ...(price !== undefined && { limit: price }),
        ...(trigger !== undefined && { trigger }),
      });
    }
  };
  return {
    onBar() {
      for (; done < own.length && own[done]!.at <= ctx.now; done++) act(own[done]!);
    },
  };
}

function send(ctx: Context<Feeds>, order: Order, ids: ReadonlyMap<number, number>, orders: ReadonlyMap<number, Order>): number {
  const { type, qty, price, trigger, trail, tif, expiresAt, parent, group, reduceOnly } = order;
  const isTouched = type.endsWith('-if-touched');
  const exits = [...orders.values()].filter((one) => one.attached !== undefined && one.parent === order.id);
  const pctOf = (kind: Order['attached']): number | undefined => {
    const pct = exits.find(({ attached }) => attached === kind)?.levelPct;
    return pct === undefined ? undefined : Math.abs(pct);
  };
  const [stop, target] = [pctOf('stop-loss'), pctOf('take-profit')];
  const options: OrderOptions = {
    ref: String(order.id),
    ...(qty !== undefined && { qty }),
    ...(price !== undefined && { limit: price }),
    ...(trigger !== undefined && (isTouched ? { touched: trigger } : { trigger })),
    ...(trail !== undefined && { trail }),
    ...(type.endsWith('-on-open') && { at: 'open' as const }),
    ...(type.endsWith('-on-close') && { at: 'close' as const }),
    ...(expiresAt === undefined ? { tif } : { expiresAt }),
    ...(parent !== undefined && { parent: ids.get(parent)! }),
    ...(group !== undefined && { oco: group }),
    ...(reduceOnly === true && { reduceOnly }),
    ...(stop !== undefined && { stopLoss: { pct: stop } }),
    ...(target !== undefined && { takeProfit: { pct: target } }),
  };
  return ctx[order.side](ctx.feeds[`i${order.instrument}`]! as never, options);
}

/** Which order of the stream each of the run's is; 0 for those of the venue. */
function refsOf(records: readonly OrderRecord[], stream: Stream): Map<number, number> {
  const orders = stream.commands.flatMap((one) => ('submit' in one ? [one.submit] : []));
  const refs = new Map<number, number>();
  for (const { id, ref, tag } of records) {
    // An attached exit has the name of the order that it was sent with.
    const exit = orders.find((one) => one.attached !== undefined && one.attached === tag && one.parent === Number(ref));
    refs.set(id, exit?.id ?? Number(ref ?? 0));
  }
  return refs;
}

const OPEN = new Set(['submitted', 'accepted', 'triggered', 'partially-filled']);

function factsOf(run: ReturnType<typeof runBacktest>, stream: Stream): Facts {
  const outcome = new Outcome(run);
  const { account } = run.session;
  const refs = refsOf(outcome.orders, stream);
  const strategyOf = (id: string | null): number => (id === null ? -1 : Number(id.slice(1)));
  const instrumentOf = (id: string | null): number => (id === null ? -1 : Number(id.slice(1)));
  const ends = outcome.orders
    .map(
      ({ id, status, reason, filledQty }): End => ({
        order: refs.get(id)!,
        status: OPEN.has(status) ? 'open' : (status as End['status']),
        ...(reason !== null && { reason }),
        filledQty,
      }),
    )
    .filter(({ order }) => order !== 0)
    .sort((a, b) => a.order - b.order);
  return {
    deals: outcome.fills.map(({ ts, orderId, strategyId, instrument, side, qty, price, fee, feeQty = 0 }) => ({
      ts,
      order: refs.get(orderId) ?? 0,
      strategy: strategyOf(strategyId),
      instrument: instrumentOf(instrument),
      qty: side === 'buy' ? qty : -qty,
      price,
      fee,
      taken: feeQty,
    })),
    payments: sorted(
      outcome.ledger.map(({ ts, kind, strategyId, instrument, value }) => ({
        ts,
        kind: kind as Kind,
        strategy: strategyOf(strategyId),
        instrument: instrumentOf(instrument),
        value,
      })),
    ),
    ends,
    curve: [...outcome.equity.ts].map((ts, k) => ({ ts, value: outcome.equity.value[k]! })),
    cash: account.cash,
    equity: account.equity,
    shares: Array.from({ length: stream.money!.strategies }, (_, s) => account.equityOf(s)),
    positions: stream.instruments.map((_, i) => Array.from({ length: stream.money!.strategies }, (_, s) => account.qtyOf(s, i))),
  };
}
