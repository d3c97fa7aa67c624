import { isoTime } from '../model/time.ts';
import type { Hold } from '../risk/trading-states.ts';

/** A restriction as a warning of the result; `name` is that of the strategy it concerns, undefined for the account. */
export function holdInWords({ who, state, flatten, since, until }: Hold, name: string | undefined): string {
  const span = Number.isFinite(until) ? `until ${isoTime(until)}` : 'from then on';
  const closed = flatten ? 'everything was closed, and ' : '';
  const what = state === 'reducing' ? 'only orders that reduce a position were let through' : 'no order was let through';
  const cause =
    who === 'kill' ? 'the kill switch was pulled' : who === 'strategy' ? `strategy "${name}" threw` : `${who}${of(name)} was reached`;
  return `${cause} at ${isoTime(since)}: ${closed}${span} ${what}`;
}

/** The same where an earlier session left it. */
export const carriedInWords = ({ who, state, since }: Hold, name: string | undefined): string =>
  `trading${of(name)} began ${state}: ${who} since ${isoTime(since)}`;

/** The same where a person has ended it before its time. */
export const endInWords = ({ who }: Hold, ts: number, name: string | undefined): string =>
  `a person ended ${who === 'kill' ? 'the kill' : `${who}${of(name)}`} at ${isoTime(ts)}: from then on orders were let through again`;

const of = (name: string | undefined): string => (name === undefined ? '' : ` of "${name}"`);
