import type { AccountSnapshot, LiveBroker } from '../broker/broker.ts';
import { VenueError } from '../model/errors.ts';
import type { OrderId } from '../model/order.ts';
import { HOUR, type Millis, millis } from '../model/time.ts';
import type { Answers } from './answers.ts';
import type { Assembly } from './assemble.ts';
import { type Difference, type Explained, type ReconcileOptions, type Reconciliation, reconcile } from './reconcile.ts';

/** How a session gets on with its venue. */
export interface VenueTerms {
  readonly broker: LiveBroker;
  readonly options: ReconcileOptions;
  /** From when on fills are asked for when it connects. */
  readonly since: Millis;
  /** What was heard of commands before. */
  readonly answers: Answers;
  /** How often positions are compared, milliseconds. */
  readonly every: number;
  /** The last word before a command may leave: handed the account as it was met, and what is not explained of it; throws to refuse. */
  readonly admit?: ((snapshot: AccountSnapshot, unexplained: readonly string[]) => void) | undefined;
}

/** What a first comparison comes to. */
export interface Met {
  readonly events: readonly Explained[];
  /** Told of, and left as it is. */
  readonly notes: readonly string[];
  /** What is not of this session, where that is refused. */
  readonly unexplained: readonly string[];
}

/** How much of what was compared is compared again: an execution may come late. */
const OVERLAP = HOUR;

/** The other side of a live session: what it knows against what the venue says. */
export class Counterparty {
  readonly broker: LiveBroker;
  readonly answers: Answers;
  readonly every: number;
  /** What differed the last time, by instrument. */
  #before: ReadonlyMap<string, number> = new Map();
  #assembly: Assembly;
  #isHalted = false;
  #since: Millis;
  readonly #terms: VenueTerms;

  constructor(assembly: Assembly, terms: VenueTerms) {
    this.#assembly = assembly;
    this.#terms = terms;
    this.#since = terms.since;
    this.broker = terms.broker;
    this.answers = terms.answers;
    this.every = terms.every;
  }

  /**
   * What brings us to the venue's truth as the session connects. Throws a VenueError where the venue has orders of this session that the
   * journal does not: it is an old copy, and what it would send was sent.
   */
  meet(snapshot: AccountSnapshot): Met {
    const { options } = this.#terms;
    const { length } = this.#assembly.session.blotter;
    const beyond = [...snapshot.orders, ...snapshot.fills].find(({ id }) => id > length);
    if (beyond !== undefined)
      throw new VenueError(
        `Expected the journal to have every order of this session, but it ends at order ${length} and the venue has "${beyond.clientId}"; it is an older copy`,
        { retryable: false },
      );
    const found = this.#compare(snapshot, options);
    const orders = found.foreignOrders.map(
      ({ clientId, side, qty, instrument }) => `an open order is not of this session: ${side} ${qty} of "${instrument}" (${clientId})`,
    );
    const fills = found.foreignFills.map(
      ({ side, qty, instrument, execId }) => `a fill is not of this session: ${side} ${qty} of "${instrument}" (${execId})`,
    );
    const strange = [...orders, ...fills, ...[...found.drifts, ...found.cash].map(({ why }) => why)];
    return { events: found.events, notes: strange, unexplained: options.foreign === 'refuse' ? strange : [] };
  }

  /** The last word before a command may leave. Throws what `admit` throws, and without it a VenueError for what is not explained. */
  admit(snapshot: AccountSnapshot, { unexplained }: Met): void {
    const { admit } = this.#terms;
    if (admit !== undefined) admit(snapshot, unexplained);
    else if (unexplained.length > 0)
      throw new VenueError(`Expected the account at the venue to be as this session knows it, but ${unexplained[0]}`, { retryable: false });
  }

  /** The session was rebuilt in a new epoch. */
  follow(assembly: Assembly): void {
    this.#assembly = assembly;
  }

  /** What the broker has to know before it goes on; orders that are only about to be sent are none that it has. */
  recall(unsent: ReadonlySet<OrderId>): void {
    const { blotter, account } = this.#assembly.session;
    this.broker.recall({
      length: blotter.length,
      request: (id) => (unsent.has(id) ? undefined : blotter.request(id)),
      state: (id) => blotter.state(id),
      qtyOf: (strategy, instrument) => account.qtyOf(strategy, instrument),
      execIds: this.answers.execIds,
    });
    const { missing } = this.answers;
    if (missing.length > 0) this.broker.inquire(missing);
  }

  /** While the session is halted nothing that adds leaves the broker either, whatever waits in it. */
  restrict(): void {
    const isHalted = this.#assembly.session.isHalted;
    if (isHalted === this.#isHalted) return;
    this.#isHalted = isHalted;
    if (isHalted) this.broker.halt('the session is halted', true);
    else this.broker.release();
  }

  /** Positions that differ from the venue's now and did so by as much the last time, while nothing is on its way. */
  driftsIn(snapshot: AccountSnapshot): readonly Difference[] {
    this.#since = millis(Math.max(this.#since, snapshot.ts - OVERLAP));
    const isQuiet = this.answers.missing.length === 0 && this.broker.health().unknown === 0;
    const { drifts } = this.#compare(snapshot, { ...this.#terms.options, foreign: 'refuse', cash: 'refuse' });
    const now = new Map(drifts.map(({ of, ours, venue }) => [of, venue - ours]));
    const before = this.#before;
    this.#before = isQuiet ? now : new Map();
    return isQuiet ? drifts.filter(({ of }) => before.get(of) === now.get(of)) : [];
  }

  #compare(snapshot: AccountSnapshot, options: ReconcileOptions): Reconciliation {
    const { session, parts } = this.#assembly;
    const currencies = [parts.account.currency, ...(parts.account.currencies ?? [])];
    const { instruments } = parts;
    const { execIds } = this.answers;
    return reconcile({ instruments, currencies, blotter: session.blotter, books: session.account, execIds, snapshot }, options);
  }

  /** From when on fills are asked for: when it connects, and later where it was compared last, with an overlap. */
  get since(): Millis {
    return this.#since;
  }
}
