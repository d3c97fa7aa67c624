import { remainder } from '../../model/grid.ts';
import type { CancelReason, OrderRequest, RejectReason } from '../../model/order.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { VenueOrder } from '../broker.ts';
import { Amendments } from './amendments.ts';
import type { Counter } from './counter.ts';
import { Ghost } from './ghost.ts';
import { Inquiry } from './inquiry.ts';
import { areSame, type Ending, type OrderLife, type Terms, termsOf, whyEnded } from './order-life.ts';
import { Placement } from './placement.ts';
import { Renewal } from './renewal.ts';
import { Withdrawal } from './withdrawal.ts';

/**
 * All that we and the venue say to each other about one order. What became of it is asked for as long as anything is in doubt,
 * and nothing that adds exposure to its instrument leaves while that is unknown.
 */
export class Conversation {
  readonly life: OrderLife;
  /** An exit that we hold: its terms at the venue are our affair, and those that the session knows are what they are to be. */
  readonly isOurs: boolean;
  readonly placement: Placement;
  readonly amendments: Amendments;
  readonly withdrawal: Withdrawal;
  readonly inquiry: Inquiry;
  readonly renewal: Renewal;
  readonly ghost: Ghost;
  /** The client id it goes by now. */
  clientId: string;
  /** The ids that the venue has given it. */
  readonly venueIds = new Set<string>();
  /** The terms at the venue; those of the session, unless it is an exit that we hold. */
  at: Terms;
  /** When it was over; NaN before. */
  closedAt = Number.NaN;
  /** It was placed before we came. */
  isRemembered = false;
  readonly #counter: Counter;
  /** An account of the venue's was without it. */
  #isMissing = false;
  #owes = false;

  constructor(life: OrderLife, counter: Counter, isOurs: boolean) {
    this.life = life;
    this.#counter = counter;
    this.isOurs = isOurs;
    this.clientId = counter.ids.of(life.id);
    this.at = life.terms;
    this.placement = new Placement(this, counter);
    this.amendments = new Amendments(this, counter);
    this.withdrawal = new Withdrawal(this, counter);
    this.inquiry = new Inquiry(this, counter);
    this.renewal = new Renewal(this, counter);
    this.ghost = new Ghost(this, counter);
  }

