import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { Candles } from '../bybit/candles.ts';
import { followWall } from '../bybit/machine-clock.ts';
import { quietAt } from '../bybit/quiet.ts';
import type { ExchangeTerms } from '../hostile/exchange.ts';
import { HostileWorld, type WorldTerms } from '../hostile/hostile-world.ts';
import type { Move } from '../hostile/market.ts';
import { VirtualWall } from '../virtual-wall.ts';
import { type Manners, WireServer } from './wire-server.ts';

/** What an exchange's manners are made of. */
export interface Shop {
  readonly world: HostileWorld;
  readonly instruments: readonly Instrument[];
  readonly candles: readonly Candles[];
  /** The newest price of an instrument. */
  readonly last: (index: number) => number;
  /** The newest quote of an instrument, in ticks and steps. */
  readonly quotes: ReadonlyMap<number, Extract<Move, { kind: 'quote' }>>;
  /** A network that is slow with what it says of the market. */
  readonly wall: Wall;
}

/** A fake exchange on this machine. */
export interface WireWorld<W extends Wall = Wall> {
  readonly wall: W;
  readonly world: HostileWorld;
  readonly server: WireServer;
  readonly shop: Shop;
  /** Where it is: `127.0.0.1:8080`. */
  readonly host: string;
  readonly close: () => Promise<void>;
}

/** Of the hostile world's terms those that an exchange leaves open, and what it is like whatever the seed. */
export interface WireTerms extends Omit<WorldTerms, 'wall' | 'terms' | 'instruments'> {
  readonly instruments: readonly Instrument[];
  readonly terms: ExchangeTerms;
  readonly manners: (shop: Shop) => Manners;
}

/** Puts a hostile world behind a fake exchange, on a clock of any kind. */
export async function wireOn<W extends Wall>(wall: W, { manners, ...terms }: WireTerms): Promise<WireWorld<W>> {
  const { instruments, seed } = terms;
  const world = new HostileWorld({ ...terms, wall });
  const candles = instruments.map((_, index) => new Candles(world.market, index, seed));
  const quotes = new Map<number, Extract<Move, { kind: 'quote' }>>();
  world.market.follow((move) => {
    if (move.kind === 'quote') quotes.set(move.instrument, move);
  });
  const shop: Shop = { world, instruments, candles, last: (index) => candles[index]!.last, quotes, wall };
  const server = await WireServer.start(world, manners(shop));
  const close = async (): Promise<void> => {
    world.close();
    await server.close();
  };
  return { wall, world, server, shop, host: `127.0.0.1:${server.port}`, close };
}

/** The same on a clock that is turned, which this machine's libraries follow until it is closed. */
export async function wireWorld(terms: WireTerms, from?: number): Promise<WireWorld<VirtualWall>> {
  let port = 0;
  const wall = new VirtualWall(from, () => quietAt(() => port));
  const made = await wireOn(wall, terms);
  port = made.server.port;
  const stop = followWall(wall);
  const close = async (): Promise<void> => {
    stop();
    await made.close();
  };
  return { ...made, close };
}
