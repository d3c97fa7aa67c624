import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { seriesKeyOf } from '../../../data/series-key.ts';
import { MarketStore } from '../../../data/store/market-store.ts';
import { startBybit } from '../../venues/bybit-market/bybit.ts';
import { startBinance } from '../../venues/exchange/binance.ts';
import type { Loopback } from '../../venues/loopback.ts';
import { Tape } from '../../venues/tape.ts';
import { IntoStore, linesOf, rowsOf } from './into-store.ts';

/** How often a fetch is killed at each venue; FETCH_KILLS sets another number. */
const KILLS = Number(process.env['FETCH_KILLS'] ?? 5);

const BEGIN = Date.parse('2024-03-01T00:00Z');
/** So many rows that no run comes to the end before it is killed. */
const tape = Tape.make('1m', BEGIN, 2000 + KILLS * 1000, [[1000, 1900]]);
/** A venue whose pages are short. */
const habits = { cap: 40 };
const now = (): number => BEGIN + 400 * 86_400_000;

const script = fileURLToPath(new URL('./fetching.mjs', import.meta.url));

const venues: readonly (readonly [text: string, start: () => Promise<Loopback>])[] = [
  ['BTCUSDT.BYBIT@1m', () => startBybit({ linear: { BTCUSDT: { trade: tape } }, now, habits })],
  ['BTCUSDT.BINANCE@1m', () => startBinance({ spot: { BTCUSDT: tape }, now, habits })],
];

/** Resolves once the venue has been asked for bars so many times more. */
async function afterRequests(venue: Loopback, count: number): Promise<void> {
  const bars = (): number => venue.asked.filter(({ path }) => path.includes('kline')).length;
  for (const enough = bars() + count; bars() < enough; ) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function ended(child: ChildProcess): Promise<string> {
  let said = '';
  child.stdout!.on('data', (data: Buffer) => {
    said += String(data);
  });
  await once(child, 'close');
  return said.trim();
}

describe('a fetch that is killed at any moment', () => {
  for (const [text, start] of venues) {
    it(`leaves a store that opens, without a gap or a row too many, and goes on to the end: ${text}, ${KILLS} times`, async () => {
      using into = new IntoStore();
      into.store.close();
      const venue = await start();
      const truth = linesOf(tape.bars, '1m');
      const run = (): ChildProcess =>
        spawn(process.execPath, [script, into.path, text, venue.url, String(BEGIN)], { stdio: ['ignore', 'pipe', 'inherit'] });
      const read = (): string[] => {
        const store = new MarketStore(into.path);
        const rows = rowsOf(store, seriesKeyOf(text));
        store.close();
        return rows;
      };
      let before = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const child = run();
        const said = ended(child);
        await afterRequests(venue, 1 + Math.floor(Math.random() * 25));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 12));
        child.kill('SIGKILL');
        expect(await said).toBe('');
        const rows = read();
        expect(rows.length).toBeGreaterThanOrEqual(before);
        expect(rows).toEqual(truth.slice(0, rows.length));
        before = rows.length;
      }
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(truth.length);
      expect(await ended(run())).toBe(String(truth.length - before));
      expect(read()).toEqual(truth);
      await venue.close();
    }, 600_000);
  }
});
