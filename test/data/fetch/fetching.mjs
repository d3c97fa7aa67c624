/** A process of its own that fetches: `node fetching.mjs STORE KEY BASE_URL FROM`. Prints how many rows were added. */
import { createJiti } from 'jiti';

const [path, text, baseUrl, from] = process.argv.slice(2);
const jiti = createJiti(import.meta.url);
const [{ fetchSeries }, { seriesKeyOf }, { MarketStore }] = await Promise.all([
  jiti.import('../../../data/fetch/fetch-series.ts'),
  jiti.import('../../../data/series-key.ts'),
  jiti.import('../../../data/store/market-store.ts'),
]);
const store = new MarketStore(path);
const { added } = await fetchSeries({ key: seriesKeyOf(text), store, from: Number(from), to: null, baseUrl, firstWait: 1, paced: false });
store.close();
console.log(added);
