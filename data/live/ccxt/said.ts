import { DataError } from '../../../engine/model/errors.ts';
import type { Candle } from '../bybit/candle.ts';
import type { Print } from '../bybit/print.ts';
import type { CandleRow, SaidPrint, SaidQuote } from './exchange.ts';

/** A row of `fetchOHLCV` of bars of `length` milliseconds; it is over where the exchange's clock has reached its end. Throws a DataError. */
export function candleOfRow(row: CandleRow, length: number, now: number): Candle {
  const [openTs = Number.NaN, open, high, low, close, volume = 0] = row;
  const ts = openTs + length;
  return {
    openTs: sure(openTs, 'time'),
    ts,
    open: sure(open, 'open'),
    high: sure(high, 'high'),
    low: sure(low, 'low'),
    close: sure(close, 'close'),
    volume,
    isOver: now >= ts,
  };
}

/** A trade by its id; without one by what it says. Throws a DataError. */
export function printOf({ id, timestamp, price, amount, side }: SaidPrint): Print {
  const ts = sure(timestamp, 'timestamp');
  const values = [ts, sure(price, 'price'), sure(amount, 'amount'), side === 'sell' ? -1 : 1];
  return { id: id ?? values.join(' '), ts, values };
}

/** The values of a quote series' row; undefined while a side is empty. `now` where the exchange does not say when. */
export function quoteOf({ timestamp, bid, bidVolume, ask, askVolume }: SaidQuote, now: number): readonly number[] | undefined {
  if (bid === undefined || ask === undefined || !(bid > 0) || !(ask > 0)) return undefined;
  return [timestamp ?? now, bid, ask, bidVolume ?? Number.NaN, askVolume ?? Number.NaN];
}

/** A bar of the stream of Binance, which says itself whether it is over (`kline`, x); undefined for any other message. */
export function klineOf(message: unknown): { readonly id: string; readonly interval: string; readonly candle: Candle } | undefined {
  const outer = message as { readonly data?: unknown };
  const { e, k, s } = (outer.data ?? message) as {
    readonly e?: string;
    readonly s?: string;
    readonly k?: Readonly<Record<string, unknown>>;
  };
  if (e !== 'kline' || k === undefined || s === undefined) return undefined;
  const number = (name: string): number => sure(Number(k[name]), name);
  const candle = {
    ...{ openTs: number('t'), ts: number('T') + 1, open: number('o'), high: number('h'), low: number('l'), close: number('c') },
    ...{ volume: number('v'), isOver: k['x'] === true },
  };
  return { id: s, interval: String(k['i']), candle };
}

function sure(value: number | undefined, what: string): number {
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new DataError(`Expected "${what}" of market data to be a number, but it was "${String(value)}"`);
}
