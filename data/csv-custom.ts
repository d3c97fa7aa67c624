import { DataError } from '../engine/model/errors.ts';
import { needColumns } from './csv-header.ts';
import { isBlank } from './csv-number.ts';
import { CsvTable } from './csv-table.ts';
import { refuseGoingBack } from './csv-ticks.ts';
import { TimeReader } from './csv-time.ts';
import { hashColumns } from './hash.ts';
import type { LoadedCustom } from './loaded.ts';
import { Rows } from './rows.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Reads a custom series: `ts` (the time a row speaks of), `knownAt` (when it could be known), and columns of numbers, an
 * empty cell being NaN. Rows are in the order of `knownAt`, which is never assumed to be `ts`. Throws as `loadCsvBars` does.
 */
export async function loadCsvCustom(file: SourceFile, timezone: string | undefined): Promise<Omit<LoadedCustom, 'id'>> {
  const table = new CsvTable(file);
  const place = needColumns(table, { ts: ['ts'], knownAt: ['knownat'] });
  const names = table.head.map((name, at) => ({ name, at })).filter(({ at }) => at !== place.ts && at !== place.knownAt);
  if (names.length === 0) {
    throw new DataError(`Expected columns of numbers beside ts and knownAt, but it was "${table.head.join(table.delimiter)}"`, {
      place: table.place(0),
    });
  }
  table.firstRow();
  const rows = new Rows(names.length + 2);
  const clocks = [new TimeReader(table.name, timezone), new TimeReader(table.name, timezone)] as const;
  const places = [place.knownAt, place.ts] as const;
  table.read(rows, (cells, row) => {
    for (let k = 0; k < 2; k++) {
      const text = cells[places[k]!]!;
      const time = clocks[k]!.read(text);
      if (Number.isNaN(time)) throw table.fault(row, `Expected a time written like the first row's, but it was "${text}"`);
      rows.columns[k]![row] = time;
    }
    for (let k = 0; k < names.length; k++) {
      const text = cells[names[k]!.at]!;
      const number = table.number(text);
      if (Number.isNaN(number) && !isBlank(text))
        throw table.fault(row, `Expected a number in column ${names[k]!.name}, but it was "${text}"`);
      rows.columns[k + 2]![row] = number;
    }
  });
  const knownAt = rows.columns[0]!;
  const about = rows.columns[1]!;
  clocks[0].settle(knownAt);
  clocks[1].settle(about);
  refuseGoingBack(table, knownAt);
  const columns = Object.fromEntries(names.map(({ name }, k) => [name, rows.columns[k + 2]!]));
  return { kind: 'custom', knownAt, about, columns, hash: hashColumns(rows.columns), warnings: [] };
}
