import type { Instrument } from '../../model/instrument.ts';
import type { Millis } from '../../model/time.ts';
import type { Wall } from '../../model/wall.ts';

/** What is worth knowing and is no event: what a venue said in words, a late order, a clock that drifts. */
export interface Note {
  readonly ts: Millis;
  /** Such as `refused`, `canceled`, `foreign`, `late`, `overfill`, `fee`, `clock`, `connection`, `unsupported`, `alert`. */
  readonly what: string;
  readonly text: string;
}

/** What a venue's broker is made with. */
export interface VenueBrokerParts {
  readonly instruments: readonly Instrument[];
  /** The currencies of the account, its own first: where fees in other currencies are booked. */
  readonly currencies: readonly string[];
  readonly wall: Wall;
  /** What client ids of this session begin with: 1 to 12 of a-z and 0-9. */
  readonly tag: string;
  /** Numbers in [0, 1), for the jitter of waits. */
  readonly random: () => number;
  /** Asked right before every request that is no cancel: whether someone outside has halted the session. */
  readonly isHalted?: (() => boolean) | undefined;
  readonly onNote?: ((note: Note) => void) | undefined;
  readonly options?: Partial<VenueBrokerOptions> | undefined;
}

/** How a venue's broker behaves; milliseconds. */
export interface VenueBrokerOptions {
  /** A command that has waited longer is refused instead of sent; cancels are never too old. */
  readonly maxCommandAge: number;
  /** A request that has not been answered by then has an unknown outcome. */
  readonly deadline: number;
  /** When what became of an order is asked, after what is in doubt and then after each answer; the last one repeats. */
  readonly inquiries: readonly number[];
  /** How often, and over how long, a venue must say that it knows no such order before that is believed. */
  readonly notFoundTries: number;
  readonly notFoundHorizon: number;
  /** How long the stream may take to say what a request that was taken came to, before it is asked for. */
  readonly silence: number;
  /** How long fills may come after the order that says they happened. */
  readonly fillGrace: number;
  /** After how long what an order says is filled is booked without its fills, at the order's average price. */
  readonly fillHorizon: number;
  /** Waits between attempts to connect: chance, up to a bound that doubles from the first to the second. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** Attempts to connect for the first time; once it was up it never gives up. */
  readonly connectTries: number;
  /** A stream that has said nothing for so long is dead. */
  readonly staleAfter: number;
  /** Whether streams may be expected to speak: a calendar's answer. */
  readonly speaks: (ts: Millis) => boolean;
  /** How often the venue's clock is asked, and how far it may be off before no exposure is added. */
  readonly clockEvery: number;
  readonly maxSkew: number;
  /** How often the account is looked at while all is well: streams lose messages, and most have no numbers by which that shows. */
  readonly lookEvery: number;
  /** How much of what was before is asked for again after a reconnection. */
  readonly overlap: number;
  /** How long orders that are over are remembered; what comes later of them is reported. */
  readonly memory: number;
  /**
   * Consent to exits that are held by us where a venue does not hold them itself: they are sent as their entry fills and
   * cancelled as it closes, by this process. They die with it: while it is down nothing protects what fills.
   */
  readonly emulateExits: boolean;
}

/** What holds where nothing is said. */
export const DEFAULTS: VenueBrokerOptions = {
  maxCommandAge: 5_000,
  deadline: 10_000,
  inquiries: [250, 1_000, 2_000, 5_000, 10_000],
  notFoundTries: 5,
  notFoundHorizon: 30_000,
  silence: 2_000,
  fillGrace: 1_000,
  fillHorizon: 10_000,
  firstWait: 1_000,
  longestWait: 30_000,
  connectTries: 8,
  staleAfter: 30_000,
  speaks: () => true,
  clockEvery: 300_000,
  maxSkew: 1_000,
  lookEvery: 60_000,
  overlap: 60_000,
  memory: 3_600_000,
  emulateExits: false,
};
