import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../data/hash.ts';

const sha = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Numbers as little-endian doubles. */
function bytes(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, k) => {
    view.setFloat64(8 * k, value, true);
  });
  return new Uint8Array(view.buffer);
}

const column = (...values: readonly number[]): Float64Array => Float64Array.of(Number.NaN, ...values);
const funding = (...rates: readonly number[]): Record<string, Float64Array> => ({
  times: column(...rates.map((_, k) => k)),
  rate: column(...rates),
});
const HOUR = 3_600_000;

describe('the content hash', () => {
  it('is sha256 over a line that names the columns and the hashes of the windows', () => {
    const times = [0, HOUR - 1, HOUR, 5 * HOUR];
    const [price, size, side] = [
      [1, 2, 3, 4],
      [10, 20, 30, 40],
      [1, -1, 0, 1],
    ] as const;
    const columns = { side: column(...side), times: column(...times), price: column(...price), size: column(...size) };
    const window = (from: number, to: number): Buffer =>
      sha(...[times, price, size, side].map((values) => bytes(...values.slice(from, to))));
    const line = '["onetape rows 1","trades","","times","price","size","side"]\n';
    expect(contentHash('trades', '', columns)).toBe(sha(line, window(0, 2), window(2, 3), window(3, 4)).toString('hex'));
  });

  it('of no rows is that of the line', () => {
    expect(contentHash('funding', '', funding())).toBe(sha('["onetape rows 1","funding","","times","rate"]\n').toString('hex'));
  });

  it('takes -0 for 0, and any NaN for the one NaN', () => {
    const odd = new Float64Array(new BigUint64Array([0n, 0x7ff8_dead_beef_0001n, 0xfff8_0000_0000_0000n]).buffer);
    expect(contentHash('funding', '', { times: column(0, 1), rate: odd })).toBe(
      contentHash('funding', '', funding(Number.NaN, Number.NaN)),
    );
    expect(contentHash('funding', '', funding(-0))).toBe(contentHash('funding', '', funding(0)));
    expect(contentHash('funding', '', funding(Number.NaN))).not.toBe(contentHash('funding', '', funding(0)));
  });

  it('tells kinds, lengths of bars and names of columns apart, and not how a length is written', () => {
    const bar = Object.fromEntries(['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'].map((name) => [name, column(1)]));
    const custom = (name: string): string => contentHash('custom', '', { knownAt: column(1), about: column(1), [name]: column(1) });
    const hashes = [
      contentHash('bars', '1h', bar),
      contentHash('bars', '2h', bar),
      contentHash('bars', '1M', bar),
      contentHash('bars', '100tick', bar),
      contentHash('bars', '100volume', bar),
      custom('a'),
      custom('b'),
      contentHash('funding', '', { times: column(1), rate: column(1) }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(contentHash('bars', '60m', bar)).toBe(hashes[0]);
  });

  it('does not hang on the order in which further columns are named', () => {
    const [known, a, b] = [column(1, 2), column(3, 4), column(5, 6)];
    expect(contentHash('custom', '', { b, knownAt: known, about: known, a })).toBe(
      contentHash('custom', '', { knownAt: known, about: known, a, b }),
    );
  });
});
