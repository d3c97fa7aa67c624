import { snapTowardZero } from '../../model/grid.ts';
import type { Instrument } from '../../model/instrument.ts';
import { Line } from '../../model/line.ts';
import { BarSeries, QuoteSeries, type Series, TradeSeries } from '../../model/series.ts';
import type { FillRules } from './rules.ts';

/** What is left to fill in the row that orders meet: all orders of an instrument share it. */
export class Room {
  readonly #rules: FillRules;
  readonly #instruments: readonly Instrument[];
  readonly #markets: readonly Series[];
  /** Per instrument and side of a quote: the row that was asked for, and what is left of it. */
  readonly #rows: Int32Array;
  readonly #left: Float64Array;
  readonly #unlimited: boolean;

  constructor(instruments: readonly Instrument[], markets: readonly Series[], rules: FillRules) {
    this.#instruments = instruments;
    this.#markets = markets;
    this.#rules = rules;
    this.#unlimited = rules.volumeLimit === null && rules.sizeLimit === 'none';
    this.#rows = new Int32Array(2 * instruments.length).fill(-1);
    this.#left = new Float64Array(2 * instruments.length);
  }

  /** Units that may still fill on a row, for a buy or a sell; Infinity without a limit, 0 where the volume is not known. */
  left(instrument: number, row: number, buys: boolean): number {
    if (this.#unlimited) return Number.POSITIVE_INFINITY;
    const slot = this.#slot(instrument, buys);
    if (this.#rows[slot] !== row) {
      this.#rows[slot] = row;
      this.#left[slot] = this.#roomOf(instrument, row, buys);
    }
    return this.#left[slot]!;
  }

  take(instrument: number, qty: number, buys: boolean): void {
    this.#left[this.#slot(instrument, buys)]! -= qty;
  }

  /** The two sides of a quote have sizes of their own; a bar's or a trade's volume is shared. */
  #slot(instrument: number, buys: boolean): number {
    return 2 * instrument + (buys && this.#markets[instrument] instanceof QuoteSeries ? 1 : 0);
  }

  #roomOf(instrument: number, row: number, buys: boolean): number {
    const series = this.#markets[instrument]!;
    const { volumeLimit, sizeLimit } = this.#rules;
    let room = Number.POSITIVE_INFINITY;
    if (series instanceof BarSeries && volumeLimit !== null) room = volumeLimit * Line.at(series.volume, row);
    else if (series instanceof QuoteSeries && sizeLimit === 'shown') room = Line.at(buys ? series.askSize : series.bidSize, row);
    else if (series instanceof TradeSeries && sizeLimit === 'shown') room = Line.at(series.size, row);
    else return room;
    return Number.isNaN(room) ? 0 : snapTowardZero(this.#instruments[instrument]!.steps, room);
  }
}
