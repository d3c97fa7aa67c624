import { Line } from './line.ts';
import type { RowSource } from './row-source.ts';
import { sameTimes } from './same-times.ts';
import { type Column, type Held, Series } from './series-base.ts';
import type { Bars } from './series-view.ts';
import { againOf, Stream } from './stream.ts';
import { type Millis, millis } from './time.ts';

/** A constant of its own module is not looked up anew at each use, as what others export is. */
const { at } = Line;

/** The columns of a bar series; a bar is `[open time, close time)` and its close time is when it becomes known. */
export interface BarColumns {
  readonly openTimes: Column;
  readonly times: Column;
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly volume: Column;
}

function overlap({ openTimes, times }: BarColumns): boolean {
  const end = times.length | 0;
  for (let row = 2; row < end; row++) if (openTimes[row]! < times[row - 1]!) return true;
  return false;
}

/** Empty columns for `rows` bars, with the NaN row in front. */
export function barColumns(rows: number): BarColumns {
  const column = (): Column => {
    const values = new Float64Array(rows + 1);
    values[0] = Number.NaN;
    return values;
  };
  return { openTimes: column(), times: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** Open, high, low, close and volume per period. */
export class BarSeries extends Series implements Bars {
  readonly kind = 'bars';
  readonly open: Line;
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
  readonly volume: Line;
  readonly #openTimes: Line;
  readonly #data: BarColumns | Stream;
  #held: Held<BarColumns> | undefined;
  #length = Number.NaN;
  /** Whether an open was asked for since somebody last set it back: who trades in these bars goes on to. */
  asked = false;

  constructor(id: string, data: BarColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.#openTimes = this.lineOf(data, 'openTimes');
    this.open = this.lineOf(data, 'open');
    this.high = this.lineOf(data, 'high');
    this.low = this.lineOf(data, 'low');
    this.close = this.lineOf(data, 'close');
    this.volume = this.lineOf(data, 'volume');
  }

  /** Bars that pass, of a source that `from` opens anew for every reader; `ring` is how many rows are held, a power of two. */
  static streamed(id: string, from: () => RowSource, ring?: number): BarSeries {
    return new BarSeries(id, new Stream(from, ring));
  }

  override again(): BarSeries {
    return new BarSeries(this.id, againOf(this.#data));
  }

  /** Some bars of a series that is whole, taken to be as long as its own. */
  static part(series: BarSeries, columns: BarColumns): BarSeries {
    const part = new BarSeries(series.id, columns);
    part.#length = BarSeries.lengthOf(series);
    return part;
  }

  /** When the newest bar began. */
  get openTs(): Millis {
    return millis(this.#openTimes.value);
  }

  override get mark(): number {
    return at(this.close, this.row);
  }

  override markIn(prices: Column): boolean {
    const close = at(this.close, this.row);
    if (Number.isNaN(close)) return false;
    prices[this.instrument] = close;
    return true;
  }

  override get openAhead(): number {
    this.asked = true;
    return at(this.open, this.row + 1);
  }

  override openIn(prices: Column, now: number): boolean {
    const next = this.row + 1;
    if (!(at(this.#openTimes, next) < now)) return false;
    prices[this.instrument] = at(this.open, next);
    this.asked = true;
    return true;
  }

  override shareTimes(other: Series): void {
    super.shareTimes(other);
    if (other instanceof BarSeries) Line.share(this.#openTimes, other.#openTimes, sameTimes);
    this.#held = undefined;
  }

  /** When the next bar begins, and when it will be over. */
  get opensAt(): Millis {
    return BarSeries.openTimeAt(this, this.row + 1);
  }

  get closesAt(): Millis {
    return Series.timeAt(this, this.row + 1);
  }

  /** When a bar begins; as `timeAt`. */
  static openTimeAt(series: BarSeries, row: number): Millis {
    return millis(at(series.#openTimes, row));
  }

  /** Whether a bar may begin before the one before it is over; of bars that pass nobody knows. Looked at anew for every run, as `sameTimes`. */
  static mayOverlap(series: BarSeries): boolean {
    const data = series.#data;
    return data instanceof Stream || overlap(data);
  }

  /** The raw columns; for the simulator and the account, not for strategies: they hold the future. */
  static heldOf(series: BarSeries): Held<BarColumns> {
    return series.#held ?? series.#hold();
  }

  /** The same of a series that is whole. */
  static columnsOf(series: BarSeries): BarColumns {
    series.mustBeWhole();
    return BarSeries.heldOf(series);
  }

  /** The length of a bar in the middle of the series, or of its first few hundred if it is streamed; milliseconds, infinite without bars. */
  static lengthOf(series: BarSeries): number {
    if (Number.isNaN(series.#length)) series.#length = series.#measure();
    return series.#length;
  }

  #measure(): number {
    const data = this.#data;
    const { openTimes, times } = data instanceof Stream ? data.first(['openTimes', 'times']) : data;
    const middle = Math.ceil((times!.length - 1) / 2);
    return middle === 0 ? Number.POSITIVE_INFINITY : times![middle]! - openTimes![middle]!;
  }

  #hold(): Held<BarColumns> {
    this.#held = {
      openTimes: Line.bufferOf(this.#openTimes),
      times: Series.heldTimesOf(this).times,
      open: Line.bufferOf(this.open),
      high: Line.bufferOf(this.high),
      low: Line.bufferOf(this.low),
      close: Line.bufferOf(this.close),
      volume: Line.bufferOf(this.volume),
      mask: Line.maskOf(this.close),
    };
    return this.#held;
  }
}
