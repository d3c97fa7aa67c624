import { ACTIONS } from '../data/block.ts';
import type { LoadedActions, LoadedCustom, LoadedFunding, QuoteColumns, TradeColumns } from '../data/loaded.ts';
import { DataError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import { parseTime } from '../engine/model/time.ts';
import { shown } from './config/explain.ts';
import { isRecord } from './config/is-record.ts';

/** Milliseconds UTC of an ISO text or of milliseconds; NaN for anything else. */
export const readTime = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' ? parseTime(value) : Number.NaN;

/**
 * Reads quotes `{ ts, bid, ask, bidSize?, askSize? }`, perhaps with deeper levels `bid2?, ask2?, bidSize2?, askSize2?` and so
 * on, that a program holds. Throws a DataError that names the row.
 */
export function readMemoryQuotes(rows: readonly unknown[], path: string): QuoteColumns {
  const column = columnsOf(rows, path);
  const first = {
    times: column('ts', 'time'),
    bid: column('bid'),
    ask: column('ask'),
    bidSize: column('bidSize', 'optional'),
    askSize: column('askSize', 'optional'),
  };
  const names = new Set(rows.flatMap((row) => (isRecord(row) ? Object.keys(row) : [])));
  const deeper: string[] = [];
  for (let k = 2; names.has(`bid${k}`) || names.has(`ask${k}`); k++) deeper.push(`bid${k}`, `ask${k}`, `bidSize${k}`, `askSize${k}`);
  return Object.assign(first, Object.fromEntries(deeper.map((name) => [name, column(name, 'optional')])));
}

/** Reads public trades `{ ts, price, size, side? }` that a program holds; `side` is `buy`, `sell`, 1, -1 or 0. */
export function readMemoryTrades(rows: readonly unknown[], path: string): TradeColumns {
  const column = columnsOf(
    rows.map((row) => (isRecord(row) ? { ...row, side: SIDES.get(row['side']) ?? row['side'] } : row)),
    path,
  );
  return { times: column('ts', 'time'), price: column('price'), size: column('size'), side: column('side') };
}

const SIDES = new Map<unknown, number>([
  [undefined, 0],
  ['buy', 1],
  ['sell', -1],
]);

/** Reads a custom series `{ ts?, knownAt, ...numbers }`: a row is visible from its `knownAt` on and speaks of `ts`. */
export function readMemoryCustom(rows: readonly unknown[], path: string): Pick<LoadedCustom, 'knownAt' | 'about' | 'columns'> {
  const column = columnsOf(rows, path);
  const names = new Set(rows.flatMap((row) => (isRecord(row) ? Object.keys(row) : [])));
  const knownAt = column('knownAt', 'time');
  const about = names.has('ts') ? column('ts', 'date') : knownAt;
  names.delete('knownAt');
  names.delete('ts');
  return { knownAt, about, columns: Object.fromEntries([...names].map((name) => [name, column(name, 'optional')])) };
}

/** Reads funding rates `{ ts, rate }` that a program holds. */
export function readMemoryFunding(rows: readonly unknown[], path: string): LoadedFunding['columns'] {
  const column = columnsOf(rows, path);
  return { times: column('ts', 'time'), rate: column('rate') };
}

/** Reads corporate actions `{ ts, type, value }` that a program holds; `type` is `split`, `dividend` or `delisting`. */
export function readMemoryActions(rows: readonly unknown[], path: string): LoadedActions['columns'] {
  const numbered = rows.map((row) => (isRecord(row) ? { ...row, type: ACTION_TYPES.get(row['type']) ?? row['type'] } : row));
  const column = columnsOf(numbered, path);
  return { times: column('ts', 'time'), type: column('type'), value: column('value', 'optional') };
}

const ACTION_TYPES = new Map<unknown, number>(Object.entries(ACTIONS));

/** Makes columns of rows: numbers, times in ascending order, dates in any; an absent optional number is NaN. */
function columnsOf(rows: readonly unknown[], path: string): (name: string, kind?: 'number' | 'optional' | 'time' | 'date') => Column {
  return (name, kind = 'number') => {
    const column = new Float64Array(rows.length + 1);
    column[0] = Number.NaN;
    rows.forEach((row, k) => {
      const raw: unknown = isRecord(row) ? row[name] : undefined;
      const isTime = kind === 'time' || kind === 'date';
      const value = isTime ? readTime(raw) : typeof raw === 'number' ? raw : Number.NaN;
      const absent = kind === 'optional' && (raw === undefined || raw === null);
      if (Number.isNaN(value) && !absent)
        throw new DataError(`Expected "${name}" to be ${isTime ? 'an ISO time or milliseconds' : 'a number'}, but it was ${shown(raw)}`, {
          place: `${path}[${k}]`,
        });
      if (kind === 'time' && k > 0 && value < column[k]!)
        throw new DataError(`Expected "${name}" not to be before the row above, but it was ${shown(raw)}`, { place: `${path}[${k}]` });
      column[k + 1] = value;
    });
    return column;
  };
}
