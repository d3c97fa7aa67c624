import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { MINUTE } from '../../../engine/model/time.ts';
import { preload } from '../../contract/ccxt-fake.ts';
import { type WireTerms, type WireWorld, wireWorld } from '../../venues/generic-ccxt/wire-world.ts';
import type { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder, onetape } from '../in-process.ts';

/** Of this machine, whose clock a test turns. */
const { setTimeout: setRealTimeout } = globalThis;

/** An exchange of this machine, and a folder in which command lines are typed. */
export interface Place {
  readonly made: Pick<WireWorld<VirtualWall>, 'wall' | 'world' | 'close'> & Partial<WireWorld<VirtualWall>>;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** Turns the clock so slowly that commands can load what they run, until something holds. */
async function slowly({ made }: Place, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => void setRealTimeout(resolve, 2));
    await made.wall.pass(20);
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

/** sma-cross on each of some instruments, for quantities of about 20 units of money. */
export const runOf = (instruments: readonly Instrument[], feedOf: (instrument: Instrument) => unknown, venues: object) => ({
  strategies: instruments.map((one, k) => ({
    strategy: 'sma-cross',
    id: `s${k}`,
    params: { fast: 2, slow: 5 },
    feeds: { asset: feedOf(one) },
  })),
  account: { cash: 1_000_000, currency: instruments[0]!.settle, leverage: 10 },
  sizer: { model: 'fraction-of-equity', fraction: 0.00002 },
  costs: { fee: { model: 'percent', rate: 0.0005 } },
  risk: { maxDrawdown: 0.2, maxOrderNotional: 1_000 },
  ...venues,
});

/** A fake on which nothing goes wrong, and a folder with a run file and the history of its instruments, fetched from there. */
export async function prepared(
  [venue, broker]: readonly [string, string],
  shop: Pick<WireTerms, 'instruments' | 'terms' | 'manners'>,
  secrets: { readonly key: string; readonly secret: string },
): Promise<Place & { readonly made: WireWorld<VirtualWall> }> {
  await preload(venue);
  const made = await wireWorld({ ...shop, seed: 7, every: 1_000, chaos: 0 });
  const { schedule, front } = made.world;
  schedule.rates = {};
  for (const turn of front.pending.splice(0)) turn();
  const upper = (name: string): string => name.toUpperCase().replaceAll('-', '_');
  const env = {
    [`ONETAPE_${upper(venue)}_LOCAL`]: made.host,
    [`ONETAPE_SECRET_${upper(broker)}_KEY`]: secrets.key,
    [`ONETAPE_SECRET_${upper(broker)}_SECRET`]: secrets.secret,
  };
  const series = shop.instruments.map(({ id }) => `${id}@1m`);
  const run = runOf(shop.instruments, ({ id }) => `${id}@1m`, { liveFeed: venue, broker });
  const at = { made, cwd: folder({ 'run.json': run }), env };
  await made.wall.pass(2_000);
  const { code, out, err } = await typed(at, 'data', 'fetch', ...series, '--url', `http://${made.host}`);
  expect([code, err, out]).toEqual([0, '', expect.stringContaining('rows added')]);
  return at;
}

/** A session for half an hour from when it is at work; then it is told to stop, and comes out again. Returns its fills. */
export async function played(at: Place, isAtWork: () => boolean, ...argv: readonly string[]): Promise<readonly { instrument: string }[]> {
  const [mode = ''] = argv;
  let isOver = false;
  const running = onetape(at.cwd, [...argv, '--quiet', '--json', 'result.json'], at.env).finally(() => {
    isOver = true;
  });
  await slowly(at, () => isOver || isAtWork());
  if (isOver) throw new Error((await running).err);
  await at.made.wall.pass(30 * MINUTE);
  const session = readdirSync(join(at.cwd, '.onetape', 'sessions')).find((name) => name.startsWith(mode)) ?? '';
  expect((await typed(at, 'session', 'say', session, 'stop', 'flatten')).code).toBe(0);
  await slowly(at, () => isOver);
  const { code, err } = await running;
  expect([code, err]).toEqual([0, mode === 'live' ? expect.stringContaining('live without promotion: a test') : '']);
  const { fills, orders } = JSON.parse(readFileSync(join(at.cwd, 'result.json'), 'utf8')) as {
    fills: { instrument: string }[];
    orders: { status: string; reason: string | null }[];
  };
  // Among them all that would close what a stop protects: where that sets aside what it sells, it has to step back first.
  expect(orders.filter(({ status, reason }) => status === 'rejected' && reason === 'venue')).toEqual([]);
  const { code: same, out } = await typed(at, 'replay', session, '--verify');
  expect([same, out]).toEqual([0, expect.stringMatching(/the same again, \d+ steps and \d+ commands, byte for byte/)]);
  return fills;
}

/** What stands before an account trades with money. */
export const gate = (account: string): readonly string[] => [
  ...['--real-money', '--account', account, '--override', 'a test', '--emulate-exits'],
];
