import { VenueError } from '../../model/errors.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { Wall } from '../../model/wall.ts';
import type { AccountSnapshot } from '../broker.ts';
import { backoff } from './backoff.ts';
import { faultOf, within } from './deadline.ts';
import type { Lanes } from './lanes.ts';
import type { VenueBrokerOptions } from './options.ts';
import { Skew } from './skew.ts';
import { Streams } from './streams.ts';
import { type Venue, VenueFault, type VenueNews } from './venue.ts';

/** What a connection tells of itself. */
export interface ConnectionEars {
  hear(news: VenueNews): void;
  /** It is up again, and this is what the account has become. */
  up(snapshot: AccountSnapshot): void;
  down(why: string): void;
  /** The account as it was found while all seems well. */
  look(snapshot: AccountSnapshot): void;
  note(what: string, text: string): void;
}

/** The connection to a venue: opened with streams and a snapshot, watched, and opened again for as long as that may help. */
export class Connection {
  isUp = false;
  why = 'not connected';
  readonly skew = new Skew();
  readonly streams: Streams;
  readonly #venue: Venue;
  readonly #wall: Wall;
  readonly #lanes: Lanes;
  readonly #options: VenueBrokerOptions;
  readonly #random: () => number;
  readonly #ears: ConnectionEars;
  readonly #stops = new Set<() => void>();
  #signal: AbortSignal = new AbortController().signal;
  /** Counts the openings: what an earlier one says no longer counts. */
  #opening = 0;
  #isOver = false;
  #lastUp: Millis = millis(Number.NaN);
  #isOff = false;

  constructor(venue: Venue, wall: Wall, lanes: Lanes, options: VenueBrokerOptions, random: () => number, ears: ConnectionEars) {
    this.#venue = venue;
    this.#wall = wall;
    this.#lanes = lanes;
    this.#options = options;
    this.#random = random;
    this.#ears = ears;
    this.streams = new Streams(wall, options, (why) => this.lose(why));
  }

  /** Whether our clock is so far from the venue's that no exposure may be added. */
  get isOff(): boolean {
    return Math.abs(this.skew.value) > this.#options.maxSkew;
  }

