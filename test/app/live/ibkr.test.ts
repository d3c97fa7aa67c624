import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../../engine/model/time.ts';
import { STOCKS } from '../../venues/tws/listed.ts';
import { type TwsWorld, twsWorld } from '../../venues/tws/tws-world.ts';
import type { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder, onetape } from '../in-process.ts';

/** Of this machine, whose clock a test turns. */
const { setTimeout: setRealTimeout } = globalThis;

const strategy = (id: string, asset: string) => ({ strategy: 'sma-cross', id, params: { fast: 2, slow: 5 }, feeds: { asset } });

const RUN = {
  strategies: [strategy('apple', 'AAPL.IBKR@1m'), strategy('microsoft', 'MSFT.IBKR@1m')],
  account: { cash: 1_000_000, currency: 'USD', leverage: 2 },
  sizer: { model: 'fixed', qty: 20 },
  costs: { fee: { model: 'percent', rate: 0.00005 } },
  risk: { maxDrawdown: 0.2, maxOrderNotional: 100_000 },
  liveFeed: 'ibkr-paper',
  broker: 'ibkr-paper',
};

/** Turns the clock so slowly that commands can load what they run, until something holds. */
async function slowly(wall: VirtualWall, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => void setRealTimeout(resolve, 2));
    await wall.pass(20);
  }
}

async function settled<T>(wall: VirtualWall, running: Promise<T>): Promise<T> {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  running.then(end, end);
  await slowly(wall, () => isOver);
  return running;
}

interface Place {
  readonly tws: TwsWorld<VirtualWall>;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

let place: Place | undefined;
afterEach(async () => {
  await place?.tws.close();
  place = undefined;
});

/** A TWS on which nothing goes wrong, in the middle of a session, and a folder with a run file and the history of its stocks. */
async function prepared(): Promise<Place> {
  const tws = await twsWorld({ seed: 7, every: 1_000, chaos: 0, contracts: STOCKS.slice(0, 2) }, 'sockets', Date.UTC(2024, 0, 3, 15));
  const { schedule, front } = tws.world;
  schedule.rates = {};
  for (const turn of front.pending.splice(0)) turn();
  const cwd = folder({ 'run.json': RUN });
  const env = { ONETAPE_IBKR_PORT: String(tws.port) };
  place = { tws, cwd, env };
  await tws.wall.pass(2_000);
  const { code, out, err } = await settled(
    tws.wall,
    onetape(cwd, ['data', 'fetch', 'AAPL.IBKR@1m', 'MSFT.IBKR@1m', '--url', `127.0.0.1:${tws.port}`]),
  );
  expect([code, out, err]).toEqual([0, expect.stringMatching(/^AAPL.IBKR@1m {2}1,\d+ rows added\n/), '']);
  // What fetches history hangs up soon after.
  await tws.wall.pass(2_000);
  expect(tws.server.clients).toEqual([]);
  return place;
}

/** A session of `minutes` from its first client to its end; what it printed, and its name. */
async function played({ tws, cwd, env }: Place, argv: readonly string[], minutes: number, clients: number) {
  const { wall, server } = tws;
  const running = onetape(cwd, [...argv, '--quiet', '--json', `${argv[0]}.json`], env);
  let isOver = false;
  running.finally(() => {
    isOver = true;
  });
  await slowly(wall, () => isOver || server.clients.length === clients);
  if (isOver) throw new Error((await running).err);
  await wall.pass(minutes * MINUTE);
  // On a busy machine a wire may have been given up meanwhile: a stop waits for no longer than its patience.
  await slowly(wall, () => isOver || server.clients.length === clients);
  const session = readdirSync(join(cwd, '.onetape', 'sessions')).find((name) => name.startsWith(argv[0]!)) ?? '';
  const said = await settled(wall, onetape(cwd, ['session', 'say', session, 'stop', 'flatten']));
  expect(said.code).toBe(0);
  const { code, err, out } = await settled(wall, running);
  return { code, err, out, session, result: JSON.parse(readFileSync(join(cwd, `${argv[0]}.json`), 'utf8')) };
}

const LIVE = ['live', 'run.json', '--real-money', '--account', 'DU1234567', '--override', 'a test', '--emulate-exits'];

describe('sma-cross on two stocks of IB', () => {
  it('papers on the simulator with prices of a TWS, and replays byte for byte', async () => {
    const at = await prepared();
    const { session, code, err, result } = await played(at, ['paper', 'run.json'], 25, 1);
    expect([err, code, result.fills.length > 5]).toEqual(['', 0, true]);
    expect((await settled(at.tws.wall, onetape(at.cwd, ['replay', session, '--verify']))).code).toBe(0);
    expect(at.tws.desk.odd).toEqual([]);
  }, 180_000);

  it('lives on a paper account, and replays byte for byte', async () => {
    const at = await prepared();
    const { session, code, err, result } = await played(at, LIVE, 25, 2);
    const { exchange } = at.tws.world;
    expect([err, code]).toEqual([expect.stringMatching(/^live without promotion: a test .*\n$/), 0]);
    expect(result.fills.length).toBe(exchange.fills.length);
    expect(exchange.account.held).toEqual([0, 0]);
    expect((await settled(at.tws.wall, onetape(at.cwd, ['replay', session, '--verify']))).code).toBe(0);
    expect(at.tws.desk.odd).toEqual([]);
  }, 180_000);
});
