import { gainOf, type Instrument } from '../model/instrument.ts';
import type { Side } from '../model/order.ts';
import type {
  Ambiguity,
  FillRecord,
  OrderEventRecord,
  OrderRecord,
  PlotColumns,
  PriceColumns,
  RoundTripRecord,
  RunRecord,
  TripColumns,
} from '../model/result.ts';
import { BarSeries, Series } from '../model/series.ts';
import { FILL } from '../portfolio/fill-log.ts';
import { readBookings, readCurrencyGains, readDividends, readHeld, readLedger, readRates, readSplits } from './account-records.ts';
import { certaintyOf, readAmbiguity } from './certainty.ts';
import type { FinishedRun } from './parts.ts';
import { readRoundTrips, readTripColumns } from './read-trips.ts';

/** Reads a finished run into records. What costs time is read when it is asked for, and once. */
export class Outcome implements RunRecord {
  readonly #run: FinishedRun;
  #orders: readonly OrderRecord[] | undefined;
  #fills: readonly FillRecord[] | undefined;
  #ledger: RunRecord['ledger'] | undefined;
  #roundTrips: readonly RoundTripRecord[] | undefined;
  #trips: TripColumns | undefined;
  #equity: RunRecord['equity'] | undefined;
  #prices: readonly PriceColumns[] | undefined;
  #plots: readonly PlotColumns[] | undefined;
  #rates: RunRecord['rates'] | undefined;
  #bookings: RunRecord['bookings'] | undefined;

  constructor(run: FinishedRun) {
    this.#run = run;
  }

  get startCash(): number {
    return this.#run.session.account.startCash;
  }

  get currency(): string {
    return this.#run.parts.account.currency;
  }

  get instruments(): RunRecord['instruments'] {
    return this.#run.parts.instruments;
  }

  get exposedBatches(): number {
    return this.#run.session.account.exposedBatches;
  }

  get traded(): number {
    return this.#run.session.account.traded;
  }

  get equity(): RunRecord['equity'] {
    this.#equity ??= this.#run.session.account.curve.columns();
    return this.#equity;
  }

  get falls(): RunRecord['falls'] {
    return this.#run.session.account.curve.falls;
  }

  get orders(): readonly OrderRecord[] {
    this.#orders ??= readOrders(this.#run);
    return this.#orders;
  }

  get fills(): readonly FillRecord[] {
    this.#fills ??= readFills(this.#run);
    return this.#fills;
  }

  get roundTrips(): readonly RoundTripRecord[] {
    this.#roundTrips ??= readRoundTrips(this.#run);
    return this.#roundTrips;
  }

  get trips(): TripColumns {
    this.#trips ??= readTripColumns(this.#run);
    return this.#trips;
  }

  get ledger(): RunRecord['ledger'] {
    this.#ledger ??= readLedger(this.#run);
    return this.#ledger;
  }

