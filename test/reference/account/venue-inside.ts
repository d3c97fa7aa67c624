/** The venue's own stops inside a bar, on the default path. */
import type { Moment } from '../moment.ts';
import { trailLevel } from '../trail.ts';
import type { Work } from '../work.ts';
import { isTrailing } from '../work.ts';
import { barAt, type World, waiting } from '../world.ts';
import { isJudgedIntrabar, judgeInside, levelInside, sideHeld } from './liquidation.ts';

const sideOf = ({ order }: Work): number => (order.side === 'buy' ? 1 : -1);

/** A stop that fills at its level: one that waits, or moves. */
const isStop = ({ order, triggered }: Work): boolean => (order.type === 'stop' || order.type === 'trailing-stop') && !triggered;

const levelOf = (work: Work): number | undefined => (isTrailing(work.order.type) ? trailLevel(work) : work.trigger);

/** Which positions of the account met a bar when it opened, and which of the stops there come first. */
export class VenueInside {
  readonly #world: World;
  /** By instrument: the side that the account held when the insides of this time began. */
  readonly #held: Map<number, number>;
  /** Moments whose bar by itself comes to the venue's stop, as things stood then. */
  readonly reached: Moment[];

  constructor(world: World, moments: Moment[]) {
    this.#world = world;
    this.reached = moments.filter(({ place }) => levelInside(world, place.instrument, barAt(world, place)) !== undefined);
    this.#held = new Map(isJudgedIntrabar(world) ? moments.map(({ place }) => [place.instrument, sideHeld(world, place.instrument)]) : []);
  }

  /** A position that was closed on the way is another one when it is opened again. */
  #isWhole(instrument: number): boolean {
    const side = sideHeld(this.#world, instrument);
    if (side !== this.#held.get(instrument)) this.#held.delete(instrument);
    return side !== 0 && this.#held.has(instrument);
  }

  /** The venue's stop is judged. */
  call({ place }: Moment): boolean {
    return judgeInside(this.#world, place.instrument, barAt(this.#world, place), this.#isWhole(place.instrument));
  }

  /** Once all else is judged: what was filled may have brought a position within reach. */
  callAgain({ place }: Moment): boolean {
    return judgeInside(this.#world, place.instrument, barAt(this.#world, place), false);
  }

  /**
   * What the bar reaches before an order: of the stops on the side of the venue's the nearest goes first. The order itself, where it
   * is no such stop, or the nearest; undefined for the venue's own.
   */
  before(work: Work, moment: Moment): Work | undefined {
    const { instrument } = moment.place;
    const isWhole = isJudgedIntrabar(this.#world) && this.#isWhole(instrument);
    if (!isWhole || work.status !== 'open' || !isStop(work)) return work;
    const side = -sideHeld(this.#world, instrument);
    const bar = barAt(this.#world, moment.place);
    const own = levelInside(this.#world, instrument, bar);
    if (own === undefined || sideOf(work) !== side) return work;
    if (!isTrailing(work.order.type) && !isReached(this.#world, work, moment)) return work;
    const there = waiting(this.#world, instrument).filter(
      (one) => isStop(one) && sideOf(one) === side && one.arrived <= moment.openTs && isReached(this.#world, one, moment),
    );
    let nearest: Work | undefined = work;
    let level = levelOf(work) ?? Number.NaN;
    for (const one of there) {
      const its = levelOf(one) ?? Number.NaN;
      if ((its - level) * side < 0) [nearest, level] = [one, its];
    }
    return (own - level) * side < 0 ? undefined : nearest;
  }
}

/** Whether the bar reaches a stop where it stands. */
function isReached(world: World, work: Work, { place }: Moment): boolean {
  const level = levelOf(work);
  const bar = barAt(world, place);
  if (level === undefined) return false;
  return work.order.side === 'buy' ? bar.high >= level : bar.low <= level;
}
