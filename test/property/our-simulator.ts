import { Blotter } from '../../engine/broker/blotter.ts';
import type { SimulatedBroker } from '../../engine/broker/broker.ts';
import { DelayedBroker } from '../../engine/broker/sim/delayed-broker.ts';
import { SimBroker } from '../../engine/broker/sim/sim-broker.ts';
import { slippageModel } from '../../engine/broker/sim/slippage.ts';
import { assignMarkets } from '../../engine/loop/markets.ts';
import type { SessionTable } from '../../engine/model/calendar.ts';
import type { Fill as OurFill } from '../../engine/model/fill.ts';
import { type Instrument, instrumentOf } from '../../engine/model/instrument.ts';
import type { OrderRequest } from '../../engine/model/order.ts';
import { BarSeries, barColumns, type QuoteColumns, QuoteSeries, Series, TradeSeries } from '../../engine/model/series.ts';
import { DAY, millis } from '../../engine/model/time.ts';
import { Portfolio } from '../../engine/portfolio/portfolio.ts';
import type { Bar, Command, End, Fill, Order, Outcome, Session, Stream } from '../reference/stream.ts';

/** Puts a stream of bars or ticks and orders through the simulator of the engine, moment by moment, as a session does. */
export function simulateOurs(stream: Stream): Outcome {
  return stream.quotes === undefined ? simulateBars(stream) : simulateTicks(stream);
}

function simulateBars(stream: Stream): Outcome {
  const { bars, commands } = stream;
  const series = bars.map((rows, k) => seriesOf(rows, k));
  const ours = new Ours(stream, series);
  const { sim, account } = ours;
  const times = [...new Set(bars.flatMap((rows) => rows.flatMap(({ openTs, ts }) => [openTs, ts])))].sort((a, b) => a - b);
  let sent = 0;
  for (const now of times) {
    ours.expireBefore(now);
    const closing = series.filter((one, k) => bars[k]![one.row]?.ts === now);
    if (closing.length > 0) {
      sim.onMarket(closing, closing.length, 'close', millis(now));
      ours.drain();
      for (const one of closing) {
        one.advance();
        account.price(one.instrument, one.mark);
      }
    }
    ours.expireAt(now);
    for (; sent < commands.length && commands[sent]!.at <= now; sent++) send(sim, ours.blotter, commands[sent]!);
    ours.drain();
    const opening = series.filter((one, k) => {
      const bar = bars[k]![one.row];
      return bar?.openTs === now && isWaitedFor(sim, k) && sim.waiting.stirs(k, bar.open);
    });
    if (opening.length > 0) {
      for (const one of opening) account.price(one.instrument, one.openAhead);
      sim.onMarket(opening, opening.length, 'open', millis(now));
      ours.drain();
    }
  }
  return ours.outcome();
}

function simulateTicks(stream: Stream): Outcome {
  const all = ticksOf(stream);
  const markets = assignMarkets(
    all,
    stream.instruments.map((_, k) => instrumentOf(`I${k}`)),
    stream.options.queue,
  );
  const ours = new Ours(stream, markets);
  const { sim, account } = ours;
  const timeOf = (one: Series): number | undefined => Series.timesOf(one)[one.row + 1];
  const times = [...new Set(all.flatMap((one) => [...Series.timesOf(one).subarray(1)]))].sort((a, b) => a - b);
  for (const now of times) {
    ours.expireBefore(now);
    for (let turn = 1; ; turn++) {
      const moved = all.filter((one) => timeOf(one) === now);
      if (moved.length === 0) break;
      if (sim.waiting.count > 0) sim.onMarket(moved, moved.length, 'close', millis(now));
      ours.drain();
      for (const one of moved) {
        one.advance();
        if (one.executes && !Number.isNaN(one.mark)) account.price(one.instrument, one.mark);
      }
      ours.expireAt(now);
      for (const command of stream.commands) if (command.at === now && command.turn === turn) send(sim, ours.blotter, command);
      ours.drain();
    }
  }
  return ours.outcome();
}

