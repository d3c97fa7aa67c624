import type { Errand, Standing, Trouble } from '../../../app/brokers/contract/subject.ts';
import type { ExchangeTerms } from '../hostile/exchange.ts';
import { toGrid } from '../hostile/resting-order.ts';
import type { VirtualWall } from '../virtual-wall.ts';
import { type WireTerms, type WireWorld, wireWorld } from './wire-world.ts';

/** What a fake can be told to do wrong; that nothing was sent is not for the other side of a socket to say. */
export const TROUBLES = [
  ...(['lost', 'unanswered', 'hung-before', 'hung-after', 'broken-before', 'broken-after'] as const),
  ...(['twice', 'refused', 'busy', 'clock', 'rejected-later', 'lie'] as const),
] as const satisfies readonly Trouble[];

/** A fake exchange on which nothing goes wrong but what a test asks for, and nothing moves but by a test's hand. */
export interface CalmWire extends WireWorld<VirtualWall> {
  readonly next: (errand: Errand, trouble: Trouble) => void;
  readonly show: (to: Standing, instrument?: number) => void;
}

export async function calmWire(
  { instruments, terms, manners }: Pick<WireTerms, 'instruments' | 'terms' | 'manners'>,
  more: Partial<ExchangeTerms> = {},
): Promise<CalmWire> {
  const rules = { ...terms, maker: 0, forgetful: false, ...more };
  const made = await wireWorld({ seed: 1, instruments, manners, moves: [], chaos: 0, terms: rules });
  const { front, schedule, market } = made.world;
  for (const turn of front.pending.splice(0)) turn();
  schedule.rates = {};
  const next = new Map<Errand, Trouble[]>();
  const fate = schedule.fate.bind(schedule);
  schedule.fate = (errand, name, now) => ({
    ...fate(errand, name, now),
    trouble: next.get(errand)?.shift() as (typeof TROUBLES)[number] | undefined,
  });
  return {
    ...made,
    next: (errand, trouble) => next.set(errand, [...(next.get(errand) ?? []), trouble]),
    show(to, instrument = 0) {
      const { ticks, steps } = instruments[instrument]!;
      const [bid, ask, size] = [toGrid(ticks, to.bid), toGrid(ticks, to.ask), toGrid(steps, to.size)];
      const ts = made.wall.now();
      market.show({ kind: 'quote', ts, instrument, bid, ask, bids: [size], asks: [size] });
      // It trades there, too, though nothing of it is ours.
      market.show({ kind: 'trade', ts, instrument, price: ask, size: 0, side: 1 });
    },
  };
}