  /** Opens it for the first time. Rejects with a VenueError after so many tries, at once where the keys are refused. */
  async connect(signal: AbortSignal, since: Millis): Promise<AccountSnapshot> {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wakeUp(), { once: true });
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#open(since);
      } catch (error) {
        const fault = faultOf(error);
        await this.#shut();
        signal.throwIfAborted();
        const isFatal = fault.kind === 'auth';
        if (isFatal || this.#isOver || attempt >= this.#options.connectTries) {
          this.why = fault.message;
          throw new VenueError(`Expected ${this.#venue.name} to connect, but it was "${fault.message}"`, {
            retryable: !isFatal,
            cause: error,
          });
        }
        this.#ears.note('connection', `attempt ${attempt} failed: ${fault.message}`);
        await this.#pause(attempt - 1);
        signal.throwIfAborted();
      }
    }
  }

  /** It is lost: opened again after a while. */
  lose(why: string): void {
    if (!this.isUp) {
      // It breaks while it is being opened: that attempt has failed.
      this.#opening++;
      return;
    }
    this.#fall(why);
    void this.#reopen();
  }

  /** It is over for good: nothing will be better by trying again. */
  stop(why: string): void {
    this.#isOver = true;
    this.#fall(why);
    void this.#shut();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.isUp = false;
    this.why = 'closed';
    this.streams.end();
    this.#wakeUp();
    this.#opening++;
    await this.#shut();
  }

  /** Asks the venue for its clock. */
  checkClock(): void {
    const sent = this.#wall.now();
    this.#lanes.add({
      lane: 'inquire',
      kind: 'time',
      until: Number.POSITIVE_INFINITY,
      run: () => this.#venue.time(),
      onAnswer: (theirs) => this.#hearClock(sent, theirs),
      onFault: () => {},
    });
  }

  #hearClock(sent: number, theirs: number): void {
    this.skew.add(sent, theirs, this.#wall.now());
    if (this.isOff === this.#isOff) return;
    this.#isOff = this.isOff;
    const ms = Math.round(this.skew.value);
    this.#ears.note('clock', `our clock is ${Math.abs(ms)} ms ${ms > 0 ? 'behind' : 'ahead of'} that of ${this.#venue.name}`);
  }

  async #open(since: Millis): Promise<AccountSnapshot> {
    const opening = ++this.#opening;
    const hear = (news: VenueNews): void => {
      if (opening === this.#opening) this.#ears.hear(news);
    };
    await within(this.#wall, this.#options.deadline, this.#venue.open(hear, this.#signal));
    const sent = this.#wall.now();
    this.#hearClock(sent, await this.#lanes.ask('time', () => this.#venue.time()));
    const snapshot = await this.#lanes.ask('snapshot', () => this.#venue.snapshot(since));
    if (opening !== this.#opening || this.#isOver) throw new VenueFault('not-sent', 'the connection broke while it was being opened');
    this.isUp = true;
    this.why = '';
    this.#lastUp = this.#wall.now();
    this.streams.watch();
    this.#repeat(this.#options.clockEvery, () => this.checkClock());
    this.#repeat(this.#options.lookEvery, () => this.#look());
    return snapshot;
  }

  async #reopen(): Promise<void> {
    const lastUp = this.#lastUp;
    for (let attempt = 0; !this.#isOver && !this.#signal.aborted; attempt++) {
      await this.#shut();
      await this.#pause(attempt);
      if (this.#isOver || this.#signal.aborted) return;
      try {
        const snapshot = await this.#open(millis(lastUp - this.#options.overlap));
        this.#ears.up(snapshot);
        return;
      } catch (error) {
        const { kind, message } = faultOf(error);
        this.why = message;
        if (kind === 'auth') this.stop(message);
      }
    }
  }

  #fall(why: string): void {
    const wasUp = this.isUp;
    this.isUp = false;
    this.why = why;
    this.#opening++;
    this.streams.end();
    if (wasUp) this.#ears.down(why);
  }

  /** What streams have not told is in the account. */
  #look(): void {
    const opening = this.#opening;
    const asked = this.#wall.now();
    const onAnswer = (snapshot: AccountSnapshot): void => {
      if (opening !== this.#opening) return;
      this.#lastUp = asked;
      this.#ears.look(snapshot);
    };
    const run = (): Promise<AccountSnapshot> => this.#venue.snapshot(millis(this.#lastUp - this.#options.overlap));
    this.#lanes.add({ lane: 'inquire', kind: 'snapshot', until: asked + this.#options.lookEvery, run, onAnswer, onFault: () => {} });
  }

  /** Does something now and then for as long as this opening lasts. */
  #repeat(ms: number, run: () => void): void {
    const opening = this.#opening;
    const stop = this.#wall.after(ms, () => {
      this.#stops.delete(stop);
      if (opening !== this.#opening) return;
      run();
      this.#repeat(ms, run);
    });
    this.#stops.add(stop);
  }

  /** Nothing is waited for any more. */
  #wakeUp(): void {
    for (const stop of this.#stops) stop();
    this.#stops.clear();
  }

  async #shut(): Promise<void> {
    await within(this.#wall, this.#options.deadline, this.#venue.close()).catch(() => {});
  }

  #pause(attempt: number): Promise<void> {
    const { firstWait, longestWait } = this.#options;
    return new Promise((resolve) => {
      const stop = this.#wall.after(backoff(attempt, firstWait, longestWait, this.#random), () => {
        this.#stops.delete(end);
        resolve();
      });
      const end = (): void => {
        stop();
        resolve();
      };
      this.#stops.add(end);
    });
  }
}
