import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChunk, writeChunk } from '../../../data/store/chunk.ts';
import { COLUMN_HEAD, FORM, HEAD } from '../../../data/store/layout.ts';
import type { Column } from '../../../engine/model/series.ts';

const bits = (values: Column): string => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
const plain = (values: Column): Column => Float64Array.from(values, (value) => (Number.isNaN(value) ? Number.NaN : value));

function back(bytes: Buffer, columns: readonly Column[]): readonly Column[] {
  return readChunk(bytes, columns.length)!.map((reader) => {
    const out = new Float64Array(columns[0]!.length);
    reader.read(0, out.length, out, 0);
    return out;
  });
}

/** How the columns of a chunk are written: `delta 2` is a delta of two bytes a row. */
const forms = (...columns: readonly Column[]): string[] => {
  const bytes = writeChunk(columns);
  expect(back(bytes, columns).map(bits)).toEqual(columns.map(plain).map(bits));
  return columns.map((_, k) => {
    const at = HEAD + COLUMN_HEAD * k;
    const form = Object.entries(FORM).find(([, number]) => number === bytes[at])![0];
    return form === 'raw' || form === 'same'
      ? form
      : `${form} ${bytes[at + 1]}${bytes[at + 4] === 0 ? '' : ` but ${bytes[at + 4]}`}${bytes[at + 12] === 0 ? '' : `, ${bytes[at + 12]} strays`}`;
  });
};
const form = (values: readonly number[]): string => forms(Float64Array.from(values))[0]!;
/** Numbers from 0 up to, not including, `most`, without a pace. */
const scatter = (k: number, most: number): number => (Math.imul(k + 1, 2_654_435_769) >>> 7) % most;
const many = (make: (k: number) => number): number[] => Array.from({ length: 500 }, (_, k) => make(k));

describe('a column is written in the fewest bytes that give it back', () => {
  it.each([
    ['one value', many(() => 0.1), 'frame 0'],
    ['nothing but NaN', many(() => Number.NaN), 'frame 0'],
    ['times at an even pace', many((k) => 1_577_836_800_000 + k * 60_000), 'delta 0'],
    ['times with a gap', many((k) => k * 60_000 + (k < 300 ? 0 : 63_000_000)), 'delta 0 but 1'],
    ['whole numbers up to 254', many((k) => scatter(k, 255)), 'frame 1'],
    ['whole numbers up to 255, as the highest means NaN', many((k) => (k < 256 ? 255 - k : scatter(k, 255))), 'frame 1 but 1'],
    ['prices of two decimals that wander', many((k) => (900_000 + k * 5 + scatter(k, 100)) / 100), 'delta 1'],
    ['sizes of eight decimals', many((k) => (1e12 + scatter(k, 30_000_000) * 30_011) / 1e8), 'frame 5'],
    ['prices below zero', many((k) => (scatter(k, 200) - 3763) / 100), 'frame 1'],
    ['a side that is absent now and then', many((k) => (k % 3 === 0 ? Number.NaN : (10_000 + scatter(k, 250)) / 100)), 'frame 1'],
    ['full precision', many((k) => Math.sqrt(k + 2)), 'raw'],
    ['values of more digits, a few', many((k) => (k % 100 === 3 ? 1 / 3 : scatter(k, 200) / 100)), 'frame 1, 5 strays'],
    ['an infinite value', many((k) => (k === 3 ? Number.POSITIVE_INFINITY : 1)), 'frame 0 but 1, 1 strays'],
    ['-0 among zeros', many((k) => (k === 3 ? -0 : 0)), 'frame 0 but 1, 1 strays'],
    ['the smallest double', many((k) => (k === 3 ? 5e-324 : 0)), 'frame 0 but 1, 1 strays'],
    ['many -0', many((k) => (k % 9 === 3 ? -0 : 0)), 'raw'],
    ['doubles beyond whole numbers', many((k) => 2 ** 53 + 2 * k), 'raw'],
  ])('%s', (_, values, expected) => {
    expect(form(values)).toBe(expected);
  });

  it('a bar that ends a minute after it begins costs nothing more', () => {
    const begins = Float64Array.from(many((k) => k * k * 60_000));
    expect(
      forms(
        begins,
        begins.map((ts) => ts + 60_000),
      )[1],
    ).toBe('same');
  });

  it('one row and many, of whatever values', () => {
    for (const value of [0, -0, Number.NaN, 1e300, -5e-324, Number.NEGATIVE_INFINITY, 0.1 + 0.2]) form([value]);
  });
});

const ROWS = 130;
const listOf = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: ROWS, maxLength: ROWS });
const decimals = fc
  .tuple(fc.constantFrom(1, 10, 100, 1e4, 1e8), listOf(fc.integer({ min: -70_000, max: 70_000 })))
  .map(([den, whole]) => whole.map((value) => value / den));
const steps = fc.tuple(fc.integer({ min: -1e12, max: 1e12 }), listOf(fc.constantFrom(0, 1, 1, 1, 60_000, 1e9, -5))).map(([start, pace]) => {
  let sum = start;
  return pace.map((step) => {
    sum += step;
    return sum;
  });
});
const odd = fc.oneof(fc.double(), fc.constantFrom(-0, 0, Number.NaN, 254, 255, 256, 65_534, 65_535, 2 ** 50));
const holes = fc.tuple(fc.oneof(decimals, steps), fc.array(fc.tuple(fc.nat(ROWS - 1), odd), { maxLength: 4 })).map(([values, others]) => {
  for (const [k, value] of others) values[k] = value;
  return values;
});
const column = fc.oneof(decimals, steps, listOf(odd), holes).map((values) => Float64Array.from(values));

describe('a chunk', () => {
  it('gives back any columns bit for bit, any NaN as the one NaN', () => {
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 5 }), (columns) => {
        expect(back(writeChunk(columns), columns).map(bits)).toEqual(columns.map(plain).map(bits));
      }),
      { numRuns: 500 },
    );
  });

  it('is read in pieces, forward, with holes and again', () => {
    const cut = fc.array(fc.nat(ROWS), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(column, cut, (values, cuts) => {
        const [reader] = readChunk(writeChunk([values]), 1)!;
        for (let k = 1; k < cuts.length; k++) {
          const [from, to] = [cuts[k - 1]!, cuts[k]!].sort((a, b) => a - b) as [number, number];
          const out = new Float64Array(to - from + 3);
          reader!.read(from, to, out, 2);
          expect(bits(out)).toBe(bits(Float64Array.from([0, 0, ...plain(values.slice(from, to)), 0])));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of more rows than are read at a time is whole', () => {
    const rows = 9000;
    const values = Float64Array.from({ length: rows }, (_, k) => (k % 2048 === 2047 ? 1e6 : scatter(k, 200) / 100));
    const times = Float64Array.from({ length: rows }, (_, k) => k * 1000 + (k > 4096 ? 1e12 : 0));
    expect(forms(times, values)).toEqual(['delta 0 but 1', 'frame 1 but 4']);
  });

  it('says so where a byte is not as it was written', () => {
    const bytes = writeChunk([Float64Array.of(1, 2, 3.5)]);
    for (let k = 0; k < bytes.length; k++) {
      const broken = Buffer.from(bytes);
      broken[k]! ^= 1;
      expect([k, readChunk(broken, 1)]).toEqual([k, undefined]);
    }
    expect(readChunk(bytes.subarray(0, 40), 1)).toBeUndefined();
  });
});
