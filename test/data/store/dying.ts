import { seriesKeyOf } from '../../../data/series-key.ts';
import { MarketStore } from '../../../data/store/market-store.ts';
import { bars, ROWS } from './endless.ts';

/** A process that is killed while it imports, or fetches page by page: `node dying.ts import|fetch store.db`. */
const [, , what, path] = process.argv;
const store = new MarketStore(path!);
const key = seriesKeyOf('X@1m');
console.log('begins');
if (what === 'import') {
  const importing = store.import(key, { source: 'x.csv', identity: 'x.csv 1', batch: 50_000 });
  for (let at = importing.resumed.rows; at < ROWS; at += 20_000) importing.write(bars(at, Math.min(ROWS, at + 20_000)));
  console.log(`committed ${importing.commit().added}`);
} else {
  for (let at = Number(store.cursor(key) ?? 0); at < ROWS; at += 1000) {
    store.append(key, bars(at, at + 1000), 'fail', { cursor: String(at + 1000) });
  }
}
store.close();
