import type { AccountSnapshot, LiveBroker } from '../broker/broker.ts';
import { VenueError } from '../model/errors.ts';
import type { OrderId } from '../model/order.ts';
import type { Millis } from '../model/time.ts';
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
  readonly admit?: ((snapshot: AccountSnapshot, notes: readonly string[]) => void) | undefined;
}

/** What a first comparison comes to. */
export interface Met {
  readonly events: readonly Explained[];
  /** Told of, and left as it is. */
  readonly notes: readonly string[];
}

/** The other side of a live session: what it knows against what the venue says. */
export class Counterparty {
  readonly broker: LiveBroker;
  readonly answers: Answers;
  readonly every: number;
  /** What differed the last time, by instrument. */
  #before: ReadonlyMap<string, number> = new Map();
  #assembly: Assembly;
  #isHalted = false;
  readonly #terms: VenueTerms;

  constructor(assembly: Assembly, terms: VenueTerms) {
    this.#assembly = assembly;
    this.#terms = terms;
    this.broker = terms.broker;
    this.answers = terms.answers;
    this.every = terms.every;
  }

  /** What brings us to the venue's truth as the session connects. Throws a VenueError for what is not ours, where that is refused. */
  meet(snapshot: AccountSnapshot): Met {
    const { options } = this.#terms;
    const found = this.#compare(snapshot, options);
    if (options.foreign === 'refuse') refuseForeign(found);
    const foreign = found.foreignOrders.map(
      ({ clientId, side, qty, instrument }) => `an order that is not of this session: ${side} ${qty} of "${instrument}" (${clientId})`,
    );
    return { events: found.events, notes: [...foreign, ...found.cash.map(({ why }) => why)] };
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

  /** From when on fills are asked for when it connects. */
  get since(): Millis {
    return this.#terms.since;
  }
}

function refuseForeign({ foreignOrders, foreignFills, drifts, cash }: Reconciliation): void {
  const what =
    foreignOrders.length > 0
      ? `${foreignOrders.length} open orders that are not of this session, the first ${foreignOrders[0]!.side} ${foreignOrders[0]!.qty} of "${foreignOrders[0]!.instrument}"`
      : foreignFills.length > 0
        ? `${foreignFills.length} fills that are not of this session, the first of "${foreignFills[0]!.instrument}"`
        : (drifts[0] ?? cash[0])?.why;
  if (what !== undefined)
    throw new VenueError(`Expected the account at the venue to be as this session knows it, but it was otherwise: ${what}`, {
      retryable: false,
    });
}
