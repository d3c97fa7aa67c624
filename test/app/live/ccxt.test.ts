import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../../app/brokers/native/ccxt.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { MINUTE } from '../../../engine/model/time.ts';
import { preload } from '../../contract/ccxt-fake.ts';
import { binanceUsdm, PERPETUALS } from '../../venues/binance/binance-world.ts';
import { KEY as BINANCE_KEY } from '../../venues/binance/signature.ts';
import { type WireTerms, type WireWorld, wireWorld } from '../../venues/generic-ccxt/wire-world.ts';
import type { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder, onetape } from '../in-process.ts';

/** Of this machine, whose clock a test turns. */
const { setTimeout: setRealTimeout } = globalThis;

interface Place {
  readonly made: WireWorld<VirtualWall>;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

let at: Place;
afterEach(() => at.made.close());

async function slowly(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => void setRealTimeout(resolve, 2));
    await at.made.wall.pass(20);
  }
}

async function typed(...argv: readonly string[]): ReturnType<typeof onetape> {
  let isOver = false;
  const running = onetape(at.cwd, argv, at.env).finally(() => {
    isOver = true;
  });
  await slowly(() => isOver);
  return running;
}

/** A fake on which nothing goes wrong, and a folder with a run file and the history of its instruments, fetched from there. */
async function prepared(
  [venue, broker]: readonly [string, string],
  shop: Pick<WireTerms, 'instruments' | 'terms' | 'manners'>,
  secrets: { readonly key: string; readonly secret: string },
): Promise<void> {
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
  const run = {
    strategies: series.map((asset, k) => ({ strategy: 'sma-cross', id: `s${k}`, params: { fast: 2, slow: 5 }, feeds: { asset } })),
    account: { cash: 1_000_000, currency: (shop.instruments[0] as Instrument).settle, leverage: 10 },
    sizer: { model: 'fraction-of-equity', fraction: 0.00002 },
    costs: { fee: { model: 'percent', rate: 0.0005 } },
    risk: { maxDrawdown: 0.2, maxOrderNotional: 1_000 },
    ...{ liveFeed: venue, broker },
  };
  at = { made, cwd: folder({ 'run.json': run }), env };
  await made.wall.pass(2_000);
  const { code, out, err } = await typed('data', 'fetch', ...series, '--url', `http://${made.host}`);
  expect([code, err, out]).toEqual([0, '', expect.stringContaining('rows added')]);
}

/** A session for half an hour, from when so many streams are open; then it is told to stop. */
async function played(streams: number, ...argv: readonly string[]) {
  const { wall, server } = at.made;
  const [mode = ''] = argv;
  let isOver = false;
  const running = onetape(at.cwd, [...argv, '--quiet', '--json', 'result.json'], at.env).finally(() => {
    isOver = true;
  });
  await slowly(() => isOver || server.streams >= streams);
  await wall.pass(30 * MINUTE);
  const session = readdirSync(join(at.cwd, '.onetape', 'sessions')).find((name) => name.startsWith(mode)) ?? '';
  expect((await typed('session', 'say', session, 'stop', 'flatten')).code).toBe(0);
  await slowly(() => isOver);
  const { code, err } = await running;
  expect([code, err]).toEqual([0, mode === 'live' ? expect.stringContaining('live without promotion: a test') : '']);
  const { fills } = JSON.parse(readFileSync(join(at.cwd, 'result.json'), 'utf8')) as { fills: { instrument: string }[] };
  const { code: same, out } = await typed('replay', session, '--verify');
  expect([same, out]).toEqual([0, expect.stringMatching(/the same again, \d+ steps and \d+ commands, byte for byte/)]);
  return fills;
}

describe('sma-cross on perpetuals of Binance through ccxt', () => {
  it('papers on what comes live, and comes out again', async () => {
    await prepared(['binance-usdm', 'binance-usdm-testnet'], binanceUsdm(7, PERPETUALS), BINANCE_KEY);
    expect((await played(1, 'paper', 'run.json')).length).toBeGreaterThan(3);
    expect(at.made.world.exchange.orders).toEqual([]);
  }, 120_000);

  it('trades on the testnet, and comes out again', async () => {
    await prepared(['binance-usdm', 'binance-usdm-testnet'], binanceUsdm(7, PERPETUALS), BINANCE_KEY);
    const account = accountOf('binance-usdm-testnet', BINANCE_KEY.key);
    const fills = await played(2, 'live', 'run.json', '--real-money', '--account', account, '--override', 'a test', '--emulate-exits');
    const { exchange } = at.made.world;
    expect(fills.length).toBe(exchange.fills.length);
    // Each entry had its stop, and nothing is left over.
    expect(exchange.orders.some(({ request }) => request.type === 'stop')).toBe(true);
    expect(exchange.open).toEqual([]);
    expect(exchange.account.held).toEqual([0, 0]);
  }, 120_000);
});
