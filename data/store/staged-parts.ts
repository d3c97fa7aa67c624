import type { Column } from '../../engine/model/series.ts';
import { type Packed, type Part, pack } from './chunk-table.ts';
import { refuseOverlapWithin } from './join-rows.ts';
import type { Shape } from './shape.ts';
import { endOfWindow } from './window.ts';

/** More rows of one window are staged in several parts, so that memory stays bounded whatever an hour holds. */
const MOST_ROWS = 1 << 20;

/** A part of an import, and which way the blocks came around it: oldest first, 1, or newest first, -1; 0 where nothing tells. */
export type PackedPart = Packed & { readonly direction: number };

/**
 * Rows on their way into an import, gathered by window into parts. Blocks end where they like and come oldest first or newest
 * first; the parts that are complete always hold all rows that came up to some moment.
 */
export class StagedParts {
  readonly #shape: Shape;
  /** How messages call the series. */
  readonly #name: string;
  #packed: PackedPart[] = [];
  /** The pieces of the part that is being filled, in the order of their times. */
  #pieces: (readonly Column[])[] = [];
  #rows = 0;
  #first = Number.NaN;
  #last = Number.NaN;
  /** Which way blocks come now, and came when the part was begun. */
  #direction = 0;
  #begunIn = 0;
  #isResumed: boolean;

  /** `before` is the part that rests already and came last. */
  constructor(shape: Shape, name: string, before?: Part) {
    this.#shape = shape;
    this.#name = name;
    this.#isResumed = before !== undefined;
    if (before !== undefined) [this.#first, this.#last, this.#direction] = [before.firstOpen, before.lastOpen, before.direction];
  }

  /** Takes rows, oldest first, without keeping hold of them. */
  add(columns: readonly Column[]): void {
    const { order, length } = this.#shape;
    const times = columns[order]!;
    if (times.length === 0) return;
    this.#turn(times[0]!, times.at(-1)!);
    for (let row = 0; row < times.length; ) {
      const end = endOfWindow(times, row, times.length, length);
      this.#addPiece(columns.map((values) => values.slice(row, end)));
      row = end;
    }
  }

  #turn(first: number, last: number): void {
    // What comes first after an interruption may be the rest of a block: it tells nothing.
    const isTold = !this.#isResumed || this.#direction === 0;
    this.#isResumed = false;
    if (!isTold) return;
    if (first >= this.#last && last > this.#first) this.#direction = 1;
    else if (last <= this.#first && first < this.#last) this.#direction = -1;
  }

  #addPiece(piece: readonly Column[]): void {
    const { order, length, found } = this.#shape;
    const times = piece[order]!;
    const [first, last] = [times[0]!, times.at(-1)!];
    // Of one row a time, the same time again is judged when all parts are known.
    const isShared = found !== 'time';
    const slot = (ts: number): number => Math.floor(ts / length);
    const isBefore = last < this.#first || (isShared && last === this.#first && this.#direction < 0);
    const isBehind = first > this.#last || (isShared && first === this.#last && this.#direction > 0);
    // What cannot be told here is a part of its own: it is told when all of them are known.
    const isFull = this.#rows === 0 || this.#rows + times.length > MOST_ROWS;
    if (isFull || slot(first) !== slot(this.#first) || !(isBefore || isBehind)) {
      this.flush();
      [this.#first, this.#last, this.#begunIn] = [first, last, this.#direction];
    }
    if (isBefore) this.#pieces.unshift(piece);
    else this.#pieces.push(piece);
    this.#rows += times.length;
    this.#first = Math.min(this.#first, first);
    this.#last = Math.max(this.#last, last);
  }

  /** Completes the part that is being filled. */
  flush(): void {
    if (this.#rows === 0) return;
    const direction = this.#begunIn === 0 ? this.#direction : this.#begunIn;
    const columns = joined(this.#pieces);
    refuseOverlapWithin(this.#shape, columns, this.#name);
    this.#packed.push({ ...pack(this.#shape, columns), direction });
    this.#pieces = [];
    this.#rows = 0;
  }

  /** The complete parts, in the order in which they came. */
  get complete(): readonly PackedPart[] {
    return this.#packed;
  }

  /** Lets go of the complete parts: they are staged. */
  forget(): void {
    this.#packed = [];
  }
}

/** Pieces one after the other. */
export function joined(pieces: readonly (readonly Column[])[]): readonly Column[] {
  if (pieces.length === 1) return pieces[0]!;
  const rows = pieces.reduce((sum, piece) => sum + piece[0]!.length, 0);
  return pieces[0]!.map((_, column) => {
    const values = new Float64Array(rows);
    let at = 0;
    for (const piece of pieces) {
      values.set(piece[column]!, at);
      at += piece[column]!.length;
    }
    return values;
  });
}
