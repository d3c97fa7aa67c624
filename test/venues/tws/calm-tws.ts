import type { Errand, Standing, Trouble } from '../../../app/brokers/contract/subject.ts';
import type { ExchangeTerms } from '../hostile/exchange.ts';
import { toGrid } from '../hostile/resting-order.ts';
import type { VirtualWall } from '../virtual-wall.ts';
import type { Listed } from './listed.ts';
import { type TwsWorld, twsWorld } from './tws-world.ts';

/** What the fake can be told to do wrong: the connection breaks, what was sent is passed over, or it is refused. */
export const TROUBLES = [
  ...(['lost', 'unanswered', 'hung-before', 'broken-before', 'refused', 'rejected-later'] as const),
] as const satisfies readonly Trouble[];

/** A fake TWS on which nothing goes wrong but what a test asks for, and nothing moves but by a test's hand. */
export interface CalmTws extends TwsWorld<VirtualWall> {
  readonly next: (errand: Errand, trouble: Trouble) => void;
  readonly show: (to: Standing, instrument?: number) => void;
}

export async function calmTws(
  contracts: readonly Omit<Listed, 'index'>[],
  terms: Partial<ExchangeTerms> = {},
  how: 'sockets' | 'memory' = 'memory',
): Promise<CalmTws> {
  const tws = await twsWorld({ seed: 1, contracts, moves: [], chaos: 0, terms }, how);
  const { front, schedule, market } = tws.world;
  for (const turn of front.pending.splice(0)) turn();
  schedule.rates = {};
  const next = new Map<Errand, Trouble[]>();
  const fate = schedule.fate.bind(schedule);
  schedule.fate = (errand, name, now) => ({
    ...fate(errand, name, now),
    trouble: next.get(errand)?.shift() as (typeof TROUBLES)[number] | undefined,
  });
  return {
    ...tws,
    next: (errand, trouble) => next.set(errand, [...(next.get(errand) ?? []), trouble]),
    show(to, instrument = 0) {
      const { ticks, steps } = contracts[instrument]!.instrument;
      const [bid, ask, size] = [toGrid(ticks, to.bid), toGrid(ticks, to.ask), toGrid(steps, to.size)];
      const ts = tws.wall.now();
      market.show({ kind: 'quote', ts, instrument, bid, ask, bids: [size], asks: [size] });
      // It trades there, too, though nothing of it is ours.
      market.show({ kind: 'trade', ts, instrument, price: ask, size: 0, side: 1 });
    },
  };
}
