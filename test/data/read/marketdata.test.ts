import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFiles, type Reading, type ReadOptions } from '../../../data/read/open-file.ts';
import { readPath } from './read.ts';

const DIR = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';
const CATALOG = join(DIR, 'catalog.json');
const isThere = existsSync(CATALOG);
const note = isThere ? '' : ` (skipped: no ${CATALOG})`;

interface Entry {
  readonly path: string;
  readonly rows: number | null;
  readonly start: string;
  readonly end: string;
  readonly tz: string;
  readonly source: string;
  readonly source_path: string;
}

const entries: readonly Entry[] = isThere
  ? (JSON.parse(readFileSync(CATALOG, 'utf8')) as Entry[]).filter(({ path }) =>
      /^(bars|quotebars|trades|quotes|l2|funding|raw\/lean)\//.test(path),
    )
  : [];

/** What a file's note says of its times and a user has to say too; all others name the open. */
const TOLD: Readonly<Record<string, ReadOptions>> = {
  'bars/future/6EH4_cme_1m_202401.csv.gz': { stamp: 'close' },
  'bars/future/FESX_like_1m_20060102_20060227.csv.gz': { stamp: 'close', timezone: 'Europe/Berlin' },
};

/** What is refused, and why: no bars, no market data, no file of data. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/WTI_eia_1d_close\.csv$/, 'Expected columns open, high, low in the header, but it was "timestamp,close"'],
  [/map_files\/[^/]+$/, "LEAN's history of a ticker's names"],
  [/readme\.md$/, 'Expected a .csv, .tsv, .txt, .json, .parquet or .zip file'],
];

/** One bar does not tell its length; the names of these files do. */
function optionsOf({ path, rows }: Entry): ReadOptions {
  if (path.startsWith('raw/') || /^(trades|quotes|funding|l2)\//.test(path)) return {};
  const timeframe = /_(1s|1m|5m|30m|1h|8h|hour)[_.]/.exec(path)?.[1]?.replace('hour', '1h');
  const stamp = TOLD[path]?.stamp ?? 'open';
  return { ...TOLD[path], stamp, ...((rows ?? 99) < 30 && timeframe !== undefined && { timeframe }) };
}

interface Whole {
  readonly reading: Reading;
  readonly rows: number;
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/** All columns of a reading, joined. */
async function wholeOf(reading: Reading): Promise<Whole> {
  const blocks: Readonly<Record<string, Float64Array>>[] = [];
  for await (const block of reading.blocks()) blocks.push(block.columns);
  const names = Object.keys(blocks[0] ?? {});
  const columns = Object.fromEntries(names.map((name) => [name, joined(blocks.map((block) => block[name]!))]));
  return { reading, rows: Object.values(columns)[0]?.length ?? 0, columns };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const open = async (path: string, options: ReadOptions): Promise<Whole[]> => {
  const all: Whole[] = [];
  for (const reading of await openFiles(path, join(DIR, path), options)) all.push(await wholeOf(reading));
  return all;
};

/** The label of a row as the catalogue writes it: the end that the file labels, in the zone it is written in. */
function labels({ path, tz }: Entry, { reading, columns }: Whole): Float64Array {
  const { stamp = 'open' } = TOLD[path] ?? {};
  const times = reading.kind === 'bars' && stamp === 'open' ? columns['openTimes']! : columns['times']!;
  // The only file without an offset is of two winter months.
  return tz.startsWith('exchange local') ? times.map((ts) => ts + 3_600_000) : times;
}

/** What a whole file of the catalogue is not as it says; empty where it is. */
async function disagreement(entry: Entry): Promise<string> {
  const refused = REFUSED.find(([pattern]) => pattern.test(entry.path));
  const opening = open(entry.path, optionsOf(entry));
  if (refused !== undefined)
    return opening.then(
      () => 'was read',
      (error: Error) => (error.message.includes(refused[1]) ? '' : error.message),
    );
  const series = await opening;
  if (entry.path.startsWith('raw/')) return zoneOf(entry, series);
  // Depth rows count as changes of levels, of which the quotes are made.
  const counted = entry.path.startsWith('l2/') ? await open(entry.path, { kind: 'trades' }) : series;
  const rows = new Set(counted.flatMap((one) => Array.from(labels(entry, one), (ts, row) => (series.length > 1 ? ts : row)))).size;
  const ends = counted.flatMap((one) => Array.from(labels(entry, one).subarray(0, 1)).concat(Array.from(labels(entry, one).subarray(-1))));
  const [start, end] = [Math.min(...ends), Math.max(...ends)];
  const at = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Date.parse(/T.*[^Z]$/.test(text) ? `${text}Z` : text));
  const isRange = Math.abs(start - at(entry.start)) < 1 && Math.abs(end - at(entry.end)) < 1000;
  return rows === entry.rows && isRange ? await sourceOf(entry, series) : `${rows} rows from ${start} to ${end}`;
}

/** What a file of LEAN's was not read in: the zone that the catalogue says. */
function zoneOf({ path, tz }: Entry, series: readonly Whole[]): string {
  const [first] = series;
  const said = first?.reading.found.join('; ') ?? '';
  const wanted = /factor_files/.test(path) ? 'factor file' : /daily/.test(path) ? 'session dates' : tz === 'UTC-05' ? '-05:00' : tz;
  return first !== undefined && first.rows > 0 && said.includes(wanted) ? '' : `found ${said}`;
}

/** How the bars and ticks made of LEAN's own zip files differ from them. */
async function sourceOf(entry: Entry, series: readonly Whole[]): Promise<string> {
  const [, folder, from, to, what, plain] =
    /^(Data\/.*?)(?:\{(\d+)\.\.(\d+)\}(_\w+\.zip) \(|([\w_]+\.(?:zip|csv)$))/.exec(entry.source_path) ?? [];
  if (folder === undefined || entry.source !== 'QuantConnect/Lean') return '';
  const dir = join('raw/lean', folder);
  const names =
    plain !== undefined
      ? [plain]
      : readdirSync(join(DIR, dir)).filter((name) => name.endsWith(what!) && name.slice(0, 8) >= from! && name.slice(0, 8) <= to!);
  const contract = /\/future\/.*_(20\d{4})\.csv(\.gz)?$/.exec(entry.path)?.[1];
  const raw: Whole[] = [];
  for (const name of names.sort()) raw.push(...(await open(join(dir, name), {})));
  for (const { reading, columns } of series) {
    const parts = raw.filter(
      (one) => one.reading.price === reading.price && (contract === undefined || one.reading.instrument.endsWith(contract)),
    );
    for (const [name, column] of Object.entries(columns)) {
      if (name === 'side') continue;
      const theirs = joined(parts.filter(({ rows }) => rows > 0).map((part) => part.columns[name]!));
      const row = column.findIndex((value, k) => !Object.is(value, theirs[k]));
      if (theirs.length !== column.length || row >= 0) return `${name} differs from the source: ${theirs.length} rows, row ${row}`;
    }
  }
  return '';
}

describe('the catalogue of real market data', () => {
  it.skipIf(!isThere)(`is read with its rows, range and zone, or refused for a reason${note}`, { timeout: 240_000 }, async () => {
    const differing: string[] = [];
    for (const entry of entries) {
      const what = await disagreement(entry).catch((error: Error) => error.message);
      if (what !== '') differing.push(`${entry.path}: ${what}`);
    }
    console.log([...differing, `marketdata-import: ${entries.length - differing.length} of ${entries.length} files agree`].join('\n'));
    expect(differing).toEqual([]);
    expect(entries.length).toBeGreaterThan(200);
  });
});

/** What is read of each constructed file: rows, or why not. */
const CONSTRUCTED: Readonly<Record<string, readonly [options: ReadOptions, rows: number, what: string]>> = {
  'bom_crlf_semicolon_comma_decimal.csv': [{}, 60, 'same'],
  'dup_exact.csv': [{}, 61, ''],
  'empty_file.csv': [{}, 0, 'empty_file.csv: Expected a header and rows, but it was "", an empty file'],
  'epoch_seconds.csv': [{}, 60, 'same'],
  'extra_columns_reordered.csv': [{}, 60, 'same'],
  'gap_10min.csv': [{}, 50, ''],
  'header_only.csv': [{}, 0, 'header_only.csv: Expected rows below the header, but it was "timestamp,open,high,low,close,volume" alone'],
  'local_time_no_offset.csv': [{ timezone: 'America/New_York' }, 60, 'same'],
  'missing_values.csv': [{}, 60, ''],
  'negative_low.csv': [{}, 60, ''],
  'unsorted.csv': [{}, 60, ''],
  'zero_and_empty_volume.csv': [{}, 60, ''],
};

describe('constructed files', () => {
  const dir = join(DIR, 'edge/constructed');
  const skip = !existsSync(dir);
  const read = (name: string, options: ReadOptions) => readPath(name, join(dir, name), { stamp: 'open', ...options });

  it.skipIf(skip)(`are all in this table${note}`, () => {
    expect(readdirSync(dir).filter((name) => name.endsWith('.csv'))).toEqual(Object.keys(CONSTRUCTED).sort());
  });

  it.skipIf(skip).each(Object.entries(CONSTRUCTED))(
    `%s is read right or says what is wrong${note}`,
    async (name, [options, rows, what]) => {
      const reading = read(name, options);
      if (rows === 0) {
        await expect(reading).rejects.toThrow(what);
        return;
      }
      const [loaded] = await reading;
      expect([loaded!.rows, loaded!.timeframe]).toEqual([rows, '1m']);
      if (what === 'same') expect(loaded!.columns).toEqual((await read('epoch_seconds.csv', {}))[0]!.columns);
    },
  );

  it.skipIf(skip)(`keep what the quality checks judge, and where it stands${note}`, async () => {
    const [missing] = await read('missing_values.csv', {});
    const holes = missing!.places.filter((_, row) =>
      ['open', 'high', 'low', 'close'].some((name) => Number.isNaN(missing!.columns[name]![row])),
    );
    expect(holes).toEqual([14, 15, 16].map((line) => `missing_values.csv, line ${line}`));
    const [negative] = await read('negative_low.csv', {});
    expect(negative!.places[negative!.columns['low']!.indexOf(-1.5)]).toBe('negative_low.csv, line 42');
    const [volumes] = await read('zero_and_empty_volume.csv', {});
    expect(volumes!.warnings).toEqual([
      'zero_and_empty_volume.csv: 1 empty volumes taken as 0, the first in zero_and_empty_volume.csv, line 33',
    ]);
  });

  it.skipIf(skip)(`of local times ask for their timezone${note}`, async () => {
    await expect(read('local_time_no_offset.csv', {})).rejects.toThrow('Expected a timezone for the times of local_time_no_offset.csv');
  });
});
