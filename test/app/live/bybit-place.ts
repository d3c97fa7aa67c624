import { expect } from 'vitest';
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
export async function prepared(): Promise<Place> {
  const bybit = await bybitWorld({ seed: 7, every: 2_000, chaos: 0, instruments: USDT_INSTRUMENTS.slice(0, 2) });
  const { schedule, front } = bybit.world;
  schedule.rates = {};
  for (const turn of front.pending.splice(0)) turn();
  const env = {
    ONETAPE_BYBIT_LOCAL: bybit.baseUrl.replace('http://', ''),
    ONETAPE_SECRET_BYBIT_DEMO_KEY: KEY.key,
    ONETAPE_SECRET_BYBIT_DEMO_SECRET: KEY.secret,
  };
  const at = { bybit, cwd: folder({ 'run.json': RUN }), env, pace: 20 };
  await bybit.wall.pass(2_000);
  const { code, out } = await typed(at, 'data', 'fetch', ...SERIES, '--url', bybit.baseUrl);
  expect([code, out]).toEqual([0, expect.stringMatching(/^BTCUSDT.BYBIT@1m {2}1,\d+ rows added\n/)]);
  return at;
}
