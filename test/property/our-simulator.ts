import { Blotter } from '../../engine/broker/blotter.ts';
import type { SimulatedBroker } from '../../engine/broker/broker.ts';
import { DelayedBroker } from '../../engine/broker/sim/delayed-broker.ts';
import { SimBroker } from '../../engine/broker/sim/sim-broker.ts';
import { slippageModel } from '../../engine/broker/sim/slippage.ts';
import type { SessionTable } from '../../engine/model/calendar.ts';
import type { Fill as OurFill } from '../../engine/model/fill.ts';
import { type Instrument, instrumentOf } from '../../engine/model/instrument.ts';
import type { OrderRequest } from '../../engine/model/order.ts';
import { BarSeries, barColumns } from '../../engine/model/series.ts';
import { DAY, millis } from '../../engine/model/time.ts';
import { Portfolio } from '../../engine/portfolio/portfolio.ts';
import type { Bar, Command, End, Fill, Order, Outcome, Session, Stream } from '../reference/stream.ts';

/** Puts a stream of bars and orders through the simulator of the engine, moment by moment, as a session does. */
export function simulateOurs({ instruments: terms, bars, commands, options }: Stream): Outcome {
  const instruments = terms.map(({ tick, step, multiplier }, k) => instrumentOf(`I${k}`, { tickSize: tick, stepSize: step, multiplier }));
  const series = bars.map((rows, k) => seriesOf(rows, k));
  const account = accountOf(instruments, series);
  const { feeRate, latency, slippage, ...rules } = options;
  const venueAccount = latency === 0 ? account : accountOf(instruments, series);
  const venue = new SimBroker(instruments, series, venueAccount, {
    ...rules,
    calendars: terms.map(({ sessions }) => (sessions === undefined ? undefined : tableOf(sessions))),
    sizeLimit: 'none',
    exitsFrom: 'fill',
    fee: (qty, price, instrument) => qty * price * instrument.multiplier * feeRate,
    slippage: slippageModel(slippage),
    size: () => 0,
  });
  const sim: SimulatedBroker = latency === 0 ? venue : new DelayedBroker(venue, venueAccount, { command: () => latency, event: () => 0 });
  const blotter = new Blotter();
  const fills: Fill[] = [];
  const drain = (): void => {
    for (let event = sim.poll(); event !== undefined; event = sim.poll()) {
      if (event.kind === 'paid' || event.kind === 'split' || event.kind === 'ended' || event.kind === 'connection') continue;
      blotter.apply(event);
      if (event.kind !== 'filled') continue;
      account.book(event.fill);
      fills.push(fillOf(event.fill, bars));
    }
  };

  const times = [...new Set(bars.flatMap((rows) => rows.flatMap(({ openTs, ts }) => [openTs, ts])))].sort((a, b) => a - b);
  let sent = 0;
  for (const now of times) {
    while (sim.nextExpiry < now) {
      sim.onTime(millis(sim.nextExpiry), true);
      drain();
    }
    const closing = series.filter((one, k) => bars[k]![one.row]?.ts === now);
    if (closing.length > 0) {
      sim.onMarket(closing, closing.length, 'close', millis(now));
      drain();
      for (const one of closing) {
        one.advance();
        account.price(one.instrument, one.mark);
      }
    }
    if (sim.nextExpiry <= now) {
      sim.onTime(millis(now), false);
      drain();
    }
    for (; sent < commands.length && commands[sent]!.at <= now; sent++) send(sim, blotter, commands[sent]!);
    drain();
    const opening = series.filter((one, k) => {
      const bar = bars[k]![one.row];
      return bar?.openTs === now && isWaitedFor(sim, k) && sim.waiting.stirs(k, bar.open);
    });
    if (opening.length > 0) {
      for (const one of opening) account.price(one.instrument, one.openAhead);
      sim.onMarket(opening, opening.length, 'open', millis(now));
      drain();
    }
  }
  const ends = Array.from({ length: blotter.length }, (_, k) => endOf(blotter, k + 1));
  return { fills, ends, positions: instruments.map((_, k) => account.qty(k)) };
}

const accountOf = (instruments: readonly Instrument[], series: readonly BarSeries[]): Portfolio =>
  new Portfolio({ cash: 1e15, type: 'margin', leverage: 1e6, currency: 'USD' }, instruments, series, series, [Number.NaN]);

function tableOf(sessions: readonly Session[]): SessionTable {
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
    display: undefined,
    words: undefined,
  };
}

/** A fill as a result shows it: a price that slippage moved out of its bar is assumed. */
function fillOf({ orderId, instrument, barTs, ts, ...fill }: OurFill, bars: readonly (readonly Bar[])[]): Fill {
  const { side, qty, price, fee, slippage, liquidity } = fill;
  const bar = bars[instrument]!.find((one) => one.ts === barTs)!;
  const outside = slippage !== 0 && (price > bar.high || price < bar.low);
  const certainty = fill.certainty === 'exact' && outside ? 'assumed' : fill.certainty;
  return { order: orderId, ts, side, qty, price, fee, slippage, liquidity, certainty };
}

function endOf(blotter: Blotter, order: number): End {
  const { status, filledQty } = blotter.state(order);
  const reason = blotter.reason(order);
  const closed = status === 'filled' || status === 'canceled' || status === 'rejected' || status === 'expired';
  return { order, status: closed ? status : 'open', ...(reason !== undefined && { reason }), filledQty };
}
