import type { CancelReason } from '../../model/order.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import type { VenueFault } from './venue.ts';

/** The wish to have one order cancelled: sent until the order is over, for a cancel may be repeated. */
export class Withdrawal {
  /** Why it is to end; undefined while nobody wants it to. */
  reason: CancelReason | undefined;
  /** How many commands wait for an answer. */
  #commands = 0;
  #isSent = false;
  #wasRefused = false;
  readonly #about: Conversation;
  readonly #counter: Counter;

  constructor(about: Conversation, counter: Counter) {
    this.#about = about;
    this.#counter = counter;
  }

  /** The first who wants it says why. */
  want(reason: CancelReason, isCommand: boolean): void {
    this.reason ??= reason;
    if (isCommand) this.#commands++;
    this.next();
  }

  get isWanted(): boolean {
    return this.reason !== undefined;
  }

  /** Sends it, once there is something to be cancelled. */
  next(): void {
    if (!this.isWanted || this.#isSent || !this.#about.isPlaced) return;
    this.#isSent = true;
    const { venue, lanes, options } = this.#counter;
    lanes.add({
      lane: 'cancel',
      kind: 'cancel',
      until: Number.POSITIVE_INFINITY,
      withhold: () => (this.isWanted ? undefined : 'venue'),
      run: () => venue.cancel(this.#about.clientId, this.#about.request, this.#about.life.instrument),
      onAnswer: () => this.#about.inquiry.begin(options.silence),
      onFault: (fault) => this.#fail(fault),
    });
  }

  /** The order was found open after the cancel. */
  judge(): void {
    if (!this.isWanted || !this.#isSent) return;
    if (this.#wasRefused) {
      this.forget();
      return;
    }
    this.#isSent = false;
    this.next();
  }

  /** The order goes on: those who wanted it cancelled are told so. */
  forget(): void {
    for (; this.#commands > 0; this.#commands--) this.#about.life.refuseCancel(this.#counter.wall.now());
    this.reason = undefined;
    this.#isSent = this.#wasRefused = false;
  }

  /** The order is over, by our cancel or without it. */
  finish(wasCanceled: boolean): void {
    if (wasCanceled) this.#commands = 0;
    this.forget();
  }

  #fail(fault: VenueFault): void {
    this.#wasRefused = fault.kind === 'refused';
    if (fault.kind === 'auth') this.#counter.stop(fault.message);
    if (fault.kind === 'clock') this.#counter.checkClock();
    if (fault.kind === 'refused') this.#counter.note('refused', `the cancel of order ${this.#about.life.id}: ${fault.message}`);
    this.#about.inquiry.begin();
  }
}
