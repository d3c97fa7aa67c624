import type { OrderStatus } from '../model/order.ts';

/** Every state of an order; its place in the list is its number in the table. */
export const STATES = [
  'submitted',
  'accepted',
  'triggered',
  'partially-filled',
  'filled',
  'canceled',
  'rejected',
  'expired',
  'unknown',
] as const satisfies readonly OrderStatus[];

/** Every kind of event in an order's life; its place in the list is its number in the log. */
export const EVENTS = [
  'submitted',
  'accepted',
  'rejected',
  'released',
  'triggered',
  'replaced',
  'replace-rejected',
  'filled',
  'canceled',
  'cancel-rejected',
  'expired',
  'unknown-outcome',
] as const;

type State = (typeof STATES)[number];
export type EventKind = (typeof EVENTS)[number];

const OPEN = ['submitted', 'accepted', 'triggered', 'partially-filled', 'unknown'] as const;

/**
 * An order's life: event -> the states it may come in, and the state it leads to. A fill leads to `filled` or
 * `partially-filled` by what is left. A venue may fill an order that it has just cancelled or expired: the fill counts.
 */
const LIFE: Readonly<Record<Exclude<EventKind, 'submitted'>, readonly (readonly [from: readonly State[], to: State | 'same'])[]>> = {
  accepted: [[['submitted', 'unknown'], 'accepted']],
  rejected: [[['submitted', 'unknown'], 'rejected']],
  released: [[['accepted', 'triggered', 'partially-filled'], 'same']],
  triggered: [[['accepted', 'unknown'], 'triggered']],
  replaced: [[['accepted', 'triggered', 'partially-filled'], 'same']],
  'replace-rejected': [[STATES, 'same']],
  filled: [[[...OPEN, 'canceled', 'expired'], 'filled']],
  canceled: [[OPEN, 'canceled']],
  'cancel-rejected': [[STATES, 'same']],
  expired: [[OPEN, 'expired']],
  'unknown-outcome': [[['submitted', 'accepted', 'triggered', 'partially-filled'], 'unknown']],
};

/** What comes after an event that may not come, and after one that changes no state. */
export const NEVER = -1;
export const STAYS = -2;

const ACCEPTED = EVENTS.indexOf('accepted');
const FILLED = EVENTS.indexOf('filled');
const NUMBER_OF: ReadonlyMap<string, number> = new Map(EVENTS.map((kind, k) => [kind, k]));

/** LIFE as one array: [state x events + event] -> state. */
const TABLE = new Int8Array(STATES.length * EVENTS.length).fill(NEVER);
for (const [kind, rules] of Object.entries(LIFE)) {
  for (const [from, to] of rules) {
    for (const state of from)
      TABLE[STATES.indexOf(state) * EVENTS.length + NUMBER_OF.get(kind)!] = to === 'same' ? STAYS : STATES.indexOf(to);
  }
}

/** The number of the state to which an event leads from another, or one of the above; what is not known has no state. */
export const stateAfter = (state: number, event: number): number => TABLE[state * EVENTS.length + event] ?? NEVER;

// A switch over names is a few comparisons of pointers; looking a name up in a list would cost more than the event.
export function eventNumber(kind: EventKind): number {
  switch (kind) {
    case 'accepted':
      return ACCEPTED;
    case 'filled':
      return FILLED;
    default:
      return NUMBER_OF.get(kind)!;
  }
}
