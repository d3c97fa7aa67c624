import type { DataError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import type { Block, SeriesKind } from '../block.ts';
import type { SeriesKey } from '../series-key.ts';
import { plainName } from './header.ts';
import type { Filled, Pass, Plan } from './plan.ts';
import type { Reading } from './reading.ts';
import type { Cells, Table } from './table.ts';
import { turned } from './turned.ts';

/** Rows of a block. */
const BLOCK = 65_536;

/** A series of a table, read as a plan says. */
export class FileReading implements Reading {
  readonly kind: SeriesKind;
  readonly timeframe: string;
  readonly price: SeriesKey['price'];
  readonly instrument: string;
  readonly found: readonly string[];
  readonly bytes: number;
  readonly #table: Table;
  readonly #plan: Plan;
  readonly #skipRows: number;
  #pass: Pass | undefined;

  constructor(table: Table, plan: Plan, skipRows: number) {
    this.kind = plan.kind;
    this.timeframe = plan.timeframe;
    this.price = plan.price;
    this.instrument = plan.instrument;
    this.found = plan.found;
    this.bytes = table.bytes;
    this.#table = table;
    this.#plan = plan;
    this.#skipRows = skipRows;
  }

  get warnings(): readonly string[] {
    return [...this.#plan.warnings, ...(this.#pass?.warnings() ?? []), ...this.#table.warnings];
  }

  async *blocks(): AsyncGenerator<Block & { readonly at: number }> {
    const pass = this.#plan.begin();
    this.#pass = pass;
    const filled = fill(this.#table, pass, this.#plan.width, symbolColumn(this.#table));
    let skip = this.#skipRows;
    for await (const part of this.#plan.newestFirst ? turned(filled) : filled) {
      const block = this.#blockOf(part, pass, skip);
      skip = Math.max(0, skip - part.rows);
      if (block.rows > 0) yield block;
    }
  }

  #blockOf(part: Filled, pass: Pass, skip: number): Block & { readonly at: number } {
    const made = pass.finish(part);
    const { lines } = part;
    const first = Math.min(skip, part.rows);
    const columns = first === 0 ? made : Object.fromEntries(Object.entries(made).map(([name, column]) => [name, column.slice(first)]));
    return { rows: part.rows - first, columns, place: (row) => this.#table.place(lines[first + row]!), at: part.at };
  }
}

/** Columns that name the instrument of a row. */
const SYMBOLS = ['symbol', 'ticker', 'instrument', 'instid', 'pair'];

/** The column with the instrument of each row; -1 where there is none. */
function symbolColumn({ hasHeader, head }: Table): number {
  return hasHeader ? head.findIndex((name) => SYMBOLS.includes(plainName(name))) : -1;
}

/** All rows of a table, as a pass reads them, in blocks; throws a DataError where they are of several instruments. */
async function* fill(table: Table, pass: Pass, width: number, symbolAt: number): AsyncGenerator<Filled> {
  let symbol: string | undefined;
  // A row of a file may become several.
  const room = (): Column[] => Array.from({ length: width + 1 }, () => new Float64Array(BLOCK + 4));
  let columns = room();
  let count = 0;
  let line = 0;
  let at = 0;
  const put = (rows: number): void => {
    columns[width]!.fill(line, count, count + rows);
    count += rows;
  };
  const taken = (): Filled => {
    const cut = columns.map((column) => column.slice(0, count));
    return { rows: count, columns: cut.slice(0, width), lines: cut[width]!, at };
  };
  for await (const piece of table.pieces()) {
    const { rows } = piece;
    at = piece.at;
    while (rows.next()) {
      line = rows.line;
      if (symbolAt >= 0) {
        symbol ??= rows.text(symbolAt);
        if (!rows.equals(symbolAt, symbol) && rows.text(symbolAt) !== symbol) throw otherSymbol(table, rows, symbolAt, symbol);
      }
      const made = pass.read(rows, columns, count);
      if (made === 1) columns[width]![count++] = line;
      else put(made);
      if (count < BLOCK) continue;
      yield taken();
      columns = room();
      count = 0;
    }
  }
  put(pass.last(columns, count));
  if (count > 0) yield taken();
}

function otherSymbol(table: Table, row: Cells, at: number, symbol: string): DataError {
  const message = `Expected rows of one ${table.head[at]}, "${symbol}" (split the file), but it was "${row.text(at)}"`;
  return table.fault(row.line, message);
}
