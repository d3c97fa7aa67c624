import { DAY } from './time.ts';

/** How a curve of equity lay below its running peak. */
export interface Drawdown {
  /** The deepest fall from a peak, as a fraction of the peak: 0.25 is 25 % lost, above 1 is debt. Source: empyrical `max_drawdown`, sign turned. */
  readonly depth: number;
  /** The greatest fall from a peak in money. */
  readonly money: number;
  /** The longest time from a peak until it was reached again or, if it never was, to the end; ms. Source: backtesting.py `Max. Drawdown Duration`. */
  readonly duration: number;
  /** The longest time from a peak until it was reached again; ms, 0 if none was. Source: LEAN `DrawdownRecovery`. */
  readonly recovery: number;
  /** Mean depth and mean duration (ms) of all drawdowns; NaN without any. Source: backtesting.py `Avg. Drawdown`, `Avg. Drawdown Duration`. */
  readonly meanDepth: number;
  readonly meanDuration: number;
  /** Root of the mean square of the falls at all values. Source: Martin and McCann, The Investor's Guide to Fidelity Funds (1989). */
  readonly ulcerIndex: number;
}

/** One fall from a peak, until the peak is reached again. */
export interface DrawdownPeriod {
  /** Fraction of the peak, positive. */
  readonly depth: number;
  /** The last touch of the peak, and the lowest value after it; ms. */
  readonly from: number;
  readonly trough: number;
  /** When the peak was reached again; null for a drawdown that lasts to the end of the run. */
  readonly to: number | null;
  /** Days from the peak to the lowest value, and from there to the peak again (NaN if not reached). */
  readonly fallDays: number;
  readonly recoveryDays: number;
  /** Days from the peak until it was reached again, or to the end of the run. */
  readonly days: number;
}

/** Sums over falls that are over. */
interface Sums {
  readonly depth: number;
  readonly money: number;
  readonly recovery: number;
  readonly depths: number;
  readonly durations: number;
  readonly count: number;
}

/**
 * The falls of a curve from its peaks, taken stretch by stretch, so that the curve need not be held. The starting cash
 * counts as the first peak; it has no time of its own, so a fall from it begins at the first value. A peak touched again
 * begins anew.
 */
export class Falls {
  /** When the first value below zero came; NaN if none did. */
  ruin = Number.NaN;
  readonly #most: number;
  readonly #deepest: DrawdownPeriod[] = [];
  #sums: Sums = { depth: 0, money: 0, recovery: 0, depths: 0, durations: 0, count: 0 };
  #values = 0;
  /** Sum of the squares of all values' falls as fractions of their peaks. */
  #squares = 0;
  #peak: number;
  #peakTs = Number.NaN;
  /** The lowest value since the peak; NaN where none is below it. */
  #lowest = Number.NaN;
  #lowestTs = Number.NaN;
  #lastTs = Number.NaN;

  /** Remembers the `most` deepest falls. */
  constructor(startCash: number, most = 10) {
    this.#peak = startCash;
    this.#most = most;
  }

  /** The highest value so far. */
  get peak(): number {
    return this.#peak;
  }

  /** Takes the next values of the curve. */
  take(ts: Float64Array, value: Float64Array): void {
    if (value.length === 0) return;
    if (this.#values === 0) this.#peakTs = ts[0]!;
    let peak = this.#peak;
    let lowest = this.#lowest;
    let squares = this.#squares;
    for (let k = 0; k < value.length; k++) {
      const now = value[k]!;
      if (now >= peak) {
        if (!Number.isNaN(lowest)) this.#end(peak, lowest, ts[k]!);
        peak = now;
        lowest = Number.NaN;
        this.#peakTs = ts[k]!;
      } else if (now < peak) {
        const share = (peak - now) / peak;
        squares += share * share;
        if (!(now >= lowest)) {
          lowest = now;
          this.#lowestTs = ts[k]!;
          if (now < 0 && Number.isNaN(this.ruin)) this.ruin = ts[k]!;
        }
      }
    }
    this.#peak = peak;
    this.#lowest = lowest;
    this.#squares = squares;
    this.#values += value.length;
    this.#lastTs = ts[value.length - 1]!;
  }

  /** The falls in a few numbers, the one that goes on included; NaN without values. */
  get drawdown(): Drawdown {
    const all = this.#values === 0 ? Number.NaN : 1;
    const open = this.#isOpen ? this.#lastTs - this.#peakTs : 0;
    const { depth, money, recovery, depths, durations, count } = this.#isOpen ? this.#with(this.#peak, this.#lowest, open, 0) : this.#sums;
    return {
      depth: finite(depth) * all,
      money: money * all,
      duration: Math.max(open, recovery) * all,
      recovery: recovery * all,
      meanDepth: finite(depths / count),
      meanDuration: durations / count,
      ulcerIndex: finite(Math.sqrt(this.#squares / this.#values)),
    };
  }

  /** The deepest falls, deepest first. */
  get deepest(): readonly DrawdownPeriod[] {
    const found = [...this.#deepest];
    if (this.#isOpen) this.#place(found, this.#peak, this.#lowest, null);
    return found;
  }

  get #isOpen(): boolean {
    return !Number.isNaN(this.#lowest);
  }

  #end(peak: number, lowest: number, ts: number): void {
    const lasted = ts - this.#peakTs;
    this.#sums = this.#with(peak, lowest, lasted, lasted);
    // Asked for none, it would look for the one before the first: an array is searched for a property of that name.
    if (this.#most > 0) this.#place(this.#deepest, peak, lowest, ts);
  }

  #with(peak: number, lowest: number, lasted: number, recovered: number): Sums {
    const { depth, money, recovery, depths, durations, count } = this.#sums;
    const share = (peak - lowest) / peak;
    return {
      depth: Math.max(depth, share),
      money: Math.max(money, peak - lowest),
      recovery: Math.max(recovery, recovered),
      depths: depths + share,
      durations: durations + lasted,
      count: count + 1,
    };
  }

  /** Puts a fall in its place among the deepest. */
  #place(deepest: DrawdownPeriod[], peak: number, lowest: number, to: number | null): void {
    const depth = (peak - lowest) / peak;
    if (deepest.length === this.#most && !(depth > (deepest[this.#most - 1]?.depth ?? Number.POSITIVE_INFINITY))) return;
    const [from, trough] = [this.#peakTs, this.#lowestTs];
    const place = deepest.findIndex((one) => depth > one.depth);
    deepest.splice(place < 0 ? deepest.length : place, 0, {
      depth,
      from,
      trough,
      to,
      fallDays: (trough - from) / DAY,
      recoveryDays: to === null ? Number.NaN : (to - trough) / DAY,
      days: ((to ?? this.#lastTs) - from) / DAY,
    });
    if (deepest.length > this.#most) deepest.pop();
  }
}

const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
