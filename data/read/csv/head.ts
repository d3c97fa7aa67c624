import { DataError } from '../../../engine/model/errors.ts';
import { isDatum } from '../time/time-text.ts';
import { cellsOf, type Delimiter, delimiterOf, firstLines } from './line.ts';
import { anyNumber } from './number.ts';

/** What the first lines of a text say about it. */
export interface TextHead {
  readonly delimiter: Delimiter;
  /** The names of the columns, or the cells of the first row where there is no header. */
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  /** How many lines that are not empty stand above the first row. */
  readonly lines: number;
  /** The header as it stands there. */
  readonly line: string;
}

/** Finds delimiter and header of a text; throws a DataError where it is empty. */
export function headOf(name: string, text: Buffer): TextHead {
  const lines = firstLines(text, 4);
  if (lines.length === 0) throw new DataError('Expected a header and rows, but it was "", an empty file', { place: name });
  // A line of prose may stand above the header, as in files of CryptoDataDownload.
  const above = lines.length > 1 && (isSeparator(lines[0]!) || (lines.length > 2 && isProse(lines[0]!, lines[1]!))) ? 1 : 0;
  const line = lines[above]!;
  const delimiter = delimiterOf(line);
  const cells = cellsOf(line, delimiter);
  if (isRow(cells)) return { delimiter, names: cells, hasHeader: false, lines: above, line };
  const yahoo = yahooNames(cells, lines.slice(above + 1), delimiter);
  if (yahoo !== undefined) return { delimiter, names: yahoo, hasHeader: true, lines: above + 3, line };
  // A delimiter at the end of each line names no column; what rows have there is blank.
  while (cells.length > 1 && cells.at(-1) === '') cells.pop();
  return { delimiter, names: cells, hasHeader: true, lines: above + 1, line };
}

/** Spreadsheets are told the delimiter by a first line `sep=;`. */
const isSeparator = (line: string): boolean => /^"?sep=."?$/i.test(line);

function isProse(line: string, next: string): boolean {
  return cellsOf(line, delimiterOf(line)).length === 1 && cellsOf(next, delimiterOf(next)).length > 2;
}

/** Whether cells are those of a row, not of a header: none is a word, and most are numbers or times. */
function isRow(cells: readonly string[]): boolean {
  const values = cells.filter((cell) => !Number.isNaN(anyNumber(cell, true)) || isDatum(cell)).length;
  return cells.length > 1 && values >= 2 && values * 2 >= cells.length;
}

/** The header of yfinance: `Price,Close,...` above `Ticker,AAPL,...` above `Date,,...`. */
function yahooNames(cells: readonly string[], below: readonly string[], delimiter: Delimiter): string[] | undefined {
  const [ticker, date] = below.map((line) => cellsOf(line, delimiter));
  const isYahoo = cells[0] === 'Price' && ticker?.[0] === 'Ticker' && (date?.[0] === 'Date' || date?.[0] === 'Datetime');
  const isOne = new Set(ticker?.slice(1)).size === 1;
  return isYahoo && isOne ? [date[0]!, ...cells.slice(1)] : undefined;
}
