import { remainder, snapTowardZero } from '../../model/grid.ts';
import type { Instrument } from '../../model/instrument.ts';
import { Line } from '../../model/line.ts';
import { BarSeries, type Series, TradeSeries } from '../../model/series.ts';
import type { FillRules } from './rules.ts';

/** By instrument: the row that was asked for, counted from the newest, and what is left of it. */
export interface SavedRoom {
  readonly rows: readonly number[];
  readonly left: readonly number[];
}

/** What is left to fill of a bar's volume or a trade's size: all orders of an instrument share it. What quotes show is `Depth`'s. */
export class Room {
  readonly #rules: FillRules;
  readonly #instruments: readonly Instrument[];
  readonly #markets: readonly Series[];
  /** Per instrument: the row that was asked for, and what is left of it. */
  readonly #rows: Int32Array;
  readonly #left: Float64Array;
  readonly #unlimited: boolean;

  constructor(instruments: readonly Instrument[], markets: readonly Series[], rules: FillRules) {
    this.#instruments = instruments;
    this.#markets = markets;
    this.#rules = rules;
    this.#unlimited = rules.volumeLimit === null && rules.sizeLimit === 'none';
    this.#rows = new Int32Array(instruments.length).fill(-1);
    this.#left = new Float64Array(instruments.length);
  }

  /** Units that may still fill on a row; Infinity without a limit, 0 where the volume is not known. */
  left(instrument: number, row: number): number {
    if (this.#unlimited) return Number.POSITIVE_INFINITY;
    if (this.#rows[instrument] !== row) {
      this.#rows[instrument] = row;
      this.#left[instrument] = this.#roomOf(instrument, row);
    }
    return this.#left[instrument]!;
  }

  take(instrument: number, qty: number): void {
    this.#left[instrument] = remainder(this.#instruments[instrument]!.steps, this.#left[instrument]!, qty);
  }

  #roomOf(instrument: number, row: number): number {
    const series = this.#markets[instrument]!;
    const { volumeLimit, sizeLimit } = this.#rules;
    let room = Number.POSITIVE_INFINITY;
    if (series instanceof BarSeries && volumeLimit !== null) room = volumeLimit * volumeOf(series, row);
    else if (series instanceof TradeSeries && sizeLimit === 'shown') room = Line.at(series.size, row);
    else return room;
    return Number.isNaN(room) ? 0 : snapTowardZero(this.#instruments[instrument]!.steps, room);
  }

  save(): SavedRoom {
    return { rows: this.#markets.map(({ row }, i) => this.#rows[i]! - row), left: [...this.#left] };
  }

  restore({ rows, left }: SavedRoom): void {
    this.#rows.set(this.#markets.map(({ row }, i) => rows[i]! + row));
    this.#left.set(left);
  }
}

/** The volume of a bar. While it goes on live nobody knows it, and that of the bar before stands in for it. */
export function volumeOf(bars: BarSeries, row: number): number {
  const volume = Line.at(bars.volume, row);
  return Number.isNaN(volume) && bars.isLive ? Line.at(bars.volume, row - 1) : volume;
}
