import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { HostileWorld } from '../../venues/hostile/hostile-world.ts';
import { folder, onetape } from '../in-process.ts';

const FIXTURE = fileURLToPath(new URL('fixture/', import.meta.url));
const places = globalThis as { calmVenue?: HostileWorld | undefined };

afterEach(() => {
  places.calmVenue?.close();
  places.calmVenue = undefined;
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A folder in which a live session was recorded on a venue that answers, until it had seen five orders. */
async function recorded(): Promise<{ readonly cwd: string; readonly session: string }> {
  const begin = Date.UTC(2026, 0, 5);
  const rows = Array.from({ length: 30 }, (_, k) => `${new Date(begin + k * 1_000).toISOString()},100,101,99,100,10`);
  const run = {
    strategy: join(FIXTURE, 'busy.ts'),
    feeds: { asset: { source: './history.csv', stamp: 'open', timeframe: '1s' } },
    instruments: { asset: { id: 'ALPHA', tickSize: 0.01, stepSize: 0.1 } },
    account: { cash: 1_000_000, leverage: 3 },
    risk: { maxDrawdown: 0.2, maxOrderNotional: 100_000 },
    broker: join(FIXTURE, 'calm-venue.ts'),
    liveFeed: join(FIXTURE, 'calm-venue.ts'),
  };
  const cwd = folder({ 'history.csv': ['time,open,high,low,close,volume', ...rows, ''].join('\n'), 'run.json': run });
  const flags = ['--real-money', '--account', 'HOSTILE-1', '--override', 'a test', '--quiet'];
  const running = onetape(cwd, ['live', 'run.json', ...flags]);
  for (let k = 0; k < 200 && places.calmVenue === undefined; k++) await wait(50);
  for (let k = 0; k < 200 && (places.calmVenue?.exchange.orders.length ?? 0) < 5; k++) await wait(100);
  const [session = ''] = readdirSync(join(cwd, '.onetape', 'sessions'));
  await onetape(cwd, ['session', 'say', session, 'stop', 'flatten']);
  expect((await running).code).toBe(0);
  return { cwd, session };
}

describe('a live session that was recorded', () => {
  it('is laid beside the simulator, calibrates it, and is a tape for other strategies', { timeout: 60_000 }, async () => {
    const { cwd, session } = await recorded();
    const { exchange } = places.calmVenue!;

    const laid = await onetape(cwd, ['replay', session, '--simulate', '--json', '-']);
    expect([laid.code, laid.err]).toEqual([0, '']);
    const { orders, both, onlyRecorded } = JSON.parse(laid.out);
    // What the recording says was filled is what the venue filled.
    expect(both + onlyRecorded).toBe(new Set(exchange.fills.map(({ clientId }) => clientId)).size);
    const total = orders.reduce((sum: number, { recordedQty }: { readonly recordedQty: number }) => sum + recordedQty, 0);
    expect(total).toBeCloseTo(
      exchange.fills.reduce((sum, { qty }) => sum + qty, 0),
      9,
    );

    const fit = await onetape(cwd, ['calibrate', session, '--least', '2', '--out', 'fit/costs.json', '--json', 'fit/all.json']);
    expect([fit.code, fit.err]).toEqual([0, '']);
    const { delays, delayed, isPaper } = JSON.parse(readFileSync(join(cwd, 'fit/all.json'), 'utf8'));
    expect([isPaper, delayed]).toEqual([false, false]);
    expect(delays.order.count).toBeGreaterThan(1);
    expect(delays.order.least).toBeGreaterThanOrEqual(0);
    expect(delays.response.least).toBeGreaterThanOrEqual(0);
    expect(fit.out).toContain('Delays are shorter than the bars on which orders are judged');
    const { costs } = JSON.parse(readFileSync(join(cwd, 'fit/costs.json'), 'utf8'));
    expect(costs.slippage.model).toBe('percent');

    const feed = [
      '--strategy',
      'sma-cross',
      '--param',
      'fast=2',
      '--param',
      'slow=5',
      '--feed',
      `asset=tape:${session}?speed=max`,
      '--quiet',
    ];
    const run = async (command: string): Promise<{ fills: { ts: string }[]; equity: { ts: string[] } }> => {
      const { code, err } = await onetape(cwd, [command, ...feed, '--json', `${command}.json`]);
      expect([code, err]).toEqual([0, '']);
      return JSON.parse(readFileSync(join(cwd, `${command}.json`), 'utf8'));
    };
    const [history, paper] = [await run('backtest'), await run('paper')];
    expect(paper.equity.ts).toEqual(history.equity.ts);
    // The bar that had begun when the session ended has an open, and no row: paper fills there, history does not know it.
    const more = paper.fills.slice(history.fills.length);
    expect(paper.fills.slice(0, history.fills.length)).toEqual(history.fills);
    expect(more.filter(({ ts }) => ts < history.equity.ts.at(-1)!)).toEqual([]);
  });
});
