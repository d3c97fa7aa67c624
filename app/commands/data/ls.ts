import { CoverageCount } from '../../../data/export/coverage-count.ts';
import { blocksOf } from '../../../data/export/series-rows.ts';
import { seriesText } from '../../../data/series-key.ts';
import type { MarketStore } from '../../../data/store/market-store.ts';
import type { SeriesInfo } from '../../../data/store/series-table.ts';
import { calendarFor, withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** Stretches of time that a picture has at most. */
const STRETCHES = 200;

/** `onetape data ls`: what the store holds, how complete it is, and a picture of it. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { coverageText, isPlainTerminal } = await import('../../../reports/coverage.ts');
  const path = textOf(args, 'json');
  const wanted = textOf(args, 'first');
  await withStore(args, io, 'read', async (store) => {
    const all = store.list().filter(({ key }) => wanted === undefined || seriesText(key).includes(wanted));
    const known = all.filter(({ rows }) => rows > 0);
    const from = Math.min(...known.map((one) => one.from));
    const to = Math.max(...known.map((one) => one.to));
    const covered = await Promise.all(all.map(async (one) => ({ ...row(one), ...(await coverageOf(store, one, from, to)) })));
    if (path !== undefined) {
      const list = all.map((one, k) => ({ ...one, key: seriesText(one.key), findings: store.findings(one.key), ...sums(covered[k]!) }));
      write(path, `${JSON.stringify({ series: list, unfinished: store.imports() })}\n`, io);
    }
    if (args['quiet'] === true || path === '-') return;
    if (all.length === 0) io.stdout.write('The store is empty: onetape data import FILE, or onetape data fetch BTCUSDT.BYBIT@1h\n');
    else io.stdout.write(coverageText(covered, { from, to, width: io.columns ?? 100, plain: isPlainTerminal(io.isTTY, io.env) }));
    for (const { source, rows } of store.imports())
      io.stdout.write(`unfinished: the import of ${source} was cut short after ${rows.toLocaleString('en')} rows; run it again to go on\n`);
  });
  return 0;
}

const row = ({ key, from, to, rows, bytes }: SeriesInfo) => ({ name: seriesText(key), from, to, rows, bytes });

async function coverageOf(store: MarketStore, { key, rows }: SeriesInfo, from: number, to: number) {
  const count = new CoverageCount(key, { from, to, count: STRETCHES }, await calendarFor(store, key.instrument));
  if (rows > 0) {
    const source = store.source(key, null, null);
    for (const block of blocksOf(source, source.columns)) count.take(block);
  }
  return count.finish();
}

const sums = ({ expected, present }: { readonly expected: Float64Array; readonly present: Float64Array }) => ({
  expected: expected.reduce((sum, one) => sum + one, 0),
  present: present.reduce((sum, one) => sum + one, 0),
});
