import type { Assembly } from '../../engine/loop/assemble.ts';
import type { Transition } from '../../engine/model/trading-state.ts';
import { FILL } from '../../engine/portfolio/fill-log.ts';
import { plain } from '../../reports/format.ts';
import type { Happening } from './happening.ts';

/** Rows of a session's logs: fills, what happened to orders, what became of trading, what strategies said. */
export type Rows = Readonly<Record<(typeof SOURCES)[number], number>>;

/**
 * How far the logs of a session have been told, each counted from its beginning; and where its newest epoch began in them: a session
 * that is rebuilt from that and run again writes the same rows in the same places.
 */
export interface Told {
  readonly rows: Rows;
  readonly epoch: { readonly number: number; readonly rows: Rows };
}

/** Tells what is new in a session: fills, what became of orders, what may be traded, what strategies said. */
export class Chronicle {
  readonly #assembly: Assembly;
  readonly #epoch: number;
  /** Rows before the first one that this session has written itself. Fills are counted on by the account. */
  #before: Rows;
  /** Rows of this session that are told. */
  #next: Rows = NOTHING_TOLD;

  /** `assembly` is of an epoch: it is rebuilt there, or it goes through all from the beginning (0). */
  constructor(assembly: Assembly, epoch: number, before: Rows = NOTHING_TOLD) {
    this.#assembly = assembly;
    this.#epoch = epoch;
    this.#before = { ...before, fills: 0 };
  }

  /** Goes on where another process ended; of an epoch of which that one had told nothing, with all of it. */
  goOn({ rows, epoch }: Told): void {
    const isKnown = this.#epoch === 0 || this.#epoch === epoch.number;
    this.#before = this.#epoch === 0 ? NOTHING_TOLD : { ...(isKnown ? epoch.rows : rows), fills: 0 };
    this.#next = each((source) => Math.min(rows[source] - this.#before[source], this.#lengths()[source]));
  }

  get told(): Told {
    return { rows: each((source) => this.#before[source] + this.#next[source]), epoch: { number: this.#epoch, rows: this.#before } };
  }

  /** All that is there is known: the session was restored from what others have told. */
  skip(): void {
    this.#next = this.#lengths();
  }

  /** What happened since this was asked last, in the order of time. */
  take(): readonly Happening[] {
    const { session } = this.#assembly;
    const lengths = this.#lengths();
    if (SOURCES.every((source) => lengths[source] === this.#next[source])) return NOTHING;
    const next = this.#next;
    const { fills } = session.account;
    const found: Happening[] = [];
    session.blotter.eachEvent((id, kind, ts) => {
      // What filled is told with its price.
      if (kind !== 'filled') found.push(this.#order(id, kind, ts));
    }, next.orders);
    // Of fills before its epoch a session knows only how many there were.
    for (let row = next.fills; row < lengths.fills; row++) if (!Number.isNaN(fills.get(row, FILL.ts))) found.push(this.#fill(row));
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

  #lengths(): Rows {
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
    const slot = fills.get(row, FILL.slot);
    const instrument = parts.instruments[slot % parts.instruments.length]!.id;
    const strategyId = parts.strategies[Math.floor(slot / parts.instruments.length)]!.id;
    const { tag } = session.blotter.words(orderId) ?? {};
    const feeQty = fills.feeQtys.get(row);
    const text = `${side === 'buy' ? 'bought' : 'sold'} ${plain(qty)} ${instrument} at ${plain(price)}${tag === undefined ? '' : ` (${tag})`}, order ${orderId}`;
    return {
      kind: 'fill',
      ts,
      text,
      data: {
        orderId,
        strategyId,
        instrument,
        side,
        qty,
        price,
        fee,
        ...(feeQty !== undefined && { feeQty }),
        ...(tag !== undefined && { tag }),
      },
    };
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

const SOURCES = ['fills', 'orders', 'states', 'logs'] as const;
const NOTHING_TOLD: Rows = { fills: 0, orders: 0, states: 0, logs: 0 };
const each = (of: (source: keyof Rows) => number): Rows =>
  Object.fromEntries(SOURCES.map((source) => [source, of(source)])) as unknown as Rows;

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
