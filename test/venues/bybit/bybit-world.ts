import 'bybit-api';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { Chance } from '../hostile/chance.ts';
import type { ExchangeTerms } from '../hostile/exchange.ts';
import { HostileWorld, type WorldTerms } from '../hostile/hostile-world.ts';
import { VirtualWall } from '../virtual-wall.ts';
import { BybitServer } from './bybit-server.ts';
import { Counter } from './counter.ts';
import { listedOf, USDT_INSTRUMENTS } from './listed.ts';
import { followWall } from './machine-clock.ts';
import { watch } from './market-data.ts';
import { Marks } from './marks.ts';
import { quietAt } from './quiet.ts';
import type { Desk } from './routes.ts';
import { Settings } from './settings.ts';

/** The key of the account at the fake. */
export const KEY = { key: 'fake-key', secret: 'fake-secret' } as const;

/** A Bybit on this machine. */
export interface BybitWorld<W extends Wall = Wall> {
  readonly wall: W;
  readonly world: HostileWorld;
  readonly counter: Counter;
  readonly settings: Settings;
  readonly desk: Desk;
  readonly server: BybitServer;
  /** Where it is asked, and where its streams are: `/v5/...` follows. */
  readonly baseUrl: string;
  readonly streamUrl: string;
  readonly close: () => Promise<void>;
}

/** Of the hostile world's terms those that Bybit leaves open. */
export type BybitTerms = Omit<WorldTerms, 'wall' | 'instruments'> & { readonly instruments?: readonly Instrument[] };

/** Puts a hostile world behind a fake Bybit, on a clock of any kind. */
export async function bybitOn<W extends Wall>(wall: W, terms: BybitTerms): Promise<BybitWorld<W>> {
  const { instruments = USDT_INSTRUMENTS } = terms;
  const world = new HostileWorld({ ...terms, wall, instruments, terms: { ...termsOf(terms.seed), ...terms.terms } });
  const marks = new Marks(world.exchange);
  const listed = instruments.map(listedOf);
  const seen = watch(world.market, listed, terms.seed);
  const settings = new Settings();
  const last = (index: number): number => seen[index]!.candles.last;
  const books = { exchange: world.exchange, marks, listed, last, leverage: settings.leverage, funded: [] };
  const desk = { books, seen, settings, key: KEY, made: 0 };
  const counter = new Counter(desk, world.front);
  const server = await BybitServer.start(world, counter, wall);
  const host = `127.0.0.1:${server.port}`;
  const close = async (): Promise<void> => {
    world.close();
    await server.close();
  };
  return { wall, world, counter, settings, desk, server, baseUrl: `http://${host}`, streamUrl: `ws://${host}`, close };
}

/** The same on a clock that is turned, which this machine's libraries follow until it is closed. */
export async function bybitWorld(terms: BybitTerms, from?: number): Promise<BybitWorld<VirtualWall>> {
  let port = 0;
  const wall = new VirtualWall(from, () => quietAt(() => port));
  const made = await bybitOn(wall, terms);
  port = made.server.port;
  const stop = followWall(wall);
  const close = async (): Promise<void> => {
    stop();
    await made.close();
  };
  return { ...made, close };
}

/** What Bybit is like, whatever the seed. */
function termsOf(seed: number): ExchangeTerms {
  const forgetful = new Chance(seed, 'bybit').happens(0.5);
  return {
    ...{ cash: 1_000_000, leverage: 10, maker: 0.0002, taker: 0.00055, uniqueIds: 'always', amend: 'in-place', reduceOnly: true },
    ...{ contingent: 'native', findsById: true, forgetful, rate: 50 },
  };
}
