import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesKeyOf } from '../../../data/series-key.ts';
import { block, minutes, newPath, open } from './fixture.ts';

const X = seriesKeyOf('X@1m');
const WINDOW = 32_768;
/** Minutes of which some lie in each of five windows. */
const begins = [1, 5, WINDOW - 1, WINDOW, WINDOW + 1, 3 * WINDOW, 3 * WINDOW + 9, 4 * WINDOW, 5 * WINDOW, 5 * WINDOW + 1];

describe('the rows of a source', () => {
  it('are those of the range, in whatever pieces and rings they are asked for', () => {
    const store = open();
    store.append(X, minutes(begins));
    const scene = fc.record({
      from: fc.nat(begins.length - 1),
      size: fc.integer({ min: 1, max: 4 }),
      ring: fc.constantFrom(-1, 3, 7, 15),
      passes: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(scene, ({ from, size, ring, passes }) => {
        const source = store.source(X, begins[from]! * 60_000, null);
        expect(source.rows).toBe(begins.length - from);
        const columns = { open: new Float64Array(16), times: new Float64Array(16) };
        for (let pass = 0; pass < passes; pass++) {
          const seen: number[] = [];
          for (let row = 1; row <= source.rows; row += size) {
            const end = Math.min(source.rows + 1, row + size);
            source.fill(row, end, columns, ring);
            for (let r = row; r < end; r++) {
              seen.push(columns.open[r & ring]!);
              expect(columns.times[r & ring]).toBe((columns.open[r & ring]! + 1) * 60_000);
            }
          }
          expect(seen).toEqual(begins.slice(from));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are read a chunk at a time, each once', () => {
    const store = open();
    store.append(X, minutes(begins));
    const source = store.source(X, null, null);
    const columns = { close: new Float64Array(16) };
    const reads: number[] = [];
    for (let row = 1; row <= source.rows; row++) {
      source.fill(row, row + 1, columns, -1);
      reads.push(store.chunksRead);
    }
    expect(reads).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 5, 5]);
  });

  it('of two sources do not disturb each other', () => {
    const store = open();
    store.append(X, minutes(begins));
    const sources = [store.source(X, null, null), store.source(X, null, null)];
    const seen: number[][] = [[], []];
    const columns = { open: new Float64Array(16) };
    for (let step = 0; step < 2 * begins.length; step++) {
      const k = step % 3 === 0 || seen[1]!.length === begins.length ? 0 : 1;
      const row = seen[k]!.length + 1;
      if (row > begins.length) continue;
      sources[k]!.fill(row, row + 1, columns, -1);
      seen[k]!.push(columns.open[row]!);
    }
    expect(seen).toEqual([begins, begins]);
  });

  it('stay what they were, whatever is written meanwhile', () => {
    const path = newPath();
    const [store, writer] = [open(path), open(path)];
    store.append(X, minutes(begins));
    const source = store.source(X, null, null);
    const columns = { open: new Float64Array(16) };
    source.fill(1, 3, columns, -1);
    writer.append(
      X,
      minutes(begins, () => 7),
      'replace',
    );
    writer.remove(X, 4 * WINDOW * 60_000, null);
    writer.vacuum();
    store.append(X, minutes([6 * WINDOW]));
    source.fill(3, 11, columns, -1);
    expect([...columns.open.subarray(1, 11)]).toEqual(begins);
    const now = store.source(X, null, null);
    now.fill(1, now.rows + 1, columns, -1);
    expect([...columns.open.subarray(1, now.rows + 1)]).toEqual([7, 7, 7, 7, 7, 7, 7, 6 * WINDOW]);
  });

  it('have the hash and the range of the moment at which the range was asked for', () => {
    const path = newPath();
    const [store, writer] = [open(path, {}), open(path)];
    store.append(X, minutes(begins));
    const range = store.range(X, 60_000, 5 * WINDOW * 60_000)!;
    const expected = [store.hash(X, 60_000, 5 * WINDOW * 60_000), store.load(X, 60_000, 5 * WINDOW * 60_000)];
    writer.append(
      X,
      minutes(begins, () => 7),
      'replace',
    );
    expect([range.hash(), range.load()]).toEqual(expected);
    expect([range.rows, range.source().rows, range.columns]).toEqual([8, 8, store.info(X)!.columns]);
    expect(store.range(X, null, null)!.hash()).toBe(store.hash(X, null, null));
    expect(store.range(seriesKeyOf('Y@1m'), null, null)).toBeUndefined();
  });

  it('have NaN for a column that the series does not have', () => {
    const store = open();
    const key = seriesKeyOf('A@custom');
    store.append(key, block(key, [[1, 1, 5]], ['score']));
    const columns = { score: new Float64Array(2), other: new Float64Array(2) };
    store.source(key, null, null).fill(1, 2, columns, -1);
    expect(columns).toEqual({ score: Float64Array.of(0, 5), other: Float64Array.of(0, Number.NaN) });
  });

  it('are none of a range without any, and of a series that is not there', () => {
    const store = open();
    store.append(X, minutes([1]));
    const source = store.source(X, 9e9, null);
    expect(source.rows).toBe(0);
    source.fill(1, 1, {}, -1);
    expect(() => source.fill(1, 2, { open: new Float64Array(2) }, -1)).toThrow('Expected a row of the source, but it was missing');
    expect(() => store.source(seriesKeyOf('Y@1m'), null, null)).toThrow('but it was "Y@1m"');
  });
});
