import { DAY, endOfDay } from '../../engine/model/time.ts';
import { barEnd, parseTimeframe } from '../../engine/model/timeframe.ts';
import type { Pager } from './walk.ts';

/** Longer bars in which a hole is crossed: an hour at a time, a day, a month. */
const LADDER = ['1h', '1d', '1M'];

/** How many times longer the bars of the next rung are at least. */
const RUNG = 12;

/** What differs between venues that hand out bars. */
export interface BarEndpoint {
  /** For messages. */
  readonly name: string;
  /** The timeframes it has. */
  readonly timeframes: readonly string[];
  /** How many bars from where it was asked an empty answer speaks for. */
  readonly count: number;
  readonly bounded: boolean;
  now(): number;
  ask(timeframe: string, since: number, until?: number): ReturnType<Pager['ask']>;
}

/** The pager of an endpoint's bars of one timeframe. */
export function barPager(endpoint: BarEndpoint, timeframe: string): Pager {
  const frame = parseTimeframe(timeframe)!;
  const length = lengthOf(timeframe);
  const longer = LADDER.find((one) => endpoint.timeframes.includes(one) && lengthOf(one) >= RUNG * length);
  return {
    name: endpoint.name,
    ask: (since, until) => endpoint.ask(timeframe, since, until),
    now: () => endpoint.now(),
    after: (time) => barEnd(frame, time),
    speaksTo: (since) => Math.min(since + endpoint.count * length, endpoint.bounded ? Number.POSITIVE_INFINITY : endOfPage(since, length)),
    bounded: endpoint.bounded,
    // Wherever the venue begins its days, the bar that holds a time began less than its length before.
    ...(longer === undefined ? {} : { coarser: { pager: barPager(endpoint, longer), startOf: (time) => time - lengthOf(longer) } }),
  };
}

/** Some venues page by days and years: where they are not told an end, an answer does not speak beyond. */
function endOfPage(since: number, length: number): number {
  return length < DAY ? endOfDay(since) : Date.UTC(new Date(since).getUTCFullYear() + 1, 0, 1);
}

/** The longest that a bar of a timeframe lasts, in milliseconds. */
export function lengthOf(timeframe: string): number {
  const frame = parseTimeframe(timeframe)!;
  return 'ms' in frame ? frame.ms : frame.months * 31 * DAY;
}
