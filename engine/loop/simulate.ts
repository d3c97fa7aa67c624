import type { Command } from '../broker/broker.ts';
import { DelayedBroker } from '../broker/sim/delayed-broker.ts';
import type { OrderId } from '../model/order.ts';
import type { AnyStrategy } from '../strategy/define.ts';
import { Host } from '../strategy/host.ts';
import type { Entry, StepEntry } from './journal.ts';
import { LiveSession } from './live-session.ts';
import type { Input } from './order-of-events.ts';
import type { BacktestParts } from './parts.ts';
import { Speaker } from './speaker.ts';

/** A recording with the simulator in the place of its broker. */
export interface Simulated {
  readonly live: LiveSession;
  /** Numbers of orders: those that were recorded, and those that they have here. */
  readonly ids: ReadonlyMap<OrderId, OrderId>;
}

/**
 * Sends the recorded commands to the simulator of `parts`, each in its step, over the recorded market data. Nothing is decided
 * anew: no strategy runs, nothing is sized or checked again but what is sized at its fill, and what limits and people closed is
 * among the commands. A paper session with its own parts gives its own fills.
 */
export function simulate(parts: BacktestParts, entries: Iterable<Entry>): Simulated {
  const strategies = parts.strategies.map((one) => ({ ...one, strategy: SILENT, params: {} }));
  const live = new LiveSession({ ...parts, strategies }, { failed: rethrow, hourly: true });
  const { session } = live.assembly;
  const speaker = new Speaker(strategies[0]!.id, session.desk);
  session.host(strategies.map(({ id }, s) => (s === 0 ? speaker : new Host(id, {}, new Uint8Array()))));
  const again = new Again(live, speaker, parts.series.length);
  for (const entry of entries) if (entry.kind === 'step') again.play(entry);
  again.end();
  return { live, ids: speaker.ids };
}

const SILENT: AnyStrategy = { name: 'recorded', params: {}, feeds: [], setup: () => ({}) };

const rethrow = (_: number, error: unknown): never => {
  throw error;
};

const NOTHING: readonly Command[] = [];

/** Steps through a recording: its own steps, and between them those that only the simulator has. */
class Again {
  readonly #live: LiveSession;
  readonly #speaker: Speaker;
  /** How many feeds were recorded; those behind them are made of them. */
  readonly #feeds: number;
  #seenTs = Number.NaN;

  constructor(live: LiveSession, speaker: Speaker, feeds: number) {
    this.#live = live;
    this.#speaker = speaker;
    this.#feeds = feeds;
  }

  play(entry: StepEntry): void {
    const { slices, assembly, feeds } = this.#live;
    const { ts, moment } = entry;
    this.#seenTs = entry.seenTs;
    for (const { feed, values } of entry.opens)
      if (feed < this.#feeds) slices.take({ kind: 'open', feed, openTs: values[0]!, ts: values[1]!, open: values[2]! });
    const rows = entry.rows.filter(({ feed }) => feed < this.#feeds);
    for (const { feed, values } of rows) slices.take({ kind: 'row', feed, values });
    const inputs = entry.inputs.filter(isBeside);
    if (assembly.sim instanceof DelayedBroker)
      for (const input of inputs)
        if (input.kind === 'broker' && (input.event.kind === 'adjusted' || input.event.kind === 'paid')) assembly.sim.adjust(input.event);
    if (moment === 'close' && rows.length === 0) {
      const isMade = entry.rows.some(({ feed }) => feed >= this.#feeds && feed < feeds.length);
      this.#passTo(ts, isMade, entry.commands, inputs);
    } else this.#meet(entry, rows[0]?.feed ?? -1, inputs);
  }

  /** Goes on to the step that shows what was shown in one of the recording; at an open no order may wait here. */
  #meet({ ts, moment, commands }: StepEntry, feed: number, inputs: readonly Input[]): void {
    const { slices } = this.#live;
    slices.limit = ts;
    for (let isMet = false; !isMet; ) {
      if (!slices.next()) {
        this.#pass(ts, commands, inputs);
        return;
      }
      isMet = slices.moment === moment && (moment === 'open' ? slices.ts === ts : this.#shows(feed));
      this.#step(isMet ? commands : NOTHING, isMet ? inputs : []);
    }
  }

  /** What is still due at the last moment. */
  end(): void {
    while (this.#live.slices.next()) this.#step(NOTHING, []);
    this.#live.finish();
  }

  /** A step in which time passed, and nothing that was recorded was shown: opens of its time come behind it. */
  #passTo(ts: number, isMade: boolean, commands: readonly Command[], inputs: readonly Input[]): void {
    const { slices } = this.#live;
    slices.limit = ts - Math.abs(ts) * Number.EPSILON;
    while (slices.next()) this.#step(NOTHING, []);
    slices.limit = ts;
    if ((isMade || slices.alarm <= ts) && slices.next()) this.#step(commands, inputs);
    else this.#pass(ts, commands, inputs);
  }

  #pass(ts: number, commands: readonly Command[], inputs: readonly Input[]): void {
    if (commands.length === 0 && inputs.length === 0) return;
    this.#live.slices.pass(ts);
    this.#step(commands, inputs);
  }

  #step(commands: readonly Command[], inputs: readonly Input[]): void {
    this.#speaker.prepare(commands);
    this.#live.step(inputs, this.#seenTs);
  }

  #shows(feed: number): boolean {
    const { moved, count } = this.#live.slices;
    for (let k = 0; k < count; k++) if (moved[k]!.index === feed) return true;
    return false;
  }
}

/** What people said, and what came or went otherwise than by orders: that was so, whoever fills the orders. */
function isBeside(input: Input): boolean {
  if (input.kind !== 'broker') return true;
  const { event } = input;
  if (event.kind === 'adjusted') return event.fill.orderId === 0;
  return event.kind === 'connection' || (event.kind === 'paid' && event.payment.kind === 'adjustment' && event.payment.strategy === -1);
}