  /** From when on the venue is asked for what concerns it. */
  get since(): Millis {
    return millis(this.life.since - this.#counter.options.overlap);
  }

  /** Whether anything has to be asked. */
  get isInDoubt(): boolean {
    if (this.ghost.isThere || this.life.executions.owed > 0) return true;
    if (this.life.isOver) return false;
    return this.#isMissing || this.placement.isInDoubt || this.amendments.isInDoubt || (this.withdrawal.isWanted && this.isPlaced);
  }

  /** Whether the exposure that comes of it is unknown. */
  get isUnsure(): boolean {
    return (!this.life.isOver && (this.placement.isUnknown || this.amendments.isUnknown)) || this.ghost.isThere;
  }

  /** Whether the venue may have it: then it can be cancelled. */
  get isPlaced(): boolean {
    return this.ghost.isThere || (!this.life.isOver && this.placement.hasLeft);
  }

  get isAmendable(): boolean {
    return this.placement.isHeld && !this.life.isOver && this.life.status !== 'unknown' && !this.withdrawal.isWanted;
  }

  /** The order as the venue is asked for it: with the terms it has now, and without links that we see to. */
  get request(): OrderRequest {
    const { life } = this;
    const { price, trigger } = this.at;
    const qty = Number.isNaN(this.at.qty) ? undefined : remainder(life.instrument.steps, this.at.qty, life.executions.base);
    const { venue } = this.#counter;
    const reduceOnly = life.order.reduceOnly && venue.supports.reduceOnly;
    const links = this.isOurs ? { parent: 0, group: 0, fraction: undefined, offset: undefined } : {};
    return { ...life.order, qty, price, trigger, reduceOnly, ...links };
  }

  /** The terms at which the venue says it stands. */
  termsOf(news: VenueOrder): Terms {
    const { executions, order } = this.life;
    return termsOf(news, this.at, executions.base, order.trail !== undefined);
  }

  /** The order as the venue has it, by whatever way we learnt of it. */
  hear(news: VenueOrder, why: string): void {
    const { life } = this;
    if (news.clientId !== this.clientId && !this.renewal.meet(news)) return;
    this.#isMissing = false;
    this.placement.land();
    if (life.isOver) this.ghost.hear(news);
    else if (this.renewal.isWanted && news.status !== 'open') {
      this.renewal.hear(news);
      this.follow();
    } else {
      const terms = news.ts >= life.asOf && news.status !== 'rejected' ? this.termsOf(news) : this.at;
      const reason = this.withdrawal.reason ?? whyEnded(life.order, news.filledQty, life.isKnown);
      life.hear(news, reason, this.amendments.isUnknown);
      if (!areSame(terms, this.at)) this.changed(terms);
      if (news.status !== 'open' && !this.withdrawal.isWanted && why !== '') this.#counter.note(news.status, `order ${life.id}: ${why}`);
      this.follow();
    }
  }

  /** Cancels it: at once while it has not left, else as soon as the venue may have it. */
  cancel(reason: CancelReason, isCommand: boolean): void {
    const { life, placement, renewal } = this;
    const ts = this.#counter.wall.now();
    const isHere = !renewal.isWanted || renewal.abandon();
    if (life.isOver) {
      if (isCommand) life.refuseCancel(ts);
    } else if (!isHere || placement.withdraw() || placement.isUnsent) this.end({ kind: 'canceled', ts, reason });
    else this.withdrawal.want(reason, isCommand);
  }

  /** It is over without the venue. */
  end(ending: Exclude<Ending, { kind: 'filled' }>): void {
    this.life.end(ending);
    this.follow();
  }

  /** The venue's account of all orders as of `ts` is without it. */
  miss(ts: number): void {
    if (this.life.isOver || !this.placement.isThere || this.#isMissing || this.life.asOf > ts) return;
    this.#isMissing = true;
    this.inquiry.begin();
  }

  /** The order stands at other terms at the venue than it did. */
  changed(terms: Terms): void {
    const now = this.#counter.wall.now();
    this.at = terms;
    if (this.isOurs) this.life.accept(now);
    else this.life.restate(terms, now, Number.isNaN(this.life.terms.qty) ? 'released' : 'replaced');
    this.amendments.done();
  }

  /** What has filled is more than the order was for, as far as we know: a change that we asked for was made, or the venue knows best. */
  fit(): void {
    const { life } = this;
    const { booked } = life.executions;
    if (!(booked > this.life.terms.qty) || life.isOver) return;
    const asked = this.amendments.asked;
    const terms = { ...life.terms, ...asked };
    if (asked !== undefined && terms.qty >= booked && !this.isOurs) this.changed(terms);
    else {
      if (!this.isOurs) this.#counter.note('overfill', `order ${life.id} of ${life.terms.qty} has filled ${booked}`);
      life.restate({ ...life.terms, qty: booked }, this.#counter.wall.now());
    }
  }

  refuseChange(reason: RejectReason): void {
    if (!this.isOurs) this.life.refuseReplace(this.#counter.wall.now(), reason);
    // What the venue does not change is cancelled and placed anew; what we held back is looked at again.
    else if (reason === 'venue' && !this.life.isOver && this.isPlaced) this.renewal.want();
  }

  /** Nothing of it goes on by itself. */
  stop(): void {
    this.inquiry.end();
    this.placement.end();
    this.amendments.stop();
  }

  /** After anything has become known of it. */
  follow(): void {
    const { life, inquiry } = this;
    life.settle();
    const owes = life.executions.owed > 0;
    if (owes && !this.#owes) inquiry.begin(this.#counter.options.fillGrace);
    this.#owes = owes;
    if (life.isOver) this.#close();
    else if (this.renewal.isDue) {
      if (!owes) this.renewal.go();
    } else {
      this.withdrawal.next();
      this.amendments.next();
      this.renewal.align();
    }
    this.#counter.followed();
  }

  /** What became of a request is not known. */
  doubt(): void {
    this.life.doubt(this.#counter.wall.now());
    this.inquiry.begin();
  }

  /** It was asked for, perhaps with all fills, and found or not. */
  judge(found: VenueOrder | undefined, withFills: boolean): void {
    const { life } = this;
    if (found === undefined) {
      this.placement.lose();
      const times = this.placement.wasDuplicate ? 4 : 1;
      if (this.inquiry.isEvidence(times)) this.#giveUp();
      return;
    }
    if (withFills && life.executions.owed > 0 && this.inquiry.age >= this.#counter.options.fillHorizon)
      this.#counter.hearing.closeGap(this);
    this.amendments.judge(found, this.inquiry.isEvidence());
    if (found.status === 'open') this.withdrawal.judge();
    if (!life.isOver && !this.amendments.isUnknown) life.accept(found.ts);
    this.follow();
  }

  /** It has never been seen, or no longer is: the venue's word is taken, and watched. */
  #giveUp(): void {
    const { life } = this;
    const now = this.#counter.wall.now();
    if (life.isOver) {
      this.ghost.leave();
      return;
    }
    // One that somebody wants gone is not placed any more: nobody would ask again for its end.
    if (this.placement.isOwed && !this.withdrawal.isWanted) {
      this.life.accept(now);
      this.placement.begin('reduce', Number.POSITIVE_INFINITY);
      return;
    }
    const what = life.isKnown ? 'is not there any more' : 'was never seen';
    this.#counter.note('alert', `order ${life.id} (${this.clientId}) ${what} at ${this.#counter.venue.name}: it counts as ended`);
    if (life.isKnown) life.end({ kind: 'canceled', ts: now, reason: this.withdrawal.reason ?? 'venue' });
    else life.end({ kind: 'rejected', ts: now, reason: 'venue' });
    this.#close();
  }

  #close(): void {
    if (!Number.isNaN(this.closedAt)) return;
    this.closedAt = this.#counter.wall.now();
    this.placement.end();
    this.placement.alight();
    this.amendments.clear();
    this.withdrawal.finish(this.life.status === 'canceled');
    this.#counter.ended(this);
  }
}
