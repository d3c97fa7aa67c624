import type { OrderId } from '../model/order.ts';
import type { Entry, StepEntry } from './journal.ts';

/** How long things took in a recorded session, milliseconds each, and what quotes showed when orders were sent. */
export interface Observed {
  /** From a row's time to the step that showed it. */
  readonly feed: readonly number[];
  /** From the step that sent an order to the venue's time of its acceptance. */
  readonly order: readonly number[];
  /** From the venue's time of a fill to the step that booked it. */
  readonly response: readonly number[];
  /** By order: the difference of the newest ask and bid as a fraction of their middle. */
  readonly spreads: ReadonlyMap<OrderId, number>;
}

/** What is looked at, beside the recording. */
export interface ObservedParts {
  /** Of each feed that was recorded: its kind, and the number of its instrument. */
  readonly series: readonly { readonly kind: string; readonly instrument: number }[];
  /** History before it says nothing of how long data take to come. */
  readonly warmUntil: number;
  /** Whether market data were played from a tape: then they took no time of their own. */
  readonly isTape: boolean;
}

/**
 * Reads how long things took out of a recording. Orders that wait for a parent are left out, and so is what was heard of only when the
 * session was reconciled with its venue: that says how long it was away.
 */
export function observe(entries: Iterable<Entry>, parts: ObservedParts): Observed {
  const reading = new Reading(parts);
  let isReconciled = false;
  for (const entry of entries) {
    if (entry.kind === 'note') isReconciled ||= entry.what === 'reconciled';
    if (entry.kind !== 'step') continue;
    reading.take(entry, isReconciled);
    isReconciled = false;
  }
  return reading;
}

class Reading implements Observed {
  readonly feed: number[] = [];
  readonly order: number[] = [];
  readonly response: number[] = [];
  readonly spreads = new Map<OrderId, number>();
  readonly #parts: ObservedParts;
  /** When orders left that the venue has not yet accepted. */
  readonly #sent = new Map<OrderId, number>();
  /** By instrument. */
  readonly #spread: number[] = [];

  constructor(parts: ObservedParts) {
    this.#parts = parts;
  }

  take({ ts, seenTs, rows, inputs, commands }: StepEntry, isReconciled: boolean): void {
    const { series, warmUntil, isTape } = this.#parts;
    for (const { feed, values } of rows) {
      const one = series[feed];
      if (one?.kind !== 'quotes') continue;
      const [, bid = Number.NaN, ask = Number.NaN] = values;
      this.#spread[one.instrument] = (ask - bid) / ((ask + bid) / 2);
    }
    if (!isTape && ts > warmUntil && rows.length > 0) this.feed.push(seenTs - ts);
    for (const input of inputs) {
      if (input.kind !== 'broker') continue;
      const { event } = input;
      const sent = this.#sent.get(event.id);
      if (event.kind === 'accepted' && sent !== undefined && !isReconciled) this.order.push(event.ts - sent);
      if (event.kind === 'filled' && !isReconciled) this.response.push(seenTs - event.fill.ts);
      this.#sent.delete(event.id);
    }
    for (const command of commands) {
      if (command.kind !== 'submit') continue;
      const { parent, instrument } = command.order;
      if (parent === 0) this.#sent.set(command.id, seenTs);
      const spread = this.#spread[instrument] ?? Number.NaN;
      if (!Number.isNaN(spread)) this.spreads.set(command.id, spread);
    }
  }
}

/**
 * Delays to and from a venue by one clock. Where some are below zero the clocks are apart: half the difference of the shortest ones is
 * taken off, as if both ways were as short at their best. Source: Mills, RFC 5905, section 8.
 */
export function byOneClock(order: readonly number[], response: readonly number[]): { order: number[]; response: number[]; apart: number } {
  const [least, back] = [order, response].map((delays) => delays.reduce((low, delay) => Math.min(low, delay), Number.POSITIVE_INFINITY));
  const isApart = (least! < 0 || back! < 0) && order.length > 0 && response.length > 0;
  const apart = isApart ? (least! - back!) / 2 : 0;
  return {
    order: order.map((delay) => Math.max(delay - apart, 0)),
    response: response.map((delay) => Math.max(delay + apart, 0)),
    apart,
  };
}
