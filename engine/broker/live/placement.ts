import type { RejectReason } from '../../model/order.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import type { Lane, Outgoing } from './lanes.ts';
import type { VenueFault } from './venue.ts';

/** How one order gets to the venue: sent once, and never again unless it is certain that it has not left or was not taken. */
export class Placement {
  /** `waiting` to be sent, `sent`, `taken` by the venue, `unknown` what became of it, `landed`: seen there; `riding` with its parent. */
  #state: 'none' | 'waiting' | 'sent' | 'taken' | 'unknown' | 'landed' | 'riding' = 'none';
  /** It may have been sent before we came, and is to be sent if it turns out that it was not. */
  isOwed = false;
  /** The venue said that there is one of this client id. */
  wasDuplicate = false;
  /** Exits that go with it in one request, as long as nothing else is known of them: not every venue shows them before it fills. */
  readonly #riders = new Set<Conversation>();
  /** What it goes with. */
  #parent: Placement | undefined;
  #request: Outgoing<void> | undefined;
  #stop: (() => void) | undefined;
  #clockFaults = 0;
  #lane: Lane = 'submit';
  #until = 0;
  readonly #about: Conversation;
  readonly #counter: Counter;

  constructor(about: Conversation, counter: Counter) {
    this.#about = about;
    this.#counter = counter;
  }

  begin(lane: Lane, until: number): void {
    this.isOwed = false;
    this.#lane = lane;
    this.#until = until;
    this.#clockFaults = 0;
    this.wasDuplicate = false;
    this.#add();
  }

  /** It is to be sent, unless it was before we came: then a venue that takes two of one id has to be asked first. */
  resume(lane: Lane): void {
    const { uniqueIds } = this.#counter.venue.supports;
    if (!this.#about.isRemembered || uniqueIds !== 'never') {
      this.begin(lane, Number.POSITIVE_INFINITY);
      return;
    }
    this.isOwed = true;
    this.#state = 'unknown';
    this.#about.doubt();
  }

  /** It was sent before we came. */
  remember(isKnown: boolean): void {
    this.#state = isKnown ? 'landed' : 'unknown';
  }

  /** Goes with its parent, if that has not left yet. */
  ride(parent: Placement): boolean {
    const goes = parent.#state === 'waiting';
    if (goes) this.join(parent);
    return goes;
  }

  /** It goes with its parent, or went with it before we came. */
  join(parent: Placement): void {
    parent.#riders.add(this.#about);
    this.#parent = parent;
    this.#state = 'riding';
  }

