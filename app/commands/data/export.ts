import { resolve } from 'node:path';
import { exportSeries } from '../../../data/export/export-series.ts';
import { blocksOf } from '../../../data/export/series-rows.ts';
import { seriesText } from '../../../data/series-key.ts';
import { keyIn, withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { progressOf } from '../../progress.ts';
import { momentOf, textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** `onetape data export SERIES [FILE]`: a series as CSV, Parquet or JSON, by the ending of the file. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const [from, to] = [momentOf(args, 'from'), momentOf(args, 'to', true)];
  const path = textOf(args, 'json');
  const report = await withStore(args, io, 'read', async (store) => {
    const key = keyIn(store, String(args['first']));
    const file = textOf(args, 'second') ?? `${seriesText(key).replace(':', '-')}.csv`;
    const { columns, rows: total } = store.source(key, from, to);
    const progress = await progressOf(io, args['quiet'] === true, file);
    try {
      const series = { key, columns, blocks: () => blocksOf(store.source(key, from, to), columns) };
      return { ...(await exportSeries(series, resolve(io.cwd, file), { onRows: (rows) => progress.update(rows, total, rows) })), file };
    } finally {
      progress.stop();
    }
  });
  if (path !== undefined) write(path, `${JSON.stringify(report)}\n`, io);
  if (args['quiet'] !== true && path !== '-')
    io.stdout.write(`${report.file}: ${report.rows.toLocaleString('en')} rows, ${report.bytes.toLocaleString('en')} bytes\n`);
  return 0;
}
