import type { Column } from '../../engine/model/series.ts';
import { aligned, FORM, PLANES, RANGE, turned } from './layout.ts';
import type { ColumnReader, Written } from './read-column.ts';

/** Rows read at a time: few enough to stay in the processor's nearest cache. */
const BATCH = 2048;

/** The `u` of a batch. */
const batch = new Float64Array(BATCH);

/** Rows that stand apart, with their numbers; they are put in where they belong, forward. */
class Apart {
  readonly bytes: number;
  readonly #rows: Uint32Array;
  readonly #values: Column;
  #next = 0;

  constructor(chunk: ArrayBuffer, offset: number, count: number) {
    this.bytes = aligned(4 * count) + 8 * count;
    this.#rows = turned(new Uint32Array(chunk, offset, count));
    this.#values = turned(new Float64Array(chunk, offset + aligned(4 * count), count));
  }

  put(from: number, to: number, out: Column, at: number): void {
    for (; this.#next < this.#rows.length && this.#rows[this.#next]! < to; this.#next++)
      out[at + this.#rows[this.#next]! - from] = this.#values[this.#next]!;
  }

  rewind(): void {
    this.#next = 0;
  }
}

/** Reads a column of whole numbers over a denominator, told apart from what was foretold. */
export class WholeReader implements ColumnReader {
  readonly #how: Written;
  readonly #exceptions: Apart;
  readonly #strays: Apart;
  readonly #low: Uint8Array | Uint16Array | Uint32Array;
  readonly #high: Uint8Array | Uint16Array;
  /** The row that is next, and the number before it. */
  #row = 0;
  #before: number;

  constructor(how: Written, rows: number, chunk: ArrayBuffer) {
    this.#how = how;
    this.#before = how.start;
    const [lowBytes, highBytes] = PLANES[how.width]!;
    let offset = how.offset;
    this.#exceptions = new Apart(chunk, offset, how.exceptions);
    offset += this.#exceptions.bytes;
    this.#strays = new Apart(chunk, offset, how.strays);
    offset += this.#strays.bytes;
    const low = lowBytes === 4 ? Uint32Array : lowBytes === 2 ? Uint16Array : Uint8Array;
    this.#low = turned(new low(chunk, offset, lowBytes === 0 ? 0 : rows));
    offset += aligned(lowBytes * rows);
    this.#high = turned(new (highBytes === 2 ? Uint16Array : Uint8Array)(chunk, offset, highBytes === 0 ? 0 : rows));
  }

  read(from: number, to: number, out: Column, at: number): void {
    if (from < this.#row) this.#rewind();
    while (this.#row < from) this.#batch(Math.min(from, this.#row + BATCH), batch, 0);
    while (this.#row < to) {
      const row = this.#row;
      this.#batch(Math.min(to, row + BATCH), out, at + row - from);
    }
  }

  #rewind(): void {
    this.#row = 0;
    this.#before = this.#how.start;
    this.#exceptions.rewind();
    this.#strays.rewind();
  }

  #batch(to: number, out: Column, at: number): void {
    const from = this.#row;
    const count = to - from;
    this.#row = to;
    const { form, den, step, start } = this.#how;
    this.#unpack(from, count);
    this.#exceptions.put(from, to, batch, 0);
    if (form === FORM.delta) this.#before = addUp(this.#before, step, den, count, out, at);
    else frame(start, den, count, out, at);
    this.#strays.put(from, to, out, at);
  }

  #unpack(from: number, count: number): void {
    const { width } = this.#how;
    if (width === 0) {
      batch.fill(0, 0, count);
      return;
    }
    const low = this.#low;
    if (low instanceof Uint8Array) spread8(low, from, count);
    else if (low instanceof Uint16Array) spread16(low, from, count);
    else spread32(low, from, count);
    const high = this.#high;
    if (high.length > 0) {
      const [lowBytes] = PLANES[width]!;
      const part = RANGE[lowBytes]!;
      if (high instanceof Uint8Array) for (let k = 0; k < count; k++) batch[k] = batch[k]! + high[from + k]! * part;
      else for (let k = 0; k < count; k++) batch[k] = batch[k]! + high[from + k]! * part;
    }
    const none = RANGE[width]! - 1;
    for (let k = 0; k < count; k++) if (batch[k] === none) batch[k] = Number.NaN;
  }
}

function spread8(low: Uint8Array, from: number, count: number): void {
  for (let k = 0; k < count; k++) batch[k] = low[from + k]!;
}

function spread16(low: Uint16Array, from: number, count: number): void {
  for (let k = 0; k < count; k++) batch[k] = low[from + k]!;
}

function spread32(low: Uint32Array, from: number, count: number): void {
  for (let k = 0; k < count; k++) batch[k] = low[from + k]!;
}

function frame(start: number, den: number, count: number, out: Column, at: number): void {
  for (let k = 0; k < count; k++) out[at + k] = (start + batch[k]!) / den;
}

function addUp(before: number, step: number, den: number, count: number, out: Column, at: number): number {
  let sum = before;
  for (let k = 0; k < count; k++) {
    const u = batch[k]!;
    if (Number.isNaN(u)) out[at + k] = Number.NaN;
    else {
      sum += step + u;
      out[at + k] = sum / den;
    }
  }
  return sum;
}
