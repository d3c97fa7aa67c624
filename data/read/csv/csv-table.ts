import { DataError } from '../../../engine/model/errors.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { Piece, Rows, Table } from '../table.ts';
import { ByteRows } from './byte-rows.ts';
import { headOf, type TextHead } from './head.ts';
import { wholeLines } from './whole-lines.ts';

/** So much text is looked at before it is decided what a file is. */
const SAMPLE = 2_000_000;

/** Delimited text: one row to a line, perhaps with a header. */
export class CsvTable implements Table {
  readonly name: string;
  readonly bytes: number;
  readonly head: readonly string[];
  readonly hasHeader: boolean;
  readonly said = {};
  readonly #source: ByteSource;
  readonly #text: TextHead;
  readonly #sample: Buffer;

  private constructor(source: ByteSource, sample: Buffer, text: TextHead) {
    this.name = source.name;
    this.bytes = source.size;
    this.head = text.names;
    this.hasHeader = text.hasHeader;
    this.#source = source;
    this.#sample = sample;
    this.#text = text;
  }

  /** Looks at the beginning of a text; throws a DataError where it is empty or only a header. */
  static async open(source: ByteSource): Promise<CsvTable> {
    const sample = await sampleOf(source);
    const table = new CsvTable(source, sample, headOf(source.name, sample));
    const rows = table.#rows();
    rows.load(sample);
    for (let line = 0; line < table.#text.lines; line++) rows.skip();
    if (rows.skip()) return table;
    throw new DataError(`Expected rows below the header, but it was "${table.#text.line}" alone`, { place: source.name });
  }

  get warnings(): readonly string[] {
    return this.#source.warnings;
  }

  timeFormat(): undefined {
    return undefined;
  }

  sample(): Rows {
    const rows = this.#rows();
    rows.load(this.#sample);
    for (let line = 0; line < this.#text.lines; line++) rows.skip();
    return rows;
  }

  async *pieces(): AsyncGenerator<Piece> {
    const rows = this.#rows();
    let above = this.#text.lines;
    for await (const { bytes, at } of wholeLines(this.#source)) {
      rows.load(bytes);
      while (above > 0 && rows.skip()) above--;
      if (above === 0) yield { rows, at };
    }
  }

  place(line: number): string {
    return `${this.name}, line ${line}`;
  }

  fault(line: number, message: string): DataError {
    return new DataError(message, { place: this.place(line) });
  }

  #rows(): ByteRows {
    return new ByteRows(this.#text.delimiter, this.head.length, (line, message) => this.fault(line, message));
  }
}

async function sampleOf(source: ByteSource): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const { bytes } of wholeLines(source)) {
    parts.push(bytes);
    length += bytes.length;
    if (length >= SAMPLE) break;
  }
  return Buffer.concat(parts);
}
