import { seriesKeyOf } from '../../../data/series-key.ts';
import { MarketStore } from '../../../data/store/market-store.ts';
import { bars } from './endless.ts';

/** One of two processes that write at once: every other bar, one at a time: `node writing.ts store.db 0|1`. */
const store = new MarketStore(process.argv[2]!);
for (let k = Number(process.argv[3]); k < 200; k += 2) store.append(seriesKeyOf('X@1m'), bars(k, k + 1));
store.close();
