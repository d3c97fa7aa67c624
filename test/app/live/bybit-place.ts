import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { MINUTE } from '../../../engine/model/time.ts';
import { type BybitWorld, bybitWorld, KEY } from '../../venues/bybit/bybit-world.ts';
import { USDT_INSTRUMENTS } from '../../venues/bybit/listed.ts';
import type { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder, onetape } from '../in-process.ts';

/** Of this machine, whose clock a test turns. */
const { setTimeout: setRealTimeout } = globalThis;

const SERIES = ['BTCUSDT.BYBIT@1m', 'ETHUSDT.BYBIT@1m'] as const;
/** The id of the account at the fake. */
export const ACCOUNT = '24617703';
const PARAMS = { fast: 2, slow: 5 };

/** sma-cross on both. */
export const RUN = {
  strategies: [
    { strategy: 'sma-cross', id: 'btc', params: PARAMS, feeds: { asset: SERIES[0] } },
    { strategy: 'sma-cross', id: 'eth', params: PARAMS, feeds: { asset: SERIES[1] } },
  ],
  account: { cash: 1_000_000, currency: 'USDT', leverage: 10 },
  sizer: { model: 'fraction-of-equity', fraction: 0.00002 },
  costs: { fee: { model: 'percent', rate: 0.00055 } },
  risk: { maxDrawdown: 0.2, maxOrderNotional: 1_000 },
  liveFeed: 'bybit',
  broker: 'bybit-demo',
};

/** The same on one pair at spot, of which fees of purchases are taken in the coin. */
export const PAIR_RUN = {
  ...RUN,
  strategies: [{ strategy: 'sma-cross', id: 'sol', params: PARAMS, feeds: { asset: 'SOLUSDT-SPOT.BYBIT@1m' } }],
  account: { cash: 1_000_000, currency: 'USDT', type: 'cash' },
  costs: { fee: { model: 'in-kind', of: { model: 'percent', rate: 0.00055 } } },
};

/** A Bybit of this machine, and a folder in which command lines are typed. */
export interface Place {
  readonly bybit: BybitWorld<VirtualWall>;
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Milliseconds that pass at a time while a command runs: few, so that it can load what it runs. */
  pace: number;
}

/** Turns the clock so slowly that commands can load what they run, until something holds. */
export async function slowly(at: Place, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => void setRealTimeout(resolve, 2));
    await at.bybit.wall.pass(at.pace);
  }
}

/** A command line; the clock is turned for as long as it runs. */
export async function typed(at: Place, ...argv: readonly string[]): ReturnType<typeof onetape> {
  let isOver = false;
  const running = onetape(at.cwd, argv, at.env).finally(() => {
    isOver = true;
  });
  await slowly(at, () => isOver);
  return running;
}

/** A Bybit on which nothing goes wrong, and a folder with a run file and the history of its instruments, fetched from there. */
export async function prepared(run: typeof RUN | typeof PAIR_RUN = RUN): Promise<Place> {
  const instruments = run === RUN ? USDT_INSTRUMENTS.slice(0, 2) : USDT_INSTRUMENTS.slice(2);
  const bybit = await bybitWorld({ seed: 7, every: 2_000, chaos: 0, instruments });
  const { schedule, front } = bybit.world;
  schedule.rates = {};
  for (const turn of front.pending.splice(0)) turn();
  const env = {
    ONETAPE_BYBIT_LOCAL: bybit.baseUrl.replace('http://', ''),
    ONETAPE_SECRET_BYBIT_DEMO_KEY: KEY.key,
    ONETAPE_SECRET_BYBIT_DEMO_SECRET: KEY.secret,
  };
  const at = { bybit, cwd: folder({ 'run.json': run }), env, pace: 20 };
  await bybit.wall.pass(2_000);
  const { code, out } = await typed(at, 'data', 'fetch', ...instruments.map(({ id }) => `${id}@1m`), '--url', bybit.baseUrl);
  expect([code, out]).toEqual([0, expect.stringMatching(/^[-A-Z]+.BYBIT@1m {2}1,\d+ rows added\n/)]);
  return at;
}

/** A session for 25 minutes, from when so many streams are open; then it is told to stop. */
export async function played(at: Place, streams: number, ...argv: readonly string[]) {
  const { wall, server } = at.bybit;
  const [mode = ''] = argv;
  let isOver = false;
  const running = onetape(at.cwd, [...argv, '--quiet', '--json', 'result.json'], at.env).finally(() => {
    isOver = true;
  });
  await slowly(at, () => isOver || server.streams === streams);
  await wall.pass(25 * MINUTE);
  const session = readdirSync(join(at.cwd, '.onetape', 'sessions')).find((name) => name.startsWith(mode)) ?? '';
  expect((await typed(at, 'session', 'say', session, 'stop', 'flatten')).code).toBe(0);
  await slowly(at, () => isOver);
  const { code, err } = await running;
  expect([code, err]).toEqual([0, mode === 'live' ? expect.stringContaining('live without promotion: a test') : '']);
  const { fills, orders, roundTrips } = JSON.parse(readFileSync(join(at.cwd, 'result.json'), 'utf8')) as Record<
    'fills' | 'orders' | 'roundTrips',
    Record<string, string | null>[]
  >;
  return { session, fills, orders, roundTrips };
}
