import { DataError } from '../../../engine/model/errors.ts';
import { Header } from '../header.ts';
import type { Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Table } from '../table.ts';
import { timePlan } from '../time/time-plan.ts';
import { numberCells } from './cell-readers.ts';
import { ColumnsPass } from './columns-pass.ts';

/**
 * Plans a custom series: `ts` (the time a row speaks of), `knownAt` (when it could be known, never assumed to be `ts`), and
 * columns of numbers under their own names, an empty cell being NaN. Throws a DataError where one of them is missing.
 */
export function customPlan(table: Table, options: ReadOptions, instrument: string): Plan {
  const header = new Header(table, options.columns);
  const { knownAt, ts } = header.need('knownAt', 'ts');
  const names = table.head.map((name, at) => ({ name, at })).filter(({ at }) => at !== knownAt && at !== ts);
  if (names.length === 0) {
    const message = `Expected columns of numbers beside ts and knownAt, but it was "${table.head.join(',')}"`;
    throw new DataError(message, { place: table.place(1) });
  }
  const known = timePlan(table, { at: knownAt, clock: -1 }, options);
  const about = timePlan(table, { at: ts, clock: -1 }, options);
  const numbers = names.map(({ name, at }) => numberCells(table, name, at, `a number in column ${name}`, true));
  return {
    kind: 'custom',
    timeframe: '',
    price: 'trade',
    instrument,
    found: [header.found(), known.found],
    warnings: [],
    newestFirst: known.newestFirst,
    width: numbers.length + 2,
    begin: () => {
      const times = [
        { name: 'knownAt', column: known.column, reader: known.reader(true) },
        { name: 'about', column: about.column, reader: about.reader(true) },
      ];
      return new ColumnsPass(times, numbers);
    },
  };
}
