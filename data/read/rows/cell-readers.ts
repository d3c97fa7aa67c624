import type { Cells, Table } from '../table.ts';
import type { NumberCells } from './columns-pass.ts';

/** Reads a price; NaN where the cell is empty. Zero and less are judged by the quality checks. */
export function priceCells(table: Table, name: string, at: number, scale = 1): NumberCells {
  return {
    name,
    read: (row) => {
      const value = row.number(at);
      if (!Number.isNaN(value) || row.isBlank(at)) return value / scale;
      throw table.fault(row.line, `Expected a price above 0, but it was "${row.text(at)}"`);
    },
  };
}

/** Reads one side of a quote: 0 or nothing means that there is none, NaN. */
export function sideCells(table: Table, name: string, at: number, scale = 1): NumberCells {
  const price = priceCells(table, name, at, scale);
  return {
    name,
    read: (row) => {
      const value = price.read(row);
      return value === 0 ? Number.NaN : value;
    },
  };
}

/** Reads a size; NaN where it is not known: an empty cell, or no such column (`at` -1). */
export function sizeCells(table: Table, name: string, at: number): NumberCells {
  return {
    name,
    read: (row) => {
      if (at < 0) return Number.NaN;
      const value = row.number(at);
      if (value >= 0 || row.isBlank(at)) return value;
      throw table.fault(row.line, `Expected a size of 0 or more, but it was "${row.text(at)}"`);
    },
  };
}

/** Reads a number; `mayBeBlank` makes NaN of an empty cell. */
export function numberCells(table: Table, name: string, at: number, what: string, mayBeBlank: boolean): NumberCells {
  return {
    name,
    read: (row) => {
      const value = row.number(at);
      if (!Number.isNaN(value) || (mayBeBlank && row.isBlank(at))) return value;
      throw table.fault(row.line, `Expected ${what}, but it was "${row.text(at)}"`);
    },
  };
}

/** Reads the side of the aggressor: 1 buy, -1 sell, 0 where nobody knows. */
export function aggressorCells(side: number, buyerMaker: number): NumberCells {
  const read = (row: Cells): number => {
    if (side >= 0) return sideOf(row.text(side));
    // The buyer rested in the book, so the seller came to him.
    const isMaker = buyerMaker < 0 ? '' : row.text(buyerMaker).toLowerCase();
    return isMaker === 'true' || isMaker === '1' ? -1 : isMaker === 'false' || isMaker === '0' ? 1 : 0;
  };
  return { name: 'side', read };
}

function sideOf(text: string): number {
  const plain = text.toLowerCase();
  return plain === 'buy' || plain === 'b' || plain === '1' ? 1 : plain === 'sell' || plain === 's' || plain === '-1' ? -1 : 0;
}