  get splits(): RunRecord['splits'] {
    return readSplits(this.#run);
  }

  get dividends(): RunRecord['dividends'] {
    return readDividends(this.#run);
  }

  get held(): RunRecord['held'] {
    return readHeld(this.#run);
  }

  get currencyGains(): RunRecord['currencyGains'] {
    return readCurrencyGains(this.#run);
  }

  get bookings(): RunRecord['bookings'] {
    this.#bookings ??= readBookings(this.#run, this.equity.ts);
    return this.#bookings;
  }

  get rates(): RunRecord['rates'] {
    this.#rates ??= readRates(this.#run);
    return this.#rates;
  }

  get ambiguity(): Ambiguity {
    return readAmbiguity(this.#run);
  }

  get prices(): readonly PriceColumns[] {
    this.#prices ??= readPrices(this.#run);
    return this.#prices;
  }

  get plots(): readonly PlotColumns[] {
    this.#plots ??= this.#run.plots.read();
    return this.#plots;
  }
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function readOrders({ parts, session }: FinishedRun): OrderRecord[] {
  const { blotter } = session;
  const events: OrderEventRecord[][] = Array.from({ length: blotter.length }, () => []);
  blotter.eachEvent((id, kind, ts) => events[id - 1]!.push({ kind, ts }));
  return events.flatMap((own, k) => {
    const id = k + 1;
    if (blotter.neverLeft.has(id)) return [];
    const order = blotter.state(id);
    const words = blotter.words(id);
    return {
      id,
      ref: words?.ref ?? null,
      strategyId: parts.strategies[order.strategy]!.id,
      instrument: parts.instruments[order.instrument]!.id,
      side: order.side,
      type: order.type,
      qty: orNull(order.qty),
      price: orNull(order.price),
      trigger: orNull(order.trigger),
      tif: order.tif,
      status: order.status,
      filledQty: order.filledQty,
      avgPrice: orNull(order.avgPrice),
      createdTs: order.createdTs,
      closedTs: orNull(order.closedTs),
      reason: blotter.reason(id) ?? null,
      tag: words?.tag ?? null,
      note: words?.reason ?? null,
      confidence: orNull(words?.confidence ?? Number.NaN),
      events: own,
    };
  });
}

function readFills(run: FinishedRun): FillRecord[] {
  const { parts, session } = run;
  const { fills } = session.account;
  return Array.from({ length: fills.length }, (_, row) => {
    const orderId = fills.get(row, FILL.orderId);
    const words = session.blotter.words(orderId);
    const slot = fills.get(row, FILL.slot);
    const instrument = parts.instruments[slot % parts.instruments.length]!;
    const signed = fills.get(row, FILL.signedQty);
    const [side, qty] = [signed > 0 ? 'buy' : 'sell', Math.abs(signed)] as const;
    const mark = fills.get(row, FILL.mark);
    const feeQty = fills.feeQtys.get(row);
    return {
      ts: fills.get(row, FILL.ts),
      orderId,
      ref: words?.ref ?? null,
      strategyId: parts.strategies[Math.floor(slot / parts.instruments.length)]!.id,
      instrument: instrument.id,
      side,
      qty,
      price: fills.get(row, FILL.price),
      fee: fills.get(row, FILL.fee),
      ...(feeQty !== undefined && { feeQty }),
      slippage: slippageOf(instrument, qty, side, fills.get(row, FILL.price), fills.get(row, FILL.slippage)),
      liquidity: mark % 2 === 1 ? 'maker' : 'taker',
      certainty: certaintyOf(run, row),
      tag: words?.tag ?? null,
      barTs: fills.get(row, FILL.barTs),
      rate: fills.get(row, FILL.rate),
    };
  });
}

/** What a fill gave away against the undisturbed price, in settlement currency; `perUnit` is in price. */
function slippageOf(instrument: Instrument, qty: number, side: Side, price: number, perUnit: number): number {
  if (instrument.contract !== 'inverse') return perUnit * qty * instrument.multiplier;
  return gainOf(instrument, side === 'buy' ? qty : -qty, side === 'buy' ? price - perUnit : price + perUnit, price);
}

/** The prices of the feeds that strategies were shown, as far as the run went. */
function readPrices({ parts, shown, prices }: FinishedRun): PriceColumns[] {
  return shown.flatMap((series, i) => {
    const kept = prices[i];
    if (kept !== undefined) return [{ instrument: parts.instruments[i]!.id, ...kept.read() }];
    if (!(series instanceof BarSeries)) return [];
    const { open, high, low, close } = BarSeries.columnsOf(series);
    const end = series.row + 1;
    const part = (column: Float64Array): Float64Array => column.subarray(1, end);
    return [
      {
        instrument: parts.instruments[i]!.id,
        ts: part(Series.timesOf(series)),
        open: part(open),
        high: part(high),
        low: part(low),
        close: part(close),
      },
    ];
  });
}
