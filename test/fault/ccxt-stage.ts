import { CcxtVenue } from '../../engine/broker/live/ccxt/adapter.ts';
import type { Certified } from '../../engine/broker/live/ccxt/certified/row.ts';
import { certifiedOf } from '../../engine/broker/live/ccxt/certified/table.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { ccxtVenue, preload } from '../contract/ccxt-fake.ts';
import { binanceUsdm } from '../venues/binance/binance-world.ts';
import { KEY as BINANCE_KEY } from '../venues/binance/signature.ts';
import { UnifiedExchange } from '../venues/generic-ccxt/unified-exchange.ts';
import { type WireTerms, wireWorld } from '../venues/generic-ccxt/wire-world.ts';
import { Chance } from '../venues/hostile/chance.ts';
import { HostileFeed } from '../venues/hostile/hostile-feed.ts';
import { HostileWorld } from '../venues/hostile/hostile-world.ts';
import { fromGrid } from '../venues/hostile/resting-order.ts';
import { krakenSpot } from '../venues/kraken/kraken-world.ts';
import { KEY as KRAKEN_KEY } from '../venues/kraken/signature.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { BAR } from './random-trader.ts';
import type { Stage } from './session-play.ts';

/** In the one currency of the session that is played. */
const PERPETUALS = [
  instrumentOf('BTCUSD-PERP.BINANCEUSDM', { tickSize: 0.1, stepSize: 0.001, minNotional: 5, contract: 'linear', quote: 'USD' }),
  instrumentOf('ETHUSD-PERP.BINANCEUSDM', { tickSize: 0.01, stepSize: 0.1, minNotional: 5, contract: 'linear', quote: 'USD' }),
];
const PLAIN = [
  instrumentOf('BTCUSD.KUCOIN', { tickSize: 0.1, stepSize: 0.001, minNotional: 5, quote: 'USD' }),
  instrumentOf('ETHUSD.KUCOIN', { tickSize: 0.01, stepSize: 0.1, minNotional: 5, quote: 'USD' }),
];
const PAIRS = [
  instrumentOf('BTCUSD.KRAKEN', { tickSize: 0.1, stepSize: 0.001, minNotional: 5, quote: 'USD' }),
  instrumentOf('ETHUSD.KRAKEN', { tickSize: 0.01, stepSize: 0.1, minNotional: 5, quote: 'USD' }),
];

/** Binance futures through ccxt on a fake of them, over sockets of this machine. */
export const onBinance = (seed: number): Promise<Stage> =>
  onWire(seed, 'binance-usdm', binanceUsdm(seed, PERPETUALS.slice(0, 1 + (seed % 2))), BINANCE_KEY);

/** Kraken takes a request every few seconds: a session of so many mishaps would take hours. */
const IN_HASTE = { limits: { requests: { units: 5, per: 500, reserve: 1 } }, costs: {} };

/** Kraken through ccxt on a fake of it, whose account may go short as the trader that is played does. */
export const onKraken = (seed: number): Promise<Stage> =>
  onWire(seed, 'kraken', krakenSpot(seed, PAIRS.slice(0, 1 + (seed % 2)), true), KRAKEN_KEY, IN_HASTE);

/** An exchange as ccxt speaks for it, in this process, without streams: what happens is seen by looking at the account. */
export async function onUnified(seed: number): Promise<Stage> {
  const row = { ...certifiedOf('kucoin')!.row, ...IN_HASTE };
  const instruments = PLAIN.slice(0, 1 + (seed % 2));
  const chaos = new Chance(seed, 'stage').whole(8_000, 25_000);
  const wall = new VirtualWall();
  const terms = { uniqueIds: 'always', amend: 'none', reduceOnly: false, findsById: true, contingent: 'emulated' } as const;
  const world = new HostileWorld({ seed, every: 150, chaos, wall, instruments, terms });
  const last = instruments.map(() => Number.NaN);
  world.market.follow((move) => {
    if (move.kind === 'trade') last[move.instrument] = fromGrid(instruments[move.instrument]!.ticks, move.price);
  });
  const specs = instruments.map((_, instrument) => ({ kind: 'bars', instrument, length: BAR }) as const);
  const feeds: HostileFeed[] = [];
  const exchange = new UnifiedExchange(world.front, instruments, row, (index) => last[index]!);
  const reach: Stage['reach'] = () => {
    const feed = new HostileFeed(world, wall, specs);
    feeds.push(feed);
    return { venue: new CcxtVenue({ row, instruments, wall, account: 'fake', checksKey: false, reach: async () => exchange }), feed };
  };
  const close = async (): Promise<void> => {
    for (const feed of feeds) await feed.close();
    world.close();
  };
  return { wall, world, reach, close, stream: { name: 'kucoin', silence: 15_000 } };
}

/** The adapter of an exchange of ccxt; its market comes as that of the other stages does. */
async function onWire(
  seed: number,
  name: string,
  shop: Pick<WireTerms, 'instruments' | 'terms' | 'manners'>,
  secrets: { readonly key: string; readonly secret: string },
  more: Partial<Certified> = {},
): Promise<Stage> {
  const { instruments } = shop;
  await preload(name);
  const chaos = new Chance(seed, 'stage').whole(8_000, 25_000);
  const made = await wireWorld({ ...shop, seed, every: 150, chaos });
  const { wall, world } = made;
  const feeds: HostileFeed[] = [];
  const specs = instruments.map((_, instrument) => ({ kind: 'bars', instrument, length: BAR }) as const);
  const reach: Stage['reach'] = () => {
    const feed = new HostileFeed(world, wall, specs);
    feeds.push(feed);
    return { venue: ccxtVenue(name, made, instruments, secrets, more), feed };
  };
  const close = async (): Promise<void> => {
    for (const feed of feeds) await feed.close();
    await made.close();
  };
  // It is pinged every eight seconds.
  return { wall, world, reach, close, stream: { name, silence: 15_000 } };
}
