import type { Fill } from '../model/fill.ts';
import { Line } from '../model/line.ts';
import { BarSeries, Series } from '../model/series.ts';

/** Bars that are sure to be held of a series that passes. */
const HELD = 1_000;

/** A fill whose bar was not over when it was booked. */
interface Waiting {
  readonly row: number;
  readonly bars: BarSeries;
  readonly price: number;
  readonly barTs: number;
}

/** A fill whose bar is not over. */
export interface SavedSlip {
  readonly row: number;
  readonly instrument: number;
  readonly price: number;
  readonly barTs: number;
}

/**
 * The fills that slippage has moved out of their bars, to prices that were not traded. That shows when the bar is over: at
 * its open it would be the future.
 */
export class Slipped {
  readonly #outside = new Set<number>();
  #waiting: Waiting[] = [];

  /** Takes the fill in a row of the log. */
  add(row: number, { price, barTs }: Fill, series: Series): void {
    if (series instanceof BarSeries) this.#waiting.push({ row, bars: series, price, barTs });
  }

  /** Judges the fills whose bars are over, while they are at hand. */
  judge(): void {
    if (this.#waiting.length === 0) return;
    for (const { row, bars, price, barTs } of this.#waiting) if (bars.ts >= barTs && isOutside(bars, price, barTs)) this.#outside.add(row);
    this.#waiting = this.#waiting.filter(({ bars, barTs }) => bars.ts < barTs);
  }

  has(row: number): boolean {
    this.judge();
    return this.#outside.has(row);
  }

  save(): readonly SavedSlip[] {
    this.judge();
    return this.#waiting.map(({ row, bars: { instrument }, price, barTs }) => ({ row, instrument, price, barTs }));
  }

  restore(saved: readonly SavedSlip[], markets: readonly Series[]): void {
    this.#outside.clear();
    this.#waiting = saved.map(({ row, instrument, price, barTs }) => ({ row, bars: markets[instrument] as BarSeries, price, barTs }));
  }
}

/** A fill that was heard of so late that its bar is gone counts as outside: nothing proves its price. */
function isOutside(bars: BarSeries, price: number, barTs: number): boolean {
  let from = bars.isStreamed ? Math.max(bars.row - HELD, 1) : 1;
  if (from > 1 && Series.timeAt(bars, from) >= barTs) return true;
  let to = bars.row;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (Series.timeAt(bars, middle) < barTs) from = middle + 1;
    else to = middle;
  }
  return price > Line.at(bars.high, to) || price < Line.at(bars.low, to);
}
