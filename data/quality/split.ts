import { DAY } from '../../engine/model/time.ts';
import type { CheckName } from './checks.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { Spot } from './spot.ts';

/** Ratios that splits have: shares before and after, of the greater to the smaller number. */
const RATIOS: readonly (readonly [many: number, few: number])[] = [
  ...[5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100].map((many) => [many, 1] as const),
  ...([
    [5, 4],
    [4, 3],
    [3, 2],
    [2, 1],
    [5, 2],
    [3, 1],
    [4, 1],
  ] as const),
];
/** How far from its ratio a split may open: small ratios are met by ordinary moves, so they have to be met closely. */
const NEAR = 0.025;
const NEAR_SMALL = 0.01;
const SMALL = 1.45;
/** A split is larger than this and than 10 usual ranges. */
const LEAST = 0.2;
const RANGES = 10;
/** Shares are put together two for one at least, and what meets within a bar is judged as strictly. */
const LARGE = 1.9;
/** A jump over a longer hole than this says nothing. */
const HOLE = 10 * DAY;
/** For so many bars the price has to have been where it came from, and has to stay where it went. */
const STAYS = 5;

/**
 * Finds jumps that look like a split nobody adjusted for: from one bar's close to the next one's open the price changes by
 * more than 20 % and 10 usual ranges, to within 2.5 % of a ratio such as 2:1, 3:2, 7:1 or 1:10 (1 % for 5:4 and 4:3; up, from
 * 1:2 on), where the five closes before lie nearer to the old price and the five after, the bar's own first, to the new one.
 */
export class Split extends Detector {
  readonly #isInside: boolean;
  readonly #splits: Subject['splits'];
  #before = Number.NaN;
  #beforeTs = Number.NaN;
  /** The newest closes, in a ring. */
  readonly #closes = new Float64Array(STAYS);
  #newest = 0;
  /** Where it came from and went to, and for how many more bars it has to stay there; 0 while there is none. */
  #from = 0;
  #to = 0;
  #left = 0;
  readonly #spot = new Spot();
  #ratio = '';
  #firstRatio = '';

  constructor(subject: Subject, check: CheckName = 'split') {
    super(check, subject);
    this.#isInside = check === 'split-in-bar';
    this.#splits = subject.splits;
  }

  take(chunk: Chunk): void {
    const { rows, labels } = chunk;
    const [open, close] = [chunk.column('open'), chunk.column('close')];
    const isInside = this.#isInside;
    const closes = this.#closes;
    let newest = this.#newest;
    let before = this.#before;
    for (let row = 0; row < rows; row++) {
      const first = open[row]!;
      const last = close[row]!;
      const from = isInside ? first : before;
      const to = isInside ? last : first;
      if (from > to * (1 + LEAST) || to > from * (1 + LEAST)) this.#jump(chunk, row, from, to, before);
      if (this.#left > 0) this.#stay(last);
      closes[newest] = last;
      newest = newest === STAYS - 1 ? 0 : newest + 1;
      before = last;
    }
    this.#before = before;
    this.#newest = newest;
    if (rows > 0) this.#beforeTs = labels[rows - 1]!;
  }

  override finish(): void {
    if (this.#left > 0) this.#settle();
  }

  message(): string {
    return this.#isInside
      ? `${this.count} bars begin before what looks like a split (${this.#firstRatio}) and end after it`
      : `${this.count} jumps look like splits that the prices are not adjusted for (such as ${this.#firstRatio})`;
  }

  #jump(chunk: Chunk, row: number, from: number, to: number, before: number): void {
    if (!(from > 0 && to > 0)) return;
    const factor = Math.max(from, to) / Math.min(from, to);
    if (factor - 1 <= RANGES * chunk.usual[row]!) return;
    // What jumped before the bar began is not inside it.
    if (this.#isInside && Math.abs(from / before - 1) > LEAST / 2) return;
    const isDown = from > to;
    if (factor < LARGE && (this.#isInside || !isDown)) return;
    const ratio = RATIOS.find(([many, few]) => Math.abs((factor * few) / many - 1) <= (many / few < SMALL ? NEAR_SMALL : NEAR));
    if (ratio === undefined || this.#closes.some((close) => close > 0 && close * close < from * to === isDown)) return;
    const ts = chunk.labels[row]!;
    const earlier = row > 0 ? chunk.labels[row - 1]! : this.#beforeTs;
    if (ts - earlier > HOLE || this.#isKnown(earlier, ts, from / to)) return;
    this.#from = from;
    this.#to = to;
    this.#left = STAYS;
    this.#spot.set(chunk, row);
    this.#ratio = isDown ? `${ratio[0]}:${ratio[1]}` : `${ratio[1]}:${ratio[0]}`;
  }

  #stay(close: number): void {
    const isNearer = this.#from > this.#to ? close * close < this.#from * this.#to : close * close > this.#from * this.#to;
    if (!isNearer) this.#left = 0;
    else if (--this.#left === 0) this.#settle();
  }

  #settle(): void {
    this.#left = 0;
    if (this.count === 0) this.#firstRatio = this.#ratio;
    this.note(this.#spot);
  }

  /** Whether a split of that day is on record. */
  #isKnown(before: number, ts: number, factor: number): boolean {
    const times = this.#splits?.times ?? [];
    for (let k = 0; k < times.length; k++)
      if (times[k]! > before - DAY && times[k]! <= ts + DAY && Math.abs(factor / this.#splits!.values[k]! - 1) < 0.1) return true;
    return false;
  }
}
