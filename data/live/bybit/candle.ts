import { DataError } from '../../../engine/model/errors.ts';
import { numberOf } from './number.ts';

/** A candle as Bybit knows it so far; `ts` is its close time, when it becomes known. */
export interface Candle {
  readonly openTs: number;
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** As orders count: coins of a pair and of a linear contract, inverse contracts. */
  readonly volume: number;
  /** Whether it is over (docs/v5/websocket/public/kline, confirm). */
  readonly isOver: boolean;
}

/** What is read of a candle of the topic `kline`. */
export interface WireCandle {
  readonly start: number;
  readonly end: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly confirm: boolean;
}

/** A candle of the stream. Its stated end is the last millisecond in it. Throws a DataError. */
export function candleOf({ start, end, open, high, low, close, volume, confirm }: WireCandle): Candle {
  if (!Number.isFinite(start) || !(end > start)) throw new DataError(`Expected a candle with times, but it was "${start} to ${end}"`);
  return {
    openTs: start,
    ts: end + 1,
    open: numberOf(open, 'open'),
    high: numberOf(high, 'high'),
    low: numberOf(low, 'low'),
    close: numberOf(close, 'close'),
    volume: numberOf(volume, 'volume'),
    isOver: confirm,
  };
}

/**
 * A row of `GET /v5/market/kline` (docs/v5/market/kline) of bars of `length` milliseconds; it is over where the venue's clock has
 * reached its end. Throws a DataError.
 */
export function candleOfRow(row: readonly string[], length: number, now: number): Candle {
  const [start = '', open = '', high = '', low = '', close = '', volume = ''] = row;
  const openTs = numberOf(start, 'startTime');
  const ts = openTs + length;
  return {
    openTs,
    ts,
    open: numberOf(open, 'openPrice'),
    high: numberOf(high, 'highPrice'),
    low: numberOf(low, 'lowPrice'),
    close: numberOf(close, 'closePrice'),
    volume: numberOf(volume, 'volume'),
    isOver: now >= ts,
  };
}

/** The values of a bar series' row. */
export const valuesOf = ({ openTs, ts, open, high, low, close, volume }: Candle): number[] => [openTs, ts, open, high, low, close, volume];
