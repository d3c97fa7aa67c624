import { ACTION } from '../broker/sim/financing/actions.ts';
import { valueAt } from '../model/instrument.ts';
import { Line } from '../model/line.ts';
import { PAYMENTS } from '../model/payment.ts';
import type { Bookings, CurrencyRecord, DividendRecord, HoldingRecord, LedgerRecord, RateColumns, SplitRecord } from '../model/result.ts';
import { BarSeries, QuoteSeries, Series } from '../model/series.ts';
import { dayOf } from '../model/time.ts';
import { GAIN } from '../portfolio/currency-gains.ts';
import { FILL } from '../portfolio/fill-log.ts';
import { ENTRY } from '../portfolio/ledger.ts';
import type { FinishedRun } from './parts.ts';

/** Every payment that no fill made. One made before the first rate of its currency counts at that. */
export function readLedger({ parts, session }: FinishedRun): LedgerRecord[] {
  const { ledger, balances } = session.account;
  return Array.from({ length: ledger.rows.length }, (_, row) => {
    const read = (field: keyof typeof ENTRY): number => ledger.rows.get(row, ENTRY[field]);
    const [amount, currency] = [read('amount'), read('currency')];
    const rate = Number.isNaN(read('rate')) ? balances.startRates[currency]! : read('rate');
    return {
      ts: read('ts'),
      kind: PAYMENTS[read('kind')]!,
      strategyId: parts.strategies[read('strategy')]?.id ?? null,
      instrument: parts.instruments[read('instrument')]?.id ?? null,
      amount,
      currency: balances.currencies[currency]!,
      rate,
      value: amount * rate,
    };
  });
}

/** Every split, and what it made of what was held. */
export const readSplits = ({ parts, session }: FinishedRun): SplitRecord[] =>
  session.account.splits.map(({ ts, instrument, ratio, held }) => ({
    ts,
    instrument: parts.instruments[instrument]!.id,
    ratio,
    held: held.map(({ strategy, before, after }) => ({ strategyId: parts.strategies[strategy]!.id, before, after })),
  }));

/** The dividends of all instruments that fell due by the end of the run, in order of time. */
export function readDividends({ parts, session }: FinishedRun): DividendRecord[] {
  const found = (parts.financing?.actions ?? []).flatMap(({ instrument, times, types, values }) =>
    Array.from(times, (ts, row) => ({ ts, instrument: parts.instruments[instrument]!.id, type: types[row]!, amount: values[row]! })),
  );
  return found
    .filter(({ ts, type }) => type === ACTION.dividend && ts <= session.now)
    .map(({ ts, instrument, amount }) => ({ ts, instrument, amount }))
    .sort((a, b) => a.ts - b.ts);
}

/** What strategies hold at the end, and what it is worth. */
export function readHeld({ parts, session }: FinishedRun): HoldingRecord[] {
  const { account } = session;
  return parts.strategies.flatMap(({ id: strategyId }, s) =>
    parts.instruments.flatMap((instrument, i) => {
      const [qty, price] = [account.qtyOf(s, i), account.last(i)];
      const value = valueAt(instrument, qty, price) * account.rateOf(i);
      return qty === 0 ? [] : [{ strategyId, instrument: instrument.id, qty, price, value }];
    }),
  );
}

/** What changes of rates did, by day, and by strategy, instrument and side. */
export function readCurrencyGains({ parts, session }: FinishedRun): CurrencyRecord[] {
  const rows = session.account.currencyGains?.rows;
  return Array.from({ length: rows?.length ?? 0 }, (_, row) => {
    const read = (field: keyof typeof GAIN): number => rows!.get(row, GAIN[field]);
    const book = read('book');
    const slot = Math.floor(book / 2);
    const whose =
      book < 0
        ? { strategyId: null, instrument: null, side: null }
        : {
            strategyId: parts.strategies[Math.floor(slot / parts.instruments.length)]!.id,
            instrument: parts.instruments[slot % parts.instruments.length]!.id,
            side: book % 2 === 0 ? ('buy' as const) : ('sell' as const),
          };
    return { day: read('day'), ...whose, position: read('position'), balance: read('balance') };
  });
}

/**
 * When everything was booked. `values` are the times of equity: what came after the last one is amended to it. Of a run that keeps
 * too few of them a fill counts on the day of its bar, and a payment on that of the moment after it.
 */
export function readBookings({ session }: FinishedRun, values: Float64Array): Bookings {
  const { fills, ledger, splits, curve } = session.account;
  const { rows } = ledger;
  const last = values.length - 1;
  const long = curve.length > values.length;
  const dayAt = (valued: number, ts: number): number => dayOf(long ? Math.min(ts, values[last]!) : values[Math.min(valued, last)]!);
  const column = (length: number, read: (row: number) => number): Float64Array => Float64Array.from({ length }, (_, row) => read(row));
  return {
    fillDays: column(fills.length, (row) => dayAt(fills.get(row, FILL.valued), fills.get(row, FILL.barTs))),
    paymentDays: column(rows.length, (row) => dayAt(rows.get(row, ENTRY.valued), rows.get(row, ENTRY.ts) + 1)),
    fillsBeforePayment: column(rows.length, (row) => rows.get(row, ENTRY.filled)),
    fillsBeforeSplit: Float64Array.from(splits, ({ filled }) => filled),
  };
}

/** What the currencies of the account were worth, as far as the run went. */
export function readRates({ session, rates }: FinishedRun): RateColumns[] {
  return rates.flatMap(({ series, kept }) => {
    const currency = session.account.balances.currencies[series.converts]!;
    if (kept !== undefined) {
      const { ts, close } = kept.read();
      return [{ currency, ts, rate: close }];
    }
    const part = (column: Float64Array): Float64Array => column.subarray(1, series.row + 1);
    if (series instanceof BarSeries) return [{ currency, ts: part(Series.timesOf(series)), rate: part(BarSeries.columnsOf(series).close) }];
    if (!(series instanceof QuoteSeries) || series.isStreamed) return [];
    const [bid, ask] = [part(Line.bufferOf(series.bid)), part(Line.bufferOf(series.ask))];
    return [{ currency, ts: part(Series.timesOf(series)), rate: bid.map((price, row) => (price + ask[row]!) / 2) }];
  });
}
