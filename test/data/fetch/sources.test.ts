import { describe, expect, it } from 'vitest';
import { openSource } from '../../../data/fetch/sources.ts';
import { startBybit } from '../../venues/bybit-market/bybit.ts';
import { startBinance } from '../../venues/exchange/binance.ts';
import { Tape } from '../../venues/tape.ts';

const begin = Date.UTC(2024, 2, 1);
const trade = Tape.make('1h', begin, 3);
const now = (): number => begin + 86_400_000;

/** The ids that a venue lists. */
async function idsOf(venue: string, baseUrl: string): Promise<string[]> {
  const patience = { signal: new AbortController().signal, retries: 0, firstWait: 1, onWait: () => {} };
  const source = await openSource(venue, { baseUrl, patience, paced: false });
  expect(Math.abs(source.now() - now())).toBeLessThan(5000);
  return (await source.instruments()).map(({ id }) => id);
}

describe('a source lists what its venue has', () => {
  it('Bybit, category by category and page by page', async () => {
    const linear = Object.fromEntries(['ADAUSDT', 'BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'XRPUSDT'].map((name) => [name, { trade }]));
    const venue = await startBybit({ linear, inverse: { BTCUSD: { trade } }, spot: { BTCUSDT: { trade } }, now });
    expect(await idsOf('bybit', venue.url)).toEqual([...Object.keys(linear), 'BTCUSD', 'BTCUSDT-SPOT'].map((name) => `${name}.BYBIT`));
    await venue.close();
  });

  it('an exchange of ccxt, pairs and contracts', async () => {
    const venue = await startBinance({ spot: { BTCUSDT: trade }, linear: { BTCUSDT: { trade, mark: trade, funding: [] } }, now });
    expect(await idsOf('binance', venue.url)).toEqual(['BTCUSDT.BINANCE', 'BTCUSDT-PERP.BINANCE']);
    await venue.close();
  });
});