  /** The parent is over: exits that have nothing to protect end with it, the others have to be there now. */
  alight(): void {
    const { booked } = this.#about.life.executions;
    for (const rider of this.#riders) {
      if (rider.placement.#state !== 'riding') continue;
      if (booked === 0) rider.end({ kind: 'canceled', ts: this.#counter.wall.now(), reason: 'parent-closed' });
      else {
        rider.placement.#state = 'taken';
        rider.inquiry.begin(this.#counter.options.silence);
      }
    }
  }

  /** Nothing was done to get it to the venue so far. */
  get isUnsent(): boolean {
    return this.#state === 'none';
  }

  /** It was sent, and what became of it is not known yet or not known at all. */
  get isUnderWay(): boolean {
    return this.#state === 'sent' || this.isInDoubt;
  }

  /** It was seen at the venue. */
  get isThere(): boolean {
    return this.#state === 'landed';
  }

  /** The venue has it, though it may not show it. */
  get isHeld(): boolean {
    return this.isThere || (this.#state === 'riding' && this.#parent?.isThere === true);
  }

  /** The venue took it, but does not know it. */
  lose(): void {
    if (this.#state !== 'taken') return;
    this.#state = 'unknown';
    this.#about.life.doubt(this.#counter.wall.now());
  }

  /** Whether the venue may have it. */
  get hasLeft(): boolean {
    if (this.#state === 'riding') return this.#parent?.hasLeft === true;
    return this.isInDoubt || this.isThere;
  }

  /** Whether it has to be asked for. */
  get isInDoubt(): boolean {
    return this.#state === 'taken' || this.#state === 'unknown';
  }

  get isUnknown(): boolean {
    return this.#state === 'unknown';
  }

  /** It was seen at the venue. */
  land(): void {
    if (this.isThere || this.#state === 'none') return;
    if (this.#state === 'waiting') this.end();
    this.#state = 'landed';
    this.isOwed = false;
    for (const rider of this.#riders) rider.life.accept(this.#counter.wall.now());
  }

  /** What was placed of it is over, and nothing is at the venue. */
  vacate(): void {
    this.#state = 'none';
  }

  /** Takes it back; false where it may have left. */
  withdraw(): boolean {
    const parent = this.#parent;
    if (this.#state === 'riding') return parent !== undefined && parent.#state === 'waiting' && parent.#riders.delete(this.#about);
    if (this.#state !== 'waiting') return false;
    const isBack = this.#stop !== undefined || this.#counter.lanes.remove(this.#request);
    if (isBack) this.end();
    return isBack;
  }

  end(): void {
    this.#stop?.();
    this.#stop = undefined;
    if (this.#request !== undefined) this.#counter.lanes.remove(this.#request);
    if (this.#state === 'waiting') this.#state = 'none';
  }

  #add(): void {
    const { venue, lanes } = this.#counter;
    this.#state = 'waiting';
    const about = this.#about;
    const { clientId } = about;
    this.#request = {
      lane: this.#lane,
      kind: 'place',
      until: this.#until,
      withhold: () => this.#counter.refusalOf(about, true),
      run: () => {
        this.#state = 'sent';
        about.at = about.life.terms;
        const exits = [...this.#riders].map((rider) => ({ clientId: rider.clientId, order: rider.request }));
        return venue.place({ clientId, order: about.request, instrument: about.life.instrument, exits });
      },
      onAnswer: () => this.#take(),
      onFault: (fault) => this.#fail(fault),
      onWithheld: (reason) => {
        // A position must not stay without its exit because something else is in doubt.
        if (reason === 'outcome-unknown' && about.isOurs) this.#again();
        else this.#end(reason);
      },
    };
    lanes.add(this.#request);
  }

  /** Taken is not accepted: that comes by the stream, or is asked for. */
  #take(): void {
    if (this.#state === 'sent') {
      this.#state = 'taken';
      this.#about.inquiry.begin(this.#counter.options.silence);
    }
    this.#about.follow();
  }

  #fail(fault: VenueFault): void {
    // It was seen there, whatever this answer says: what it says is asked for.
    if (this.#state === 'landed') this.#about.inquiry.begin();
    else if (fault.kind === 'busy' || fault.kind === 'not-sent') this.#again();
    else if (fault.kind === 'clock' && ++this.#clockFaults < 2) {
      this.#counter.checkClock();
      this.#again();
    } else this.#lapse(fault);
  }

  /** It is not sent again: it was refused, or nobody knows. */
  #lapse(fault: VenueFault): void {
    const { life } = this.#about;
    if (fault.kind === 'refused' || fault.kind === 'auth' || fault.kind === 'clock') {
      this.#counter.note('refused', `order ${life.id}: ${fault.message}`);
      this.#end(fault.kind === 'clock' ? 'clock-skew' : 'venue');
      if (fault.kind === 'auth') this.#counter.stop(fault.message);
    } else if (this.#state !== 'landed') {
      this.wasDuplicate = fault.kind === 'duplicate';
      this.#state = 'unknown';
      this.#about.doubt();
      this.#about.follow();
    }
  }

  #again(): void {
    this.#state = 'waiting';
    this.#stop = this.#counter.wall.after(RETRY, () => {
      this.#stop = undefined;
      this.#add();
    });
  }

  #end(reason: RejectReason): void {
    this.#state = 'none';
    for (const { placement } of this.#riders) placement.#end(reason);
    this.#about.life.end({ kind: 'rejected', ts: this.#counter.wall.now(), reason });
    this.#about.follow();
  }
}

/** Milliseconds before a request that was certainly not carried out is tried again. */
const RETRY = 250;
