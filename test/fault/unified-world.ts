import { CcxtVenue } from '../../engine/broker/live/ccxt/adapter.ts';
import { certifiedOf } from '../../engine/broker/live/ccxt/certified/table.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { UnifiedExchange } from '../venues/generic-ccxt/unified-exchange.ts';
import { HostileWorld } from '../venues/hostile/hostile-world.ts';
import { fromGrid } from '../venues/hostile/resting-order.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { coinsAt, IN_HASTE } from './ccxt-shops.ts';

export const COINS = coinsAt('KUCOIN', 'spot');

/** What most exchanges are like of which plain orders alone are certified. */
const TERMS = { uniqueIds: 'always', amend: 'none', reduceOnly: false, findsById: true, contingent: 'emulated' } as const;

/** An exchange as ccxt speaks for it, in this process, without streams: what happens is seen by looking at the account. */
export interface UnifiedWorld {
  readonly wall: VirtualWall;
  readonly world: HostileWorld;
  readonly newVenue: () => Venue;
}

/** Things go wrong there for `chaos` milliseconds, and its market moves every `every`. */
export function unifiedWorld(seed: number, chaos: number, every: number, instruments: readonly Instrument[] = COINS): UnifiedWorld {
  const row = { ...certifiedOf('kucoin')!.row, ...IN_HASTE };
  const wall = new VirtualWall();
  const world = new HostileWorld({ seed, every, chaos, wall, instruments, terms: TERMS });
  const last = instruments.map(() => Number.NaN);
  world.market.follow((move) => {
    if (move.kind === 'trade') last[move.instrument] = fromGrid(instruments[move.instrument]!.ticks, move.price);
  });
  const exchange = new UnifiedExchange(world.front, instruments, row, (index) => last[index]!);
  const newVenue = (): Venue => new CcxtVenue({ row, instruments, wall, account: 'fake', checksKey: false, reach: async () => exchange });
  return { wall, world, newVenue };
}
