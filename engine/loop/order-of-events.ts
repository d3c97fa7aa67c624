import type { BrokerEvent } from '../broker/broker.ts';
import type { OrderId } from '../model/order.ts';
import type { Millis } from '../model/time.ts';

/** What a person may tell a running session. */
export type HumanOrder =
  | { readonly kind: 'cancel'; readonly id: OrderId }
  | { readonly kind: 'cancel-all' }
  | { readonly kind: 'close-all' }
  /** Cancels all, closes all, and lets nothing pass until it is released. */
  | { readonly kind: 'kill' }
  | { readonly kind: 'release' }
  /** The driver stops new exposure for a cause of this name, such as `drift`, and lifts it when the cause is gone. */
  | { readonly kind: 'hold'; readonly who: string; readonly why: string }
  | { readonly kind: 'lift'; readonly who: string; readonly why: string }
  /** `active` ends every restriction but a kill. */
  | { readonly kind: 'trading-state'; readonly state: 'active' | 'reducing' | 'halted' };

/** What enters the engine beside market data: people and brokers. `seq` is the order of arrival. */
export type Input =
  | { readonly kind: 'human'; readonly ts: Millis; readonly seq: number; readonly order: HumanOrder }
  | { readonly kind: 'broker'; readonly ts: Millis; readonly seq: number; readonly event: BrokerEvent };

/** Everything that can happen at one timestamp, in the order in which it does; see docs/event-order.md. */
export const ORDER_OF_EVENTS = ['human', 'broker', 'close', 'schedule', 'timer', 'handler', 'command', 'open'] as const;

/** An event as far as its place among others goes: feed is the declared order, seq the arrival. */
export interface Placed {
  readonly kind: (typeof ORDER_OF_EVENTS)[number];
  readonly ts: number;
  readonly feed?: number;
  readonly seq?: number;
}

const RANK = Object.fromEntries(ORDER_OF_EVENTS.map((kind, rank) => [kind, rank])) as Record<Placed['kind'], number>;

/** The one comparator, of backtest, paper and live: time, then kind, then declared feed, then arrival. */
export function compareEvents(a: Placed, b: Placed): number {
  return a.ts - b.ts || RANK[a.kind] - RANK[b.kind] || (a.feed ?? 0) - (b.feed ?? 0) || (a.seq ?? 0) - (b.seq ?? 0);
}
