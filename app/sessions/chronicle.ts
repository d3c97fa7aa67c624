import type { Assembly } from '../../engine/loop/assemble.ts';
import type { Transition } from '../../engine/model/trading-state.ts';
import { FILL } from '../../engine/portfolio/fill-log.ts';
import { plain } from '../../reports/format.ts';
import type { Happening } from './happening.ts';

/**
 * How far a session's logs have been told, each counted from the beginning of an epoch: a session that is rebuilt from it and
 * run again writes the same rows in the same places.
 */
export interface Told {
  readonly epoch: number;
  readonly fills: number;
  readonly orders: number;
  readonly states: number;
  readonly logs: number;
}

type Source = Exclude<keyof Told, 'epoch'>;

/** Tells what is new in a session: fills, what became of orders, what may be traded, what strategies said. */
export class Chronicle {
  readonly #assembly: Assembly;
  #epoch: number;
  /** Rows that were there when the epoch began, and rows that are told. */
  #base: Record<Source, number>;
  #next: Record<Source, number>;

  /** `assembly` stands where the epoch begins. */
  constructor(assembly: Assembly, epoch: number) {
    this.#assembly = assembly;
    this.#epoch = epoch;
    this.#base = this.#lengths();
    this.#next = { ...this.#base };
  }

  /** Goes on where another one ended: of its own epoch, or of one before, of which nothing is left to tell. */
  goOn({ epoch, ...told }: Told): void {
    if (epoch !== this.#epoch) return;
    const lengths = this.#lengths();
    for (const source of SOURCES) this.#next[source] = Math.min(this.#base[source] + told[source], lengths[source]);
  }

  get told(): Told {
    const told = { epoch: this.#epoch, fills: 0, orders: 0, states: 0, logs: 0 };
    for (const source of SOURCES) told[source] = this.#next[source] - this.#base[source];
    return told;
  }

  /** A new epoch has begun here; everything before it is told already. */
  begin(epoch: number): void {
    this.#epoch = epoch;
    this.#base = { ...this.#next };
  }

  /** What happened since this was asked last, in the order of time. */
  take(): readonly Happening[] {
    const { session } = this.#assembly;
    const lengths = this.#lengths();
    if (SOURCES.every((source) => lengths[source] === this.#next[source])) return NOTHING;
    const next = this.#next;
    const found: Happening[] = [];
    session.blotter.eachEvent((id, kind, ts) => {
      // What filled is told with its price.
      if (kind !== 'filled') found.push(this.#order(id, kind, ts));
    }, next.orders);
    for (let row = next.fills; row < lengths.fills; row++) found.push(this.#fill(row));
    for (const one of session.risk.transitions.slice(next.states)) found.push(stateHappening(one));
    for (const { ts, strategy, message, fields } of session.logs.slice(next.logs))
      found.push({
        kind: 'log',
        ts,
        text: `${strategy}: ${message}`,
        data: { strategyId: strategy, message, ...(fields !== undefined && { fields }) },
      });
    this.#next = lengths;
    // Stable: what comes from one log stays in its order.
    return found.sort((a, b) => a.ts - b.ts);
  }

  #lengths(): Record<Source, number> {
    const { session } = this.#assembly;
    return {
      fills: session.account.fills.length,
      orders: session.blotter.events,
      states: session.risk.transitions.length,
      logs: session.logs.length,
    };
  }

  #fill(row: number): Happening {
    const { session, parts } = this.#assembly;
    const { fills } = session.account;
    const orderId = fills.get(row, FILL.orderId);
    const signed = fills.get(row, FILL.signedQty);
    const [price, fee, ts] = [fills.get(row, FILL.price), fills.get(row, FILL.fee), fills.get(row, FILL.ts)];
    const side = signed > 0 ? 'buy' : 'sell';
    const qty = Math.abs(signed);
    const known = session.blotter.knows(orderId) ? session.blotter.state(orderId) : undefined;
    const instrument = known === undefined ? '' : parts.instruments[known.instrument]!.id;
    const strategyId = known === undefined ? null : parts.strategies[known.strategy]!.id;
    const { tag } = session.blotter.words(orderId) ?? {};
    const text = `${side === 'buy' ? 'bought' : 'sold'} ${plain(qty)} ${instrument} at ${plain(price)}${tag === undefined ? '' : ` (${tag})`}, order ${orderId}`;
    return { kind: 'fill', ts, text, data: { orderId, strategyId, instrument, side, qty, price, fee, ...(tag !== undefined && { tag }) } };
  }

  #order(orderId: number, event: string, ts: number): Happening {
    const { blotter } = this.#assembly.session;
    const { parts } = this.#assembly;
    const { instrument: i, strategy, side, type, qty, price, trigger } = blotter.state(orderId);
    const instrument = parts.instruments[i]!.id;
    const isOver = event === 'rejected' || event === 'canceled';
    const reason = isOver ? blotter.reason(orderId) : undefined;
    const at = Number.isNaN(price) ? (Number.isNaN(trigger) ? '' : ` at ${plain(trigger)}`) : ` at ${plain(price)}`;
    const size = Number.isNaN(qty) ? '' : ` ${plain(qty)}`;
    return {
      kind: event.endsWith('rejected') ? 'reject' : 'order',
      ts,
      text: `order ${orderId} ${event}: ${side}${size} ${instrument} ${type}${at}${reason === undefined ? '' : ` (${reason})`}`,
      data: {
        ...{ orderId, event, strategyId: parts.strategies[strategy]!.id, instrument, side, type },
        ...{ qty: known(qty), price: known(price), trigger: known(trigger) },
        ...(reason !== undefined && { reason }),
      },
    };
  }
}

const SOURCES = ['fills', 'orders', 'states', 'logs'] as const satisfies readonly Source[];
const NOTHING: readonly Happening[] = [];
const GRAVITY = { active: 0, reducing: 1, halted: 2 } as const;

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** What may be traded has changed, or one more cause of it has come. */
function stateHappening(transition: Transition): Happening {
  const { ts, from, to, who, why, strategyId } = transition;
  const whose = strategyId === null ? 'trading' : `trading of ${strategyId}`;
  const isFreer = GRAVITY[to] < GRAVITY[from];
  const kind = who === 'strategy' ? 'error' : who === 'drift' ? 'drift' : isFreer ? 'resume' : 'halt';
  return { kind, ts, text: `${whose} is ${to}: ${who}, ${why}`, data: { ...transition } };
}
