import { DEFAULTS, type VenueBrokerOptions } from '../../../engine/broker/live/options.ts';
import type { Venue } from '../../../engine/broker/live/venue.ts';
import { VenueBroker } from '../../../engine/broker/live/venue-broker.ts';
import { seededRandom } from '../../../engine/loop/random.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { WallClock } from './clock.ts';
import type { Clock, Fake, Stage, StageTerms, Subject } from './subject.ts';
import { TouchedVenue } from './touched-venue.ts';

/** What client ids of a case begin with. */
const TAG = 'case';

/** How a broker behaves in whose time seconds are long: the same, only sooner. */
export const HASTY: Partial<VenueBrokerOptions> = {
  maxCommandAge: 600,
  deadline: 400,
  inquiries: [20, 50, 100, 200],
  notFoundHorizon: 800,
  silence: 100,
  fillGrace: 60,
  fillHorizon: 600,
  firstWait: 20,
  longestWait: 100,
  staleAfter: 2_000,
  lookEvery: 3_000,
};

/** How a subject over an adapter is made. */
export interface VenueSubjectParts {
  readonly name: string;
  /** A venue with nothing in it, for one case. */
  readonly fake: () => Fake | Promise<Fake>;
  readonly wall: Wall;
  /** Milliseconds; by default those of a fake whose time is its own, else those of one that answers at once. */
  readonly patience?: number;
  readonly rest?: number;
  readonly far?: number;
  readonly options?: Partial<VenueBrokerOptions>;
  /** Begins the client ids; two runs on one account must differ in it. */
  readonly tag?: string;
}

/** A subject of any adapter: the broker that is made of it, on a fake of its own. */
export function venueSubject({ name, fake, wall, patience, rest, far, options, tag = TAG }: VenueSubjectParts): Subject & {
  open(terms?: StageTerms): Promise<Stage>;
} {
  return {
    name,
    patience: patience ?? 120_000,
    rest: rest ?? 20_000,
    far: far ?? 30,
    async open(terms = {}) {
      const made = await fake();
      const clock = made.clock ?? new WallClock(wall);
      return stageOf(made, made.venue, clock, tag, { ...options, emulateExits: terms.emulateExits ?? true });
    },
  };
}

function stageOf(fake: Fake, venue: Venue, clock: Clock & Wall, tag: string, options: Partial<VenueBrokerOptions>): Stage {
  const all = { ...DEFAULTS, ...options };
  const line = new TouchedVenue(fake, venue, clock, 2 * all.notFoundHorizon);
  const { instruments, currencies = ['USD'], unit = 1, again } = fake;
  let [isOpen, isHalted] = [true, false];
  const parts = { instruments, currencies, wall: clock, tag, random: seededRandom(1), options, isHalted: () => isHalted };
  const broker = new VenueBroker(line, parts);
  return {
    ...{ broker, live: broker, supports: venue.supports, currencies, instruments, unit, clock, line, options: all, tag },
    market: fake.market,
    ...(fake.move !== undefined && { move: fake.move }),
    mark(halted) {
      isHalted = halted;
    },
    truth: fake.truth ?? ((since) => venue.snapshot(since)),
    ...(again !== undefined && {
      async restart() {
        isOpen = false;
        broker.poll = () => undefined;
        await clock.settled(broker.close());
        return stageOf(fake, again(), clock, tag, options);
      },
    }),
    get leftOver() {
      return fake.leftOver ?? 0;
    },
    async close() {
      if (isOpen) await clock.settled(broker.close());
      await fake.close();
    },
  };
}