/** The simulator with an account to book in, and what has come of it so far. */
class Ours {
  readonly sim: SimulatedBroker;
  readonly account: Portfolio;
  readonly blotter = new Blotter();
  readonly #stream: Stream;
  readonly #fills: Fill[] = [];

  constructor(stream: Stream, markets: readonly Series[]) {
    const { feeRate, latency, slippage, sizeLimit = 'none', queue = 'none', ...rules } = stream.options;
    const instruments = stream.instruments.map(({ tick, step, multiplier }, k) =>
      instrumentOf(`I${k}`, { tickSize: tick, stepSize: step, multiplier }),
    );
    this.#stream = stream;
    this.account = accountOf(instruments, markets);
    const venueAccount = latency === 0 ? this.account : accountOf(instruments, markets);
    const venue = new SimBroker(instruments, markets, venueAccount, {
      ...rules,
      calendars: stream.instruments.map(({ sessions }) => (sessions === undefined ? undefined : tableOf(sessions))),
      sizeLimit,
      queue,
      exitsFrom: 'fill',
      fee: (qty, price, instrument) => Math.abs(qty * price) * instrument.multiplier * feeRate,
      slippage: slippageModel(slippage),
      size: () => 0,
    });
    this.sim = latency === 0 ? venue : new DelayedBroker(venue, venueAccount, { command: () => latency, event: () => 0 });
  }

  drain(): void {
    for (let event = this.sim.poll(); event !== undefined; event = this.sim.poll()) {
      if (
        event.kind === 'paid' ||
        event.kind === 'split' ||
        event.kind === 'ended' ||
        event.kind === 'called' ||
        event.kind === 'connection' ||
        event.kind === 'adjusted'
      )
        continue;
      this.blotter.apply(event);
      if (event.kind !== 'filled') continue;
      this.account.book(event.fill);
      this.#fills.push(fillOf(event.fill, this.#stream.bars));
    }
  }

  /** Lets happen what is due between the last moment and this one. */
  expireBefore(now: number): void {
    while (this.sim.nextExpiry < now) {
      this.sim.onTime(millis(this.sim.nextExpiry), true);
      this.drain();
    }
  }

  expireAt(now: number): void {
    if (this.sim.nextExpiry > now) return;
    this.sim.onTime(millis(now), false);
    this.drain();
  }

