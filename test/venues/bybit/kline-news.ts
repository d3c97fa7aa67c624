import { MINUTE } from '../../../engine/model/time.ts';
import type { Candle } from './candles.ts';
import { type Listed, money, onGrid } from './listed.ts';

/** A bar as the stream has it; `confirm` once it is over. */
export function klineRow(
  { instrument, category }: Listed,
  interval: string,
  minutes: number,
  bar: Candle,
  confirm: boolean,
  now: number,
): object {
  const at = (value: number): string => onGrid(instrument.ticks, value);
  return {
    start: bar.start,
    end: bar.start + minutes * MINUTE - 1,
    interval,
    ...{ open: at(bar.open), close: at(bar.close), high: at(bar.high), low: at(bar.low) },
    volume: onGrid(instrument.steps, bar.volume),
    turnover: money(category === 'inverse' ? bar.volume / bar.close : bar.turnover),
    confirm,
    timestamp: Math.floor(now),
  };
}
