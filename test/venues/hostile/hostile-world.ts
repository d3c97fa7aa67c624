import { type Instrument, instrumentOf } from '../../../engine/model/instrument.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { Chance } from './chance.ts';
import { Exchange, type ExchangeTerms } from './exchange.ts';
import { Front } from './front.ts';
import { HostileVenue } from './hostile-venue.ts';
import { Market, type Move, randomWalk } from './market.ts';
import { Schedule, type ScheduleTerms } from './schedule.ts';

/** What a test may say of its hostile world; the seed decides the rest. */
export interface WorldTerms {
  readonly seed: number;
  readonly wall: Wall;
  readonly instruments?: readonly Instrument[];
  /** How long things go wrong, milliseconds; a minute by default. */
  readonly chaos?: number;
  /** Milliseconds from one move of the market to the next. */
  readonly every?: number;
  /** The market by a script instead of at random. */
  readonly moves?: Iterable<Move>;
  readonly terms?: Partial<ExchangeTerms>;
  readonly faults?: Partial<Pick<ScheduleTerms, 'without' | 'latest'>>;
}

/** A market, an exchange and what goes wrong between it and us, all from one seed. */
export class HostileWorld {
  readonly seed: number;
  readonly instruments: readonly Instrument[];
  readonly market: Market;
  readonly exchange: Exchange;
  readonly schedule: Schedule;
  readonly front: Front;
  readonly venue: HostileVenue;
  /** When nothing goes wrong any more. */
  readonly calmFrom: number;

  constructor({ seed, wall, instruments, chaos = 60_000, every = 150, moves, terms, faults }: WorldTerms) {
    this.seed = seed;
    const chance = new Chance(seed, 'terms');
    const from = wall.now();
    this.calmFrom = from + chaos;
    const drawn = termsOf(chance);
    this.instruments = instruments ?? instrumentsOf(chance.whole(1, 3));
    const rules = { ...drawn, ...terms };
    this.market = new Market(this.instruments, wall, moves ?? randomWalk(seed, this.instruments.length, from, every));
    this.exchange = new Exchange(this.market, wall, rules, new Chance(seed, 'exchange'));
    // A second order of one id would be the network's doing where the venue does not refuse it.
    const without = [...(faults?.without ?? []), ...(rules.uniqueIds === 'always' ? [] : (['twice'] as const))];
    this.schedule = new Schedule(seed, { ...faults, from, until: this.calmFrom, without });
    this.front = new Front(this.exchange, this.schedule, wall);
    this.venue = new HostileVenue(this.front);
    this.market.start();
  }

  /** The venue as another process reaches it. */
  newVenue(): HostileVenue {
    return new HostileVenue(this.front);
  }

  close(): void {
    this.market.stop();
    this.front.close();
  }
}

/** Spot and contracts, with ticks and steps that no double holds exactly. */
export function instrumentsOf(count: number): Instrument[] {
  const specs = [
    instrumentOf('ALPHA', { tickSize: 0.01, stepSize: 0.1, minNotional: 1 }),
    instrumentOf('BETA', { tickSize: 0.5, stepSize: 1, contract: 'linear', multiplier: 0.1 }),
    instrumentOf('GAMMA', { tickSize: 0.0001, stepSize: 10 }),
  ];
  return specs.slice(0, count);
}

const termsOf = (chance: Chance): ExchangeTerms => ({
  cash: 1_000_000,
  leverage: 3,
  maker: chance.oneOf([0.0002, 0, -0.0001]),
  taker: 0.0005,
  uniqueIds: chance.oneOf(['always', 'always', 'while-open', 'never'] as const),
  amend: chance.oneOf(['in-place', 'in-place', 'new-id', 'cancel-and-place', 'none'] as const),
  reduceOnly: chance.happens(0.8),
  contingent: chance.oneOf(['native', 'emulated', 'emulated'] as const),
  findsById: chance.happens(0.8),
  forgetful: chance.happens(0.5),
  rate: chance.oneOf([50, 50, 8]),
});