  outcome(): Outcome {
    const ends = Array.from({ length: this.blotter.length }, (_, k) => endOf(this.blotter, k + 1));
    return { fills: this.#fills, ends, positions: this.#stream.instruments.map((_, k) => this.account.qty(k)) };
  }
}

/** Series of the quotes and trades of a stream, in the order of their instruments, quotes first. */
function ticksOf({ quotes = [], trades = [], instruments }: Stream): Series[] {
  const column = (values: readonly (number | undefined)[]): Float64Array =>
    Float64Array.from([Number.NaN, ...values.map((value) => value ?? Number.NaN)]);
  return instruments.flatMap((_, k): Series[] => {
    const [rows = [], prints = []] = [quotes[k], trades[k]];
    const depth = Math.max(...rows.map(({ bids, asks }) => Math.max(bids.length, asks.length)));
    const levels = Array.from({ length: Math.max(depth, 1) }, (_, n) => {
      const name = n === 0 ? '' : String(n + 1);
      return {
        [`bid${name}`]: column(rows.map(({ bids }) => bids[n]?.price)),
        [`ask${name}`]: column(rows.map(({ asks }) => asks[n]?.price)),
        [`bidSize${name}`]: column(rows.map(({ bids }) => bids[n]?.size)),
        [`askSize${name}`]: column(rows.map(({ asks }) => asks[n]?.size)),
      };
    });
    const times = column(rows.map(({ ts }) => ts));
    const book = new QuoteSeries(`I${k}`, Object.assign({ times }, ...levels) as QuoteColumns);
    const tape = new TradeSeries(`I${k}`, {
      times: column(prints.map(({ ts }) => ts)),
      price: column(prints.map(({ price }) => price)),
      size: column(prints.map(({ size }) => size)),
      side: column(prints.map(({ side }) => (side === undefined ? 0 : side === 'buy' ? 1 : -1))),
    });
    return [book, tape].filter((one) => one.rows > 0).map((one) => Object.assign(one, { instrument: k }));
  });
}

const accountOf = (instruments: readonly Instrument[], series: readonly Series[]): Portfolio =>
  new Portfolio({ cash: 1e15, type: 'margin', leverage: 1e6, currency: 'USD' }, instruments, series, series, [Number.NaN]);

/** A calendar of sessions. */
export function tableOf(sessions: readonly Session[]): SessionTable {
  const opens = Float64Array.from(sessions, ({ open }) => open);
  const closes = Float64Array.from(sessions, ({ close }) => close);
  return {
    name: 'SECOND',
    version: '1',
    opens,
    closes,
    dates: opens.map((ts) => Math.floor(ts / DAY) * DAY),
    short: new Uint8Array(opens.length),
  };
}

function isWaitedFor({ waiting }: SimulatedBroker, instrument: number): boolean {
  const { count } = waiting;
  return waiting.instruments.subarray(0, count).includes(instrument);
}

function seriesOf(rows: readonly Bar[], k: number): BarSeries {
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
  return Object.assign(new BarSeries(`I${k}`, columns), { instrument: k, index: k, executes: true });
}

function send(sim: SimulatedBroker, blotter: Blotter, command: Command): void {
  const ts = millis(command.at);
  if ('submit' in command) {
    const { id } = command.submit;
    const order = requestOf(command.submit);
    blotter.submit(id, order, ts);
    sim.send({ kind: 'submit', ts, id, order });
  } else if ('cancel' in command) {
    if (blotter.isOpen(command.cancel)) sim.send({ kind: 'cancel', ts, id: command.cancel });
  } else if (blotter.isOpen(command.replace)) {
    const { replace: id, qty, price, trigger } = command;
    sim.send({ kind: 'replace', ts, id, qty, price, trigger });
  }
}

function requestOf(order: Order): OrderRequest {
  const { type, instrument, side, qty, price, trigger, trail, levelPct, tif, expiresAt } = order;
  return {
    type,
    instrument,
    strategy: 0,
    side,
    qty,
    fraction: undefined,
    price,
    trigger,
    trail:
      trail === undefined
        ? undefined
        : { amount: trail.amount, percent: trail.percent, activation: trail.activation, offset: trail.offset },
    offset: levelPct,
    tif,
    expiresAt: expiresAt === undefined ? undefined : millis(expiresAt),
    parent: order.parent ?? 0,
    group: order.group ?? 0,
    reduceOnly: order.reduceOnly ?? false,
    postOnly: order.postOnly ?? false,
    display: order.display,
    words: undefined,
  };
}

/** A fill as a result shows it: a price that slippage moved out of its bar is assumed. */
function fillOf({ orderId, instrument, barTs, ts, ...fill }: OurFill, bars: readonly (readonly Bar[])[]): Fill {
  const { side, qty, price, fee, slippage, liquidity } = fill;
  const bar = bars[instrument]?.find((one) => one.ts === barTs);
  const outside = bar !== undefined && slippage !== 0 && (price > bar.high || price < bar.low);
  const certainty = fill.certainty === 'exact' && outside ? 'assumed' : fill.certainty;
  return { order: orderId, ts, side, qty, price, fee, slippage, liquidity, certainty };
}

function endOf(blotter: Blotter, order: number): End {
  const { status, filledQty } = blotter.state(order);
  const reason = blotter.reason(order);
  const closed = status === 'filled' || status === 'canceled' || status === 'rejected' || status === 'expired';
  return { order, status: closed ? status : 'open', ...(reason !== undefined && { reason }), filledQty };
}
