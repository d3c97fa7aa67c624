import { resolve } from 'node:path';
import { type ImportReport, importFile } from '../../../data/import-file.ts';
import { seriesText } from '../../../data/series-key.ts';
import { withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { progressOf } from '../../progress.ts';
import { importOptionsOf, textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** `onetape data import FILE...`: market data of files into the store. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { first, rest = [], quiet, json } = args;
  const files = [first, ...(rest as readonly string[])].filter((one): one is string => typeof one === 'string');
  const options = await importOptionsOf(args);
  const isQuiet = quiet === true || json === '-';
  const reports: ImportReport[] = [];
  await withStore(args, io, 'write', async (store) => {
    for (const name of files) {
      const progress = await progressOf(io, isQuiet, name);
      try {
        const own = await importFile(store, name, resolve(io.cwd, name), {
          ...options,
          onProgress: (done, bytes, rows) => progress.update(done, bytes, rows),
        });
        reports.push(...own);
      } finally {
        progress.stop();
      }
      if (options.calendar !== undefined) {
        for (const { key } of reports)
          store.setInstrument(key.instrument, { ...store.instrument(key.instrument), calendar: options.calendar.name });
      }
    }
  });
  if (!isQuiet) for (const report of reports) io.stdout.write(textOfReport(report));
  const path = textOf(args, 'json');
  if (path !== undefined) write(path, `${JSON.stringify(reports.map((one) => ({ ...one, key: seriesText(one.key) })))}\n`, io);
  return 0;
}

function textOfReport({ key, source, added, same, replaced, kept, found, warnings, resumed }: ImportReport): string {
  const counts = [
    `${grouped(added)} rows added`,
    ...(same > 0 ? [`${grouped(same)} already there`] : []),
    ...(replaced > 0 ? [`${grouped(replaced)} replaced`] : []),
    ...(kept > 0 ? [`${grouped(kept)} kept as they were`] : []),
    ...(resumed > 0 ? [`${grouped(resumed)} of them by an import that was cut short`] : []),
  ];
  const lines = [...found.map((one) => `  found: ${one}`), ...warnings.map((one) => `  warning: ${one}`)];
  return `${seriesText(key)}  ${counts.join(', ')}, from ${source}\n${lines.map((line) => `${line}\n`).join('')}`;
}

const grouped = (rows: number): string => rows.toLocaleString('en');
