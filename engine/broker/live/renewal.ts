import { remainder } from '../../model/grid.ts';
import type { VenueOrder } from '../broker.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import { areSame } from './order-life.ts';

/**
 * How an exit that we hold comes to stand at the venue as it is to be. Where it cannot be changed there it is cancelled, and what
 * is left of it placed once more.
 */
export class Renewal {
  /** What is placed of it is being cancelled. */
  isWanted = false;
  /** That is over. */
  isDue = false;
  /** It stays away from the venue for now: another order sells what it keeps. */
  isBack = false;
  /** How often it was placed anew. */
  #revision = 0;
  readonly #about: Conversation;
  readonly #counter: Counter;

  constructor(about: Conversation, counter: Counter) {
    this.#about = about;
    this.#counter = counter;
  }

  want(): void {
    this.isWanted = true;
    this.#about.withdrawal.want('user', false);
  }

  /** It leaves the venue until it is called again. */
  stepBack(): void {
    this.isBack = true;
    if (this.#about.placement.withdraw()) this.isWanted = this.isDue = true;
    else this.want();
  }

  stepForward(): void {
    this.isBack = false;
    // Where the venue did not cancel it, it has never left.
    if (!this.isDue && !this.#about.withdrawal.isWanted) this.isWanted = false;
    this.#about.follow();
  }

  /** Sees to it that the exit stands at the terms that the session knows: changed where the venue does that. */
  align(): void {
    const about = this.#about;
    const { at, life, amendments } = about;
    const { qty, price, trigger } = life.terms;
    if (!about.isOurs || !about.isAmendable || amendments.isBusy || this.isWanted || areSame(life.terms, at)) return;
    if (this.#counter.venue.supports.amend === 'none') this.want();
    else amendments.add({ qty: remainder(life.instrument.steps, qty, life.executions.base), price, trigger }, Number.POSITIVE_INFINITY);
  }

  /** It is to end after all; false where nothing of it is at the venue that could be cancelled. */
  abandon(): boolean {
    const wasDue = this.isDue;
    this.isWanted = this.isDue = this.isBack = false;
    this.#about.withdrawal.reason = undefined;
    return !wasDue;
  }

  /** What was placed is over at the venue. */
  hear(news: VenueOrder): void {
    const { life } = this.#about;
    life.executions.hear(news.filledQty, news.avgPrice);
    life.asOf = Math.max(life.asOf, news.ts);
    this.isDue = true;
  }

  /** Places what is left of it, unless that is nothing or it is to stay away. */
  go(): void {
    const about = this.#about;
    const { life, withdrawal } = about;
    if (this.isBack) {
      about.placement.vacate();
      return;
    }
    this.isWanted = this.isDue = false;
    if (!(life.leavesQty > 0)) {
      about.end({ kind: 'canceled', ts: this.#counter.wall.now(), reason: 'linked-order-filled' });
      return;
    }
    withdrawal.finish(true);
    life.renew();
    about.clientId = this.#counter.ids.of(life.id, ++this.#revision);
    about.placement.begin('reduce', Number.POSITIVE_INFINITY);
  }

  /** After a restart: whether news is of what was placed anew before it. */
  meet({ clientId, filledQty }: VenueOrder): boolean {
    const about = this.#about;
    const { revision } = this.#counter.ids.read(clientId);
    if (revision <= this.#revision || !about.isRemembered) return false;
    const { executions, instrument } = about.life;
    this.#revision = revision;
    about.clientId = clientId;
    about.life.renew(remainder(instrument.steps, executions.booked, filledQty));
    return true;
  }
}
