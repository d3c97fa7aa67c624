import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../data/read/bytes/byte-source.ts';
import { CsvTable } from '../../../data/read/csv/csv-table.ts';
import { FileReading } from '../../../data/read/file-reading.ts';
import { plansOf } from '../../../data/read/layout/plans-of.ts';
import type { ReadOptions } from '../../../data/read/open-file.ts';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { naiveBars } from './naive-csv.ts';
import { type Read, taken } from './read.ts';

/** Bytes that arrive in pieces of a size. */
function source(bytes: Buffer, size: number): ByteSource {
  return {
    name: 'x.csv',
    size: bytes.length,
    warnings: [],
    async *chunks() {
      for (let at = 0; at < bytes.length; at += size) yield { bytes: bytes.subarray(at, at + size), at: Math.min(at + size, bytes.length) };
    },
  };
}

/** What a text is read as; undefined where it is refused as a user expects it. Any other error is thrown. */
async function outcome(bytes: Buffer, size: number, options: ReadOptions): Promise<readonly Read[] | undefined> {
  try {
    const table = await CsvTable.open(source(bytes, size));
    return await Promise.all(
      plansOf(table, { path: 'x.csv', entry: undefined }, options).map((plan) => taken(new FileReading(table, plan, 0))),
    );
  } catch (error) {
    if ((error instanceof ConfigError || error instanceof DataError) && /^.*Expected .*, but it was ".*"/s.test(error.message))
      return undefined;
    throw error;
  }
}

/** One of some values, or nothing. */
const sometimes = <T>(nothing: number, ...values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: nothing, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: fc.constantFrom(...values) });

const options: fc.Arbitrary<ReadOptions> = fc
  .record({
    stamp: sometimes(1, 'open' as const, 'open' as const, 'close' as const),
    timezone: sometimes(2, 'UTC', '+02:00', 'America/New_York'),
    timeframe: sometimes(6, '1m', '1h', '1d', '1M'),
    kind: sometimes(20, ...(['bars', 'quotes', 'trades', 'funding', 'actions', 'custom'] as const)),
    dates: sometimes(2, 'dmy' as const, 'mdy' as const),
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));

const number = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }).map(String) },
  { weight: 8, arbitrary: fc.tuple(fc.nat({ max: 99_999 }), fc.nat({ max: 99_999 })).map(([a, b]) => `${a}.${b}`) },
  { weight: 4, arbitrary: fc.nat().map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'NaN',
      'null',
      '-1.5',
      '0',
      '-0',
      '1e5',
      ' 7 ',
      '1,234.5',
      '1,5',
      '.5',
      '5.',
      '12345678901234567890',
      '"8"',
      '"',
      'x',
      'Infinity',
      '0x10',
    ),
  },
);

const time = (k: number): fc.Arbitrary<string> => {
  const ts = Date.UTC(2020, 0, 30, 23, 0) + k * 60_000;
  const iso = new Date(ts).toISOString();
  return fc.oneof(
    { weight: 60, arbitrary: fc.constant(iso.replace('.000', '')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        iso,
        iso.slice(0, 16).replace('T', ' '),
        iso.slice(0, 10),
        String(ts),
        String(ts / 1000),
        '',
        'x',
        '31/12/2020',
      ),
    },
  );
};

const row = (k: number, columns: number): fc.Arbitrary<string[]> =>
  fc.tuple(time(k), fc.array(number, { minLength: columns, maxLength: columns })).map(([first, rest]) => [first, ...rest]);

const HEADS = [
  ['time', 'open', 'high', 'low', 'close', 'volume'],
  ['Time', 'Close', 'Open', 'Low', 'High'],
  ['time', 'volume', 'note', 'high', 'open', 'close', 'low'],
  ['open_time', 'open', 'high', 'low', 'close', 'close_time'],
  ['timestamp', 'bid', 'ask', 'bid_size', 'ask_size'],
  ['date', 'price', 'size', 'side'],
  ['time', 'type', 'value'],
  ['knownAt', 'ts', 'x'],
];

/** A text that looks like a file of market data, and here and there is none. */
const csvLike = fc
  .tuple(
    fc.constantFrom(...HEADS),
    fc.constantFrom(',', ';', '\t'),
    fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
    fc.constantFrom('', '\ufeff'),
    fc.boolean(),
  )
  .chain(([head, delimiter, end, mark, isTurned]) =>
    fc.array(fc.nat({ max: 40 }), { maxLength: 12 }).chain((steps) => {
      const times = steps.map((_, k) => k);
      return fc.tuple(...times.map((k) => row(isTurned ? times.length - k : k, head.length - 1))).map((rows) => {
        const lines = [head, ...rows].map((cells) => cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter));
        return Buffer.from(mark + lines.join(end) + (steps.length % 2 === 0 ? end : ''));
      });
    }),
  );

/** The same, cut or bent somewhere. */
const bent = fc
  .tuple(csvLike, fc.nat(), fc.nat({ max: 255 }), fc.constantFrom('cut', 'bend', 'double'))
  .map(([bytes, place, byte, how]) => {
    const at = place % Math.max(1, bytes.length);
    if (how === 'cut') return bytes.subarray(0, at);
    if (how === 'double') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)]);
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[at] = byte;
    return copy;
  });

const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

/** Compares bars with those of the naive reader where it knows the text. */
function compare(bytes: Buffer, read: Read, { stamp }: ReadOptions): boolean {
  const naive = naiveBars(bytes);
  if (read.kind !== 'bars' || naive === undefined || naive.labels.some(Number.isNaN)) return false;
  const { openTimes, times, open, high, low, close, volume } = read.columns as Record<string, Float64Array>;
  const ours = Array.from(open ?? [], (_, k) => [open![k]!, high![k]!, low![k]!, close![k]!, volume![k]!]);
  expect(ours).toEqual(naive.prices);
  const timeframe = parseTimeframe(read.timeframe)!;
  if (!('ms' in timeframe) || timeframe.ms > 86_400_000 || naive.labels.length === 0) return true;
  expect(Array.from(stamp === 'close' ? times! : openTimes!)).toEqual(
    naive.labels.map((label) => label + (stamp === 'close' && read.found.some((one) => one.includes('session dates')) ? timeframe.ms : 0)),
  );
  expect(Array.from(times!, (ts, k) => ts - openTimes![k]!)).toEqual(naive.labels.map(() => timeframe.ms));
  return true;
}

describe('any bytes', () => {
  it('are read right or refused with a sentence, however they arrive', { timeout: 240_000 }, async () => {
    let readings = 0;
    let compared = 0;
    const any = fc.oneof({ weight: 4, arbitrary: csvLike }, { weight: 4, arbitrary: bent }, { weight: 2, arbitrary: noise });
    await fc.assert(
      fc.asyncProperty(any, fc.integer({ min: 1, max: 400 }), options, async (bytes, size, given) => {
        const read = await outcome(bytes, size, given);
        if (read === undefined) return;
        readings++;
        for (const one of read) if (compare(bytes, one, given)) compared++;
        const whole = await outcome(bytes, 1_000_000, given);
        expect(whole?.map(({ columns, places }) => [columns, places])).toEqual(read.map(({ columns, places }) => [columns, places]));
      }),
      { numRuns: 10_000 },
    );
    expect(readings).toBeGreaterThan(1000);
    expect(compared).toBeGreaterThan(400);
  });
});
