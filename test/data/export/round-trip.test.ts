import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Block, COLUMNS, type SeriesKind } from '../../../data/block.ts';
import { exportSeries } from '../../../data/export/export-series.ts';
import { type ExportFormat, fileNameOf } from '../../../data/export/format.ts';
import { openFile } from '../../../data/read/open-file.ts';
import type { SeriesKey } from '../../../data/series-key.ts';
import { seriesOf } from './series.ts';

const dir = mkdtempSync(join(tmpdir(), 'round-trip-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Any double but the negative zero, which every reader takes for zero, as hashes do. */
const anyNumber = fc.double({ noDefaultInfinity: true }).map((value) => value + 0);
const price = fc.oneof(
  fc.integer({ min: 1, max: 10_000_000 }).map((ticks) => ticks / 100),
  fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
);
const size = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.double({ min: 0, max: 1e12, noNaN: true }).map((value) => value + 0),
);
/** A step between times: whole milliseconds, or a fraction of one. */
const wait = fc.oneof(
  fc.integer({ min: 0, max: 100_000_000 }),
  fc.integer({ min: 1, max: 4096 }).map((part) => part / 4096),
);
const begin = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2030, 0, 1) });

/** Rows of numbers behind a time that never goes back; `least` is the least step. */
function timed(numbers: readonly fc.Arbitrary<number>[], least = 0): fc.Arbitrary<number[][]> {
  const row = fc.tuple(wait, fc.tuple(...numbers));
  return fc.tuple(begin, fc.array(row, { minLength: 1, maxLength: 30 })).map(([from, rows]) => {
    let ts = from;
    return rows.map(([step, values]) => {
      ts += Math.max(step, least);
      return [ts, ...values];
    });
  });
}

const maybe = (of: fc.Arbitrary<number>): fc.Arbitrary<number> => fc.oneof(of, fc.constant(Number.NaN));

/** Bars as they may be, each of a length of its own; seconds less a millisecond are how some venues write whole seconds. */
const length = fc.integer({ min: 1, max: 86_400_000 }).filter((ms) => ms % 1000 !== 999);
const bars = timed([length, price, price, price, price, size], 86_400_000).map((rows) =>
  rows.map(([from = 0, length = 0, a = 0, b = 0, c = 0, d = 0, volume = 0]) => {
    const [low = 0, open = 0, close = 0, high = 0] = [a, b, c, d].sort((x, y) => x - y);
    return [from, from + length, open, high, low, close, volume];
  }),
);

const KINDS: readonly (readonly [SeriesKind, readonly string[], fc.Arbitrary<number[][]>])[] = [
  ['bars', COLUMNS.bars, bars],
  [
    'quotes',
    [...COLUMNS.quotes, 'bid2', 'ask2', 'bidSize2', 'askSize2'],
    timed([maybe(price), maybe(price), maybe(size), maybe(size), maybe(price), maybe(price), maybe(size), maybe(size)]),
  ],
  ['trades', COLUMNS.trades, timed([price, size, fc.constantFrom(-1, 0, 1)])],
  ['funding', COLUMNS.funding, timed([fc.double({ min: -1, max: 1, noNaN: true }).map((rate) => rate + 0)], 1)],
  ['actions', COLUMNS.actions, timed([fc.constantFrom(1, 2, 3), price], 1)],
  ['custom', ['knownAt', 'about', 'score', 'fast MA, "x"'], timed([begin, maybe(anyNumber), maybe(anyNumber)])],
];

const FORMATS: readonly (readonly [string, ExportFormat])[] = [
  ['csv', 'csv'],
  ['csv.gz', 'csv'],
  ['parquet', 'parquet'],
  ['json', 'json'],
  ['json.gz', 'json-rows'],
];

async function readBack(path: string) {
  const reading = await openFile(path, path, {});
  const rows: number[][] = [];
  for await (const block of reading.blocks()) {
    const columns = Object.entries(block.columns);
    for (let row = 0; row < block.rows; row++) rows.push(columns.map(([, column]) => column[row]!));
  }
  const { kind, instrument, timeframe, price } = reading;
  return { key: { kind, instrument, timeframe, price }, rows };
}

describe.each(KINDS)('what is exported of %s', (kind, columns, rows) => {
  const key: SeriesKey = { kind, instrument: 'ABC.X', timeframe: kind === 'bars' ? '1d' : '', price: kind === 'bars' ? 'mid' : 'trade' };

  it.each(FORMATS)('as %s is read back bit for bit, without options', async (ending, format) => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const path = join(dir, fileNameOf(key, format).replace(/\.\w+$/, `.${ending}`));
        const half = Math.floor(given.length / 2);
        await exportSeries(seriesOf(kind, columns, [given.slice(0, half), given.slice(half)], key), path, { format });
        expect(await readBack(path)).toEqual({ key, rows: given });
      }),
      { numRuns: 25 },
    );
  });
});

const EXTERNAL = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';

describe('what is exported of real data', () => {
  it
    .skipIf(!existsSync(EXTERNAL))
    .each([
      'bars/equity/AAPL_1d_trade.csv',
      'quotes/crypto/BTCUSDT_binance_usdm_bookticker_20240808.csv.gz',
      'trades/crypto/XRPETH_binance_trades_20191011.csv.gz',
      'funding/XRPUSDTPERP_binance_funding_202111.csv',
    ])(`from %s is read back bit for bit in every format${existsSync(EXTERNAL) ? '' : ` (skipped: no ${EXTERNAL})`}`, async (name) => {
    const reading = await openFile(name, join(EXTERNAL, name), {});
    const blocks: Block[] = [];
    for await (const block of reading.blocks()) blocks.push(block);
    const { kind, timeframe, price } = reading;
    const key: SeriesKey = { kind, instrument: 'ABC.X', timeframe, price };
    const columns = Object.keys(blocks[0]!.columns);
    const hash = hashOf(columns, blocks);
    for (const [ending, format] of FORMATS) {
      const path = join(dir, fileNameOf(key, format).replace(/\.\w+$/, `.${ending}`));
      await exportSeries({ key, columns, blocks: () => blocks }, path, { format });
      const back = await openFile(path, path, {});
      const again: Block[] = [];
      for await (const block of back.blocks()) again.push(block);
      expect([ending, back.timeframe, hashOf(columns, again)]).toEqual([ending, timeframe, hash]);
    }
  });
});

/** The bytes of columns, whatever the blocks they come in. */
function hashOf(columns: readonly string[], blocks: readonly Block[]): string {
  const hash = createHash('sha256');
  for (const name of columns) for (const block of blocks) hash.update(new Uint8Array(block.columns[name]!.slice().buffer));
  return hash.digest('hex');
}
