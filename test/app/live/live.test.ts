import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../app/main.ts';
import type { HostileWorld } from '../../venues/hostile/hostile-world.ts';

const FIXTURE = fileURLToPath(new URL('fixture/', import.meta.url));
const places = globalThis as { calmVenue?: HostileWorld | undefined };

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'onetape-live-'));
  const begin = Date.UTC(2026, 0, 5);
  const rows = Array.from({ length: 30 }, (_, k) => `${new Date(begin + k * 1_000).toISOString()},100,101,99,100,10`);
  writeFileSync(join(cwd, 'history.csv'), ['time,open,high,low,close,volume', ...rows, ''].join('\n'));
  const asset = { source: './history.csv', stamp: 'open', timeframe: '1s' };
  const run = {
    strategy: join(FIXTURE, 'busy.ts'),
    feeds: { asset },
    instruments: { asset: { id: 'ALPHA', tickSize: 0.01, stepSize: 0.1 } },
    account: { cash: 1_000_000, leverage: 3 },
    risk: { maxDrawdown: 0.2, maxOrderNotional: 100_000 },
    broker: join(FIXTURE, 'calm-venue.ts'),
    liveFeed: join(FIXTURE, 'calm-venue.ts'),
  };
  writeFileSync(join(cwd, 'run.json'), JSON.stringify(run));
});

afterEach(() => {
  places.calmVenue?.close();
  places.calmVenue = undefined;
  rmSync(cwd, { recursive: true, force: true });
});

/** A command line as a user types it; resolves to its exit code and what it printed. */
async function onetape(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const stdout = { write: (text: string | Uint8Array) => (out += text) };
  const stderr = { write: (text: string) => (err += text) };
  const code = await main(argv, { stdout, stderr, cwd, env: {}, isTTY: false, open() {} });
  return { code, out, err };
}

const sessionsOf = (): string[] => readdirSync(join(cwd, '.onetape', 'sessions'));
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets a session run until the venue has seen so many orders, then asks it to stop. */
async function stopAfter(orders: number, session: string): Promise<void> {
  for (let k = 0; k < 200 && (places.calmVenue?.exchange.orders.length ?? 0) < orders; k++) await wait(100);
  expect((await onetape('session', 'say', session, 'stop', 'flatten')).code).toBe(0);
}

describe('onetape live', () => {
  it('does not trade an account whose id is another, nor a strategy that was not promoted', async () => {
    const { code, err } = await onetape('live', 'run.json', '--real-money', '--account', 'SOMEONE', '--quiet');
    expect([code, err]).toEqual([
      3,
      expect.stringContaining('Expected the id of the account at hostile, "HOSTILE-1", but it was "SOMEONE"'),
    ]);
    expect(err).toContain('Expected a backtest of this very strategy that was promoted (onetape promote RUN_ID), but there was none');
    expect(places.calmVenue!.exchange.orders).toHaveLength(0);
  });

  it('trades, stops flat with nothing resting, and comes out again byte for byte', { timeout: 60_000 }, async () => {
    const flags = ['--real-money', '--account', 'HOSTILE-1', '--override', 'a test', '--quiet', '--json', 'live.json'];
    const running = onetape('live', 'run.json', ...flags);
    for (let k = 0; k < 200 && places.calmVenue === undefined; k++) await wait(50);
    await wait(500);
    const [session = ''] = sessionsOf();
    await stopAfter(4, session);
    const { code, err } = await running;
    expect([code, err]).toEqual([0, expect.stringContaining('live without promotion: a test')]);
    const { exchange } = places.calmVenue!;
    expect(exchange.orders.filter(({ isOpen }) => isOpen)).toEqual([]);
    const { out, code: verified } = await onetape('replay', session, '--verify');
    expect([verified, out]).toEqual([0, expect.stringMatching(/the same again, \d+ steps and \d+ commands, byte for byte/)]);
  });
});
