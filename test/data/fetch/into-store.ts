import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchOptions, FetchReport } from '../../../data/fetch/fetch-options.ts';
import { fetchSeries } from '../../../data/fetch/fetch-series.ts';
import { type SeriesKey, seriesKeyOf } from '../../../data/series-key.ts';
import { MarketStore } from '../../../data/store/market-store.ts';
import { barEnd, parseTimeframe } from '../../../engine/model/timeframe.ts';
import type { TapeBar } from '../../venues/tape.ts';

/** What a test says of a fetch: all there is and without waiting, unless it says otherwise. */
export type Wish = Omit<FetchOptions, 'key' | 'store' | 'from' | 'to'> & { readonly from?: number | null; readonly to?: number | null };

/** A store in a folder of its own, into which tests fetch. */
export class IntoStore {
  readonly #dir = mkdtempSync(join(tmpdir(), 'onetape-fetch-'));
  readonly path = join(this.#dir, 'store.db');
  readonly store = new MarketStore(this.path);

  fetch(text: string, wish: Wish): Promise<FetchReport> {
    return fetchSeries({ from: null, to: null, firstWait: 1, paced: false, key: seriesKeyOf(text), store: this.store, ...wish });
  }

  /** The rows of a series as they stand in the store, a line each: its columns in their order, every number in full. */
  rows(text: string): string[] {
    return rowsOf(this.store, seriesKeyOf(text));
  }

  [Symbol.dispose](): void {
    this.store.close();
    rmSync(this.#dir, { recursive: true });
  }
}

/** The rows of a series of a store, a line each. */
export function rowsOf(store: MarketStore, key: SeriesKey): string[] {
  const loaded = store.load(key, null, null);
  if (loaded === undefined) return [];
  const columns = Object.values(loaded.columns);
  return Array.from({ length: loaded.rows }, (_, k) => columns.map((column) => column[k + 1]).join(' '));
}

/** What the store is to hold of a venue's bars: the same numbers, and when each bar closes. */
export function linesOf(bars: readonly TapeBar[], timeframe: string): string[] {
  const frame = parseTimeframe(timeframe)!;
  return bars.map(([time, ...values]) => [time, barEnd(frame, time), ...values.map(Number)].join(' '));
}
