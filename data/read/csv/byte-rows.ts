import type { DataError } from '../../../engine/model/errors.ts';
import type { Rows } from '../table.ts';
import type { TimeReader } from '../time/time-reader.ts';
import type { Delimiter } from './line.ts';
import { isBlank, numberAt } from './number.ts';

const FEED = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;

/** Makes the error of a line. */
export type Fault = (line: number, message: string) => DataError;

/** The rows of delimited text, read from its bytes: a cell becomes a string only where someone asks for it. */
export class ByteRows implements Rows {
  line = 0;
  readonly #width: number;
  readonly #comma: boolean;
  readonly #fault: Fault;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** What a byte is: 0 part of a cell, 1 the delimiter, 2 the end of a line, 3 a quote. */
  readonly #meaning = new Uint8Array(256);
  #bytes: Buffer = Buffer.alloc(0);
  /** Where the text goes on, and the number of the line there. */
  #at = 0;
  #ahead = 1;
  #start = 0;
  #end = 0;

  /** Rows of `width` cells each. */
  constructor(delimiter: Delimiter, width: number, fault: Fault) {
    this.#width = width;
    this.#comma = delimiter === ';';
    this.#fault = fault;
    this.#starts = new Int32Array(width);
    this.#ends = new Int32Array(width);
    this.#meaning[delimiter.charCodeAt(0)] = 1;
    this.#meaning[FEED] = 2;
    this.#meaning[RETURN] = 2;
    this.#meaning[QUOTE] = 3;
  }

  /** Goes on with a text of whole lines. */
  load(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  /** Moves to the next line that is not empty; throws a DataError where it has too few or too many cells. */
  next(): boolean {
    if (!this.#begin()) return false;
    const count = this.#split();
    if (count === this.#width) return true;
    throw this.#fault(this.line, `Expected ${this.#width} cells, but it was "${this.#bytes.toString('utf8', this.#start, this.#end)}"`);
  }

  /** Moves past the next line that is not empty, whatever is in it. */
  skip(): boolean {
    if (!this.#begin()) return false;
    let at = this.#start;
    while (at < this.#bytes.length && this.#meaning[this.#bytes[at]!] !== 2) at++;
    this.#finish(at);
    return true;
  }

  number(at: number): number {
    return numberAt(this.#bytes, this.#starts[at]!, this.#ends[at]!, this.#comma);
  }

  text(at: number): string {
    const text = this.#bytes.toString('utf8', this.#starts[at]!, this.#ends[at]!).trim();
    return text.includes('""') ? text.replaceAll('""', '"') : text;
  }

  isBlank(at: number): boolean {
    const length = this.#ends[at]! - this.#starts[at]!;
    return length === 0 || (length < 6 && isBlank(this.text(at)));
  }

  equals(at: number, text: string): boolean {
    const start = this.#starts[at]!;
    if (this.#ends[at]! - start !== text.length) return false;
    for (let k = 0; k < text.length; k++) if (this.#bytes[start + k] !== text.charCodeAt(k)) return false;
    return true;
  }

  time(reader: TimeReader, at: number, clock: number): number {
    if (clock < 0) return reader.readBytes(this.#bytes, this.#starts[at]!, this.#ends[at]!, this.line);
    return reader.readPair(this.#bytes, this.#starts[at]!, this.#ends[at]!, this.#starts[clock]!, this.#ends[clock]!, this.line);
  }

  #begin(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < bytes.length && this.#meaning[bytes[at]!] === 2) at = this.#after(at);
    this.#at = at;
    this.#start = at;
    this.line = this.#ahead;
    return at < bytes.length;
  }

  /** Where the line after the end of a line begins. */
  #after(at: number): number {
    this.#ahead++;
    return this.#bytes[at] === RETURN && this.#bytes[at + 1] === FEED ? at + 2 : at + 1;
  }

  #finish(at: number): void {
    this.#end = at;
    this.#at = at < this.#bytes.length ? this.#after(at) : at;
  }

  /** Finds the cells of the line and how many there are; blank ones beyond the width do not count. */
  #split(): number {
    const bytes = this.#bytes;
    const meaning = this.#meaning;
    const width = this.#width;
    let count = 0;
    let begin = this.#start;
    for (let at = begin; ; at++) {
      const what = at < bytes.length ? meaning[bytes[at]!]! : 2;
      if (what === 0) continue;
      if (what === 3) {
        if (this.#isGap(begin, at)) at = this.#closing(at) - 1;
        continue;
      }
      if (count < width) this.#put(count++, begin, at);
      else if (!this.#isGap(begin, at)) count++;
      begin = at + 1;
      if (what === 1) continue;
      this.#finish(at);
      return count;
    }
  }

  /** Notes where a cell lies, without the spaces and the quotes around it. */
  #put(cell: number, from: number, to: number): void {
    const bytes = this.#bytes;
    let start = from;
    let end = to;
    while (start < end && bytes[start] === SPACE) start++;
    while (end > start && bytes[end - 1] === SPACE) end--;
    if (end - start > 1 && bytes[start] === QUOTE && bytes[end - 1] === QUOTE) {
      start++;
      end--;
    }
    this.#starts[cell] = start;
    this.#ends[cell] = end;
  }

  #isGap(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.#bytes[at] !== SPACE) return false;
    return true;
  }

  /** The place after the quote that closes one; two in a row are a quote within. */
  #closing(open: number): number {
    const bytes = this.#bytes;
    for (let at = open + 1; at < bytes.length && this.#meaning[bytes[at]!] !== 2; at++) {
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) return at + 1;
      at++;
    }
    throw this.#fault(this.line, 'Expected one line per row, but it was "a line break within quotes"');
  }
}
