import '@stoqey/ib';
import type { Wall } from '../../../engine/model/wall.ts';
import { Candles } from '../bybit/candles.ts';
import { followWall } from '../bybit/machine-clock.ts';
import { quietAt } from '../bybit/quiet.ts';
import type { ExchangeTerms } from '../hostile/exchange.ts';
import { HostileWorld, type WorldTerms } from '../hostile/hostile-world.ts';
import { VirtualWall } from '../virtual-wall.ts';
import { type Desk, Settings } from './desk.ts';
import { type Listed, numbered, STOCKS } from './listed.ts';
import { Marks } from './marks.ts';
import { MemoryNet } from './memory-net.ts';
import { reduceGroup } from './oca.ts';
import { Ticks } from './ticks.ts';
import { moveTrails } from './trails.ts';
import { TwsServer } from './tws-server.ts';

/** A TWS on this machine. */
export interface TwsWorld<W extends Wall = Wall> {
  readonly wall: W;
  readonly world: HostileWorld;
  readonly desk: Desk;
  readonly settings: Settings;
  readonly server: TwsServer;
  readonly host: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Of the hostile world's terms those that IB leaves open. */
export type TwsTerms = Omit<WorldTerms, 'wall' | 'instruments'> & { readonly contracts?: readonly Omit<Listed, 'index'>[] };

/**
 * What cannot go wrong on one ordered connection: that messages overtake each other, that a request is told twice; and that an order
 * which is there is said not to be, as nobody can ask for one by its name.
 */
const WITHOUT = ['twice', 'late', 'clock', 'lie', 'delayed', 'doubled', 'fill-first'] as const;

/** How long a request is under way, milliseconds: always as long, so that none overtakes another. */
const UNDER_WAY = 8;

/** What IB is like, whatever the seed. */
const TERMS: ExchangeTerms = {
  ...{ cash: 1_000_000, leverage: 4, maker: 0.00005, taker: 0.00005, uniqueIds: 'never', amend: 'in-place', reduceOnly: false },
  ...{ contingent: 'native', findsById: false, forgetful: false, rate: 50 },
};

/** Puts a hostile world behind a fake TWS, on a clock of any kind; it does not listen yet. */
export function twsOn<W extends Wall>(wall: W, terms: TwsTerms): Omit<TwsWorld<W>, 'host' | 'port' | 'close'> {
  const listed = numbered(terms.contracts ?? STOCKS);
  const without = [...WITHOUT, ...(terms.faults?.without ?? [])];
  const world = new HostileWorld({
    ...terms,
    ...{ wall, instruments: listed.map(({ instrument }) => instrument), terms: { ...TERMS, ...terms.terms } },
    faults: { ...terms.faults, without },
  });
  const { schedule } = world;
  const fate = schedule.fate.bind(schedule);
  schedule.fate = (...asked) => {
    const drawn = fate(...asked);
    return { ...drawn, there: drawn.trouble === 'ghost' ? drawn.there : UNDER_WAY, back: drawn.trouble === 'ghost' ? UNDER_WAY : 0 };
  };
  const marks = new Marks(world.exchange);
  const desk: Desk = {
    ...{ world, wall, marks, listed, settings: new Settings(), held: new Set(), odd: [], history: [], lastIds: new Map() },
    candles: listed.map(({ index }) => new Candles(world.market, index, terms.seed)),
    ticks: listed.map(({ index }) => new Ticks(world.market, index)),
  };
  world.market.follow((move) => {
    if (move.kind === 'trade') moveTrails(desk, move.instrument);
  });
  const tell = world.exchange.tell;
  world.exchange.tell = (news) => {
    tell(news);
    if (news.kind !== 'fill') return;
    const mark = marks.of(news.fill.clientId);
    if (mark !== undefined) reduceGroup(desk, mark, news.fill.qty);
  };
  return { wall, world, desk, settings: desk.settings, server: new TwsServer(desk) };
}

/** The same on a clock that is turned, which this machine's libraries follow until it is closed; over a socket, or within this process. */
export async function twsWorld(terms: TwsTerms, how: 'sockets' | 'memory' = 'sockets', from?: number): Promise<TwsWorld<VirtualWall>> {
  let port = 0;
  const wall = how === 'sockets' ? new VirtualWall(from, () => quietAt(() => port)) : new VirtualWall(from);
  const made = twsOn(wall, terms);
  const memory = how === 'memory' ? new MemoryNet() : undefined;
  if (memory === undefined) await made.server.listen();
  else made.server.listenIn(memory);
  ({ port } = made.server);
  const stop = followWall(wall);
  const close = async (): Promise<void> => {
    stop();
    memory?.close();
    made.world.close();
    await made.server.close();
  };
  return { ...made, host: '127.0.0.1', port, close };
}
