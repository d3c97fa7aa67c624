import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Merge } from '../../engine/feed/merge.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import { compareEvents, type Placed } from '../../engine/loop/order-of-events.ts';
import { BarSeries, barColumns } from '../../engine/model/series.ts';
import { partsOf, trader } from '../engine/world.ts';
import { tries } from '../tries.ts';
import { randomRun } from './random-run.ts';
import { walk } from './random-world.ts';

/** A table of bars as a file holds it: one row per instrument and time, in some order. */
interface FileRow {
  readonly id: string;
  readonly values: readonly number[];
}

const IDS = ['A', 'B', 'C'] as const;

function fileOf(seed: number): FileRow[] {
  return IDS.flatMap((id, k) => {
    const { openTimes, times, open, high, low, close, volume } = walk(seed + k, 50, 3_600_000);
    return Array.from({ length: 50 }, (_, r) => ({
      id,
      values: [openTimes, times, open, high, low, close, volume].map((column) => column[r + 1]!),
    }));
  });
}

/** Reads such a table: each instrument's rows by time, whatever the order among instruments. */
function read(rows: readonly FileRow[], id: string): BarSeries {
  const own = rows.filter((row) => row.id === id);
  const columns = barColumns(own.length);
  own.forEach(({ values }, r) => {
    [columns.openTimes, columns.times, columns.open, columns.high, columns.low, columns.close, columns.volume].forEach((column, k) => {
      column[r + 1] = values[k]!;
    });
  });
  return new BarSeries(id, columns);
}

function hashOf(rows: readonly FileRow[], construction: readonly string[]): string {
  const series = Object.fromEntries(construction.map((id) => [id, read(rows, id)]));
  const feeds = { a: series['A']!, b: series['B']!, c: series['C']! };
  const traders = [
    trader(feeds, (ctx) => ({
      onBar: (bars) => void (ctx.random() < 0.3 && ctx.buy(bars, { size: { fraction: 0.3, at: 'fill' }, stopLoss: { pct: 0.03 } })),
      onSlice: () => void (ctx.random() < 0.2 && ctx.close(ctx.feeds.b)),
    })),
  ];
  return fingerprint(runBacktest(partsOf(traders, { fee: { model: 'percent', rate: 0.001 } })));
}

describe('the same run', () => {
  it('has one fingerprint however often it is run', () => {
    const hashes = new Set(Array.from({ length: 5 }, () => fingerprint(randomRun(7))));
    expect(hashes.size).toBe(1);
    expect([...hashes][0]).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(randomRun(8))).not.toBe([...hashes][0]);
  });

  it('has the same fingerprint in worker threads', async () => {
    const here = fingerprint(randomRun(7));
    const code = `
      const { createJiti } = require('jiti');
      const { parentPort, workerData } = require('node:worker_threads');
      const jiti = createJiti(workerData.base + '/x.js', { fsCache: false });
      jiti.import('./random-run.ts').then(({ hashOfRandomRun }) => parentPort.postMessage([hashOfRandomRun(7), hashOfRandomRun(7)]));`;
    const there = await new Promise<readonly string[]>((resolve, reject) => {
      const worker = new Worker(code, { eval: true, workerData: { base: import.meta.dirname } });
      worker.once('message', resolve).once('error', reject);
    });
    expect(there).toEqual([here, here]);
  });

  it('has the same fingerprint when rows of one time come in another order, and series are made in another', () => {
    const permuted = fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
      fc.shuffledSubarray([...IDS], { minLength: 3 }),
      (seed, stream, order) => {
        const rows = fileOf(seed);
        const shuffled = rows
          .map((row) => ({ row, ts: row.values[1]!, luck: stream.next().value as number }))
          .sort((a, b) => a.ts - b.ts || a.luck - b.luck)
          .map(({ row }) => row);
        expect(hashOf(shuffled, order)).toBe(hashOf(rows, IDS));
      },
    );
    fc.assert(permuted, tries(40, 5));
  });
});

describe('the merge of any series', () => {
  const tapes = fc.array(
    fc.record({
      /** Rows as gap before, and length, in minutes: so that closes and opens of different series often meet. */
      rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 })), { minLength: 0, maxLength: 12 }),
      waits: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it('is the order in which compareEvents sorts closes and opens', () => {
    const sorted = fc.property(tapes, (drawn) => {
      const expected: Placed[] = [];
      const series = drawn.map(({ rows, waits }, feed) => {
        const columns = barColumns(rows.length);
        let ts = 0;
        rows.forEach(([gap, length], r) => {
          columns.openTimes[r + 1] = ts + gap;
          ts += gap + length;
          columns.times[r + 1] = ts;
          columns.open[r + 1] = length;
          // An open is an event only where it means something to an order; here, where the price is not 1.
          if (waits && length > 1) expected.push({ kind: 'open', ts: columns.openTimes[r + 1]!, feed, seq: r });
          expected.push({ kind: 'close', ts, feed, seq: r });
        });
        const one = new BarSeries(`S${feed}`, columns);
        one.index = one.instrument = feed;
        one.executes = true;
        return one;
      });
      const instruments = Int32Array.from(drawn.flatMap(({ waits }, feed) => (waits ? [feed] : [])));
      // The waiting instruments are told in any order: the batch is in the declared one.
      instruments.reverse();
      const waiting = { instruments, count: instruments.length, stirs: (_: number, open: number) => open > 1 };
      const merge = new Merge(series, waiting);
      const met: Placed[] = [];
      while (merge.next()) {
        for (let k = 0; k < merge.count; k++) {
          const one = merge.moved[k]!;
          met.push({ kind: merge.moment, ts: merge.ts, feed: one.index, seq: one.row });
          if (merge.moment === 'close') one.row++;
        }
      }
      expect(met).toEqual(expected.sort(compareEvents));
    });
    fc.assert(sorted, tries(1_000, 4));
  });
});
