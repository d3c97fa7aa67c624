import { seriesKeyOf } from '../../../data/series-key.ts';
import { MarketStore } from '../../../data/store/market-store.ts';

/** Appends bars of full precision to a store until it refuses; says how many it has, and why it went no further. */
const store = new MarketStore(process.argv[2]!);
const key = seriesKeyOf('X@1m');
let rows = 0;
try {
  for (; ; rows += 1000) {
    const column = (value: (k: number) => number): Float64Array => Float64Array.from({ length: 1000 }, (_, k) => value(rows + k));
    const price = column((k) => Math.sqrt(k + 2));
    const openTimes = column((k) => k * 60_000);
    const times = column((k) => (k + 1) * 60_000);
    store.append(key, { rows: 1000, columns: { openTimes, times, open: price, high: price, low: price, close: price, volume: price } });
  }
} catch (error) {
  console.log(`rows ${rows}: ${(error as Error).message}`);
}
