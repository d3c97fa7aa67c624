import type { BrokerEvent } from '../../../engine/broker/broker.ts';
import type { HumanOrder, Input } from '../../../engine/loop/order-of-events.ts';
import type { Past } from '../world.ts';
import { at } from '../world.ts';

/** What a person says, and when. */
export const said = (
  ...all: readonly (readonly [time: string, order: HumanOrder | HumanOrder['kind']])[]
): { inputs: readonly Input[] } => ({
  inputs: all.map(([time, order], seq) => ({
    kind: 'human',
    ts: at(time),
    seq,
    order: typeof order === 'string' ? ({ kind: order } as HumanOrder) : order,
  })),
});

export type Heard = readonly [time: string, up: boolean];

/** What a broker says of the connection, and when. */
export const heard = (...all: readonly Heard[]): { inputs: readonly Input[] } => ({
  inputs: all.map(([time, up], seq) => ({
    kind: 'broker',
    ts: at(time),
    seq,
    event: { kind: 'connection', ts: at(time), id: 0, up } as BrokerEvent,
  })),
});

/** Every change of what may be traded: `[time, who, from, to]`, of the account. */
export const changes = ({ session }: Pick<Past, 'session'>): readonly (readonly [string, string, string, string])[] =>
  session.risk.transitions.map(({ ts, who, from, to }) => [new Date(ts).toISOString().slice(0, 16), who, from, to]);

/** What is held of the first instrument, and how many orders rest, of all strategies. */
export const rest = ({ session }: Pick<Past, 'session'>): readonly [held: number, open: number] => [
  session.account.qty(0),
  Array.from({ length: session.account.strategies }, (_, s) => session.blotter.openOrders(s, -1).length).reduce((sum, n) => sum + n, 0),
];
