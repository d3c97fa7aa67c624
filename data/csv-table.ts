import { createRequire } from 'node:module';
import { DataError } from '../engine/model/errors.ts';
import { cellsOf, countFeeds, countLines, lastLine, nextLine, pieceEnd } from './csv-lines.ts';
import { parseCommaNumber, parseNumber } from './csv-number.ts';
import type { Rows } from './rows.ts';
import type { SourceFile } from './source-file.ts';

/** Bytes turned into text at a time: a file may be longer than the longest string. */
const PIECE = 16_000_000;

/** A file of delimited rows, one to a line: its first line is looked at, the rest is yet to be read. */
export class CsvTable {
  readonly name: string;
  readonly delimiter: ',' | ';' | '\t';
  /** The cells of the first line. */
  readonly head: readonly string[];
  /** Reads a number as this file writes it: between semicolons a comma may be the decimal sign. */
  readonly number: (text: string) => number;
  readonly #bytes: Buffer;
  /** Where the rows begin. */
  #body: number;

  /** Throws a DataError for an empty file. */
  constructor(file: SourceFile) {
    this.name = file.name;
    this.#bytes = file.bytes;
    const { start, end } = nextLine(file.bytes, 0);
    if (start === end) throw new DataError('Expected a header and rows, but it was "", an empty file', { place: file.name });
    const line = file.bytes.toString('utf8', start, end);
    this.delimiter = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',';
    this.head = cellsOf(line, this.delimiter);
    this.number = this.delimiter === ';' ? parseCommaNumber : parseNumber;
    this.#body = end;
  }

  /** Takes the first line as a row: the file has no header. */
  withoutHeader(): void {
    this.#body = 0;
  }

  /** The cells of the first row; throws a DataError where there is none. */
  firstRow(): readonly string[] {
    const line = this.#textOf(1);
    if (line !== '') return cellsOf(line, this.delimiter);
    throw new DataError(`Expected rows below the header, but it was "${this.head.join(this.delimiter)}" alone`, { place: this.name });
  }

  /**
   * Hands out the cells of each row, rows counted from 1; before that, `rows` has room made for them.
   * Throws a DataError where a line has fewer cells than the first.
   */
  read(rows: Rows, onRow: (cells: readonly string[], row: number) => void): void {
    // The package is CommonJS: required, it is ready in a third of the time, and only where a file is read.
    const { initParser } = createRequire(import.meta.url)('udsv') as typeof import('udsv');
    const encl = this.#bytes.includes('"') ? '"' : '';
    const cols = this.head.map((name) => ({ name, type: 's' as const, repl: { empty: undefined, null: undefined, NaN: undefined } }));
    const schema = { skip: 0, col: this.delimiter, row: '\n', encl, esc: encl, trim: false, cols };
    const parser = initParser(schema);
    let row = 0;
    for (let from = this.#body; from < this.#bytes.length; ) {
      const to = pieceEnd(this.#bytes, from, PIECE);
      const text = this.#bytes.toString('utf8', from, to).replaceAll('\r\n', '\n');
      const last = row + countLines(text);
      rows.reserve(last);
      // At the end of the text the parser cannot tell a line that is cut short from one that goes on at its start.
      this.#refuseShort(lastLine(text), last);
      parser.stringArrs(text, (cells: string[]) => {
        if (row === last) return false;
        onRow(cells, ++row);
        return true;
      });
      if (row < last) throw this.fault(last, 'Expected one line per row, but it was "a line break within quotes"');
      from = to;
    }
  }

  /** The place of a row for a message: `file, line N`. */
  place(row: number): string {
    return `${this.name}, line ${countFeeds(this.#bytes, 0, this.#start(row)) + 1}`;
  }

  /** The error of a row: a line too short up to it, which the parser would have joined with the next, else what `message` says. */
  fault(row: number, message: string): DataError {
    let at = this.#body;
    for (let k = 1; k <= row; k++) {
      const { start, end } = nextLine(this.#bytes, at);
      const line = this.#bytes.toString('utf8', start, end);
      if (cellsOf(line, this.delimiter).length < this.head.length) return this.#short(line, k);
      at = end;
    }
    return new DataError(message, { place: this.place(row) });
  }

  #short(line: string, row: number): DataError {
    return new DataError(`Expected ${this.head.length} cells, but it was "${line}"`, { place: this.place(row) });
  }

  #refuseShort(line: string, row: number): void {
    if (line !== '' && cellsOf(line, this.delimiter).length < this.head.length) throw this.fault(row, 'Expected a whole line');
  }

  #start(row: number): number {
    let line = { start: this.#body, end: this.#body };
    for (let k = 0; k < row; k++) line = nextLine(this.#bytes, line.end);
    return line.start;
  }

  #textOf(row: number): string {
    const { start, end } = nextLine(this.#bytes, this.#start(row));
    return this.#bytes.toString('utf8', start, end);
  }
}
