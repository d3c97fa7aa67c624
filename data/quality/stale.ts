import { HOUR } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { Spot } from './spot.ts';

/** From how many equal bars on it is no chance: bars that range, and bars of one price. */
const RANGING = 3;
const FLAT = 5;
/** Of less than an hour: little traded, the same lots may change hands again and again. */
const FINE_RANGING = 10;
const FINE_FLAT = 30;
/** Of one price and without volume. */
const QUIET = 100;

const BAR = ['open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Finds runs of bars that are equal in all prices and in volume: a feed that hung, or a gap that was filled. Three in a row
 * where they range, five of one price (ten, and 30, of less than an hour); 100 of one price without volume, and that only in
 * a series that has no volume at all: elsewhere a bar without volume says itself that nothing was traded. Bars of
 * quotes are told by those that range: a quote may stand still.
 */
export class Stale extends Detector {
  /** A quote may stand for hours, so of bid and ask bars only those count that range. */
  readonly #isQuote: boolean;
  readonly #ranging: number;
  readonly #flat: number;
  /** The newest bar, how often it stands there, and where that began. */
  readonly #bar = new Float64Array(BAR.length).fill(Number.NaN);
  #run = 0;
  #spot = new Spot();
  #runs = 0;
  #longest = 0;
  #hasVolume = false;
  /** Runs without volume. */
  readonly #quiet = { bars: 0, runs: 0, longest: 0, spot: new Spot() };

  constructor(subject: Subject) {
    super('stale', subject);
    const { timeframe, price } = subject;
    this.#isQuote = price !== 'trade';
    const isFine = timeframe === undefined || ('ms' in timeframe && timeframe.ms < HOUR);
    this.#ranging = isFine ? FINE_RANGING : RANGING;
    this.#flat = isFine ? FINE_FLAT : FLAT;
  }

  take(chunk: Chunk): void {
    const { rows } = chunk;
    if (rows === 0) return;
    const columns = BAR.map((name) => chunk.column(name));
    const [open, high, low, close, volume] = columns;
    this.#hasVolume ||= volume!.some((value) => value > 0);
    let run = this.#run;
    if (columns.some((column, k) => !isSame(column[0]!, this.#bar[k]!))) {
      if (run >= RANGING) this.#settle(run, this.#spot);
      run = 1;
    } else run++;
    for (let row = 1; row < rows; row++) {
      const above = row - 1;
      if (
        close![row] === close![above] &&
        open![row] === open![above] &&
        high![row] === high![above] &&
        low![row] === low![above] &&
        isSame(volume![row]!, volume![above]!)
      ) {
        run++;
        continue;
      }
      if (run >= RANGING) {
        for (let k = 0; k < BAR.length; k++) this.#bar[k] = columns[k]![above]!;
        this.#settle(run, run > row ? this.#spot : spotOf(chunk, row - run));
      }
      run = 1;
    }
    if (run <= rows) this.#spot = spotOf(chunk, rows - run);
    for (let k = 0; k < BAR.length; k++) this.#bar[k] = columns[k]![rows - 1]!;
    this.#run = run;
  }

  override finish(): void {
    if (this.#run >= RANGING) this.#settle(this.#run, this.#spot);
    const { bars, runs, longest, spot } = this.#quiet;
    if (this.#hasVolume || runs === 0) return;
    if (this.count === 0 || spot.ts < this.firstTs) this.begin(spot);
    this.count += bars;
    this.#runs += runs;
    this.#longest = Math.max(this.#longest, longest);
  }

  message(): string {
    return `${this.count} bars stand in ${this.#runs} runs that repeat one bar in every price and in volume, ${this.#longest} in a row at most`;
  }

  /** Judges a run of the newest bar that is over. */
  #settle(run: number, spot: Spot): void {
    const [, high, low, , volume] = this.#bar;
    if (high === low && this.#isQuote) return;
    if (high === low && !(volume! > 0)) {
      if (run < QUIET) return;
      if (this.#quiet.runs++ === 0) this.#quiet.spot = spot;
      this.#quiet.bars += run;
      this.#quiet.longest = Math.max(this.#quiet.longest, run);
    } else if (run >= (high === low ? this.#flat : this.#ranging)) {
      if (this.count === 0) this.begin(spot);
      this.count += run;
      this.#runs++;
      this.#longest = Math.max(this.#longest, run);
    }
  }
}

/** Whether two numbers are equal, or both missing. */
const isSame = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

function spotOf(chunk: Chunk, row: number): Spot {
  const spot = new Spot();
  spot.set(chunk, row);
  return spot;
}
