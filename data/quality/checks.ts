import type { SeriesKind } from '../block.ts';

/** What happens where a check finds something: a DataError, a warning in every result, the row left out, or a note alone. */
export type Policy = 'fail' | 'warn' | 'drop' | 'keep';

/** How grave a finding is: not market data, to be looked at before a result is believed, or worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** What a check looks for, and what is done about it. */
export interface CheckSpec {
  readonly kinds: readonly SeriesKind[];
  /** What happens where nothing else is asked for. */
  readonly policy: Policy;
  /** What may be asked for: rows that would break a run are never passed on, and what no single row is to blame for drops none. */
  readonly policies: readonly Policy[];
  readonly severity: Severity;
  /** What it finds, in words that follow "rows with" or stand alone. */
  readonly about: string;
  /** Where it says nothing, though the rows look like it. */
  readonly silent: string;
}

/** Rows that no run can have are refused or left out, never passed on. */
const REFUSE = ['fail', 'drop'] as const;
const ANY = ['fail', 'warn', 'drop', 'keep'] as const;
/** Where no single row is to blame, none is left out. */
const WHOLE = ['fail', 'warn', 'keep'] as const;

const BARS = ['bars'] as const;
const QUOTES = ['quotes'] as const;
const FUNDING = ['funding'] as const;
const TRADED = ['bars', 'quotes', 'trades'] as const;

const SEVERITY = { fail: 'error', warn: 'warning', drop: 'warning', keep: 'note' } as const;

function row(kinds: readonly SeriesKind[], policy: Policy, policies: readonly Policy[], about: string, silent = ''): CheckSpec {
  return { kinds, policy, policies, severity: SEVERITY[policy], about, silent };
}

/** Every check by its name, in the order in which they look at the rows. */
export const CHECKS = {
  unsorted: row(
    ['bars', 'quotes', 'trades', 'funding', 'actions', 'custom'],
    'fail',
    REFUSE,
    'a time before that of the row above',
    'ticks, actions and custom rows of one time',
  ),
  duplicate: row(
    ['bars', 'funding', 'actions'],
    'drop',
    REFUSE,
    'a row repeated in full',
    'ticks: two equal prints of one millisecond are two trades',
  ),
  conflict: row(['bars', 'funding'], 'fail', REFUSE, 'two rows of one time with other numbers', 'ticks, and actions of one day'),
  missing: row(
    ['bars', 'trades', 'funding', 'actions'],
    'fail',
    REFUSE,
    'an empty price, size or rate',
    'volume, the sides of quotes, custom columns: they may be absent',
  ),
  'non-positive': row(TRADED, 'fail', ANY, 'a price of zero or below'),
  overlap: row(BARS, 'fail', REFUSE, 'a bar that begins before the one above it is over'),
  future: row(
    ['bars', 'quotes', 'trades', 'funding', 'custom'],
    'fail',
    REFUSE,
    'a time that is yet to come, an intraday bar that is still open',
    'the last ten seconds: clocks differ; actions, which are announced',
  ),
  ohlc: row(BARS, 'warn', ANY, 'a high or low that does not contain open and close'),
  'bad-print': row(BARS, 'warn', ANY, 'a high or low far from every price around', 'within 5 %, and within 20 usual ranges'),
  spike: row(
    ['bars', 'trades'],
    'warn',
    WHOLE,
    'a close, or trade, far from the one before and the one after',
    'within 5 %, and within 20 usual ranges',
  ),
  split: row(
    BARS,
    'warn',
    WHOLE,
    'a jump from close to open in the ratio of a split, for good',
    'a split that is known; a price that comes back within five bars',
  ),
  'split-in-bar': row(BARS, 'warn', WHOLE, 'a bar that begins before a split and ends after it', 'as split'),
  'mixed-timeframe': row(
    BARS,
    'warn',
    WHOLE,
    '20 bars and more that stand further apart than they are long, all equally',
    'bars missing here and there',
  ),
  'missing-session': row(
    BARS,
    'warn',
    WHOLE,
    'a session of the calendar without a bar',
    'without a calendar; before the first bar, after the last',
  ),
  gap: row(
    BARS,
    'warn',
    WHOLE,
    'bars missing within a session; without a calendar, gaps longer than usual',
    'nights, weekends, holidays, breaks',
  ),
  'clock-shift': row(BARS, 'warn', WHOLE, 'sessions that stand an hour from their place', 'daylight saving; bars longer than an hour'),
  stamp: row(
    BARS,
    'warn',
    WHOLE,
    'sessions that stand one bar from their place: the wrong end of the bar was taken for its time',
    'without a calendar; daily bars',
  ),
  'closed-day': row(TRADED, 'warn', ANY, 'rows of days on which the market was closed', 'without a calendar'),
  'out-of-session': row(
    TRADED,
    'keep',
    ANY,
    'rows before the open, after the close, in the break; a warning where they are three quarters of all',
    'without a calendar; daily bars',
  ),
  stale: row(
    BARS,
    'warn',
    WHOLE,
    'three equal bars in a row, five of one price (ten, and 30, of less than an hour)',
    'bars of one price without volume, but for 100 in a row where there is no volume at all',
  ),
  'zero-volume': row(
    BARS,
    'keep',
    WHOLE,
    'bars without volume; a warning where ten in a row move all the same',
    'a series without any volume, as of currencies',
  ),
  flat: row(BARS, 'keep', WHOLE, 'bars of one price'),
  'one-sided': row(QUOTES, 'warn', ANY, 'no bid or no ask'),
  crossed: row(QUOTES, 'warn', ANY, 'a bid above the ask'),
  locked: row(QUOTES, 'keep', ANY, 'a bid equal to the ask'),
  'zero-size': row(['trades'], 'keep', ANY, 'a trade of no size'),
  'funding-gap': row(FUNDING, 'warn', WHOLE, 'a rate missing in the usual interval', 'negative rates: shorts pay'),
  'funding-repeat': row(FUNDING, 'warn', ANY, 'two rates within a minute'),
  'funding-jitter': row(FUNDING, 'keep', WHOLE, 'a time that is not on the minute'),
} satisfies Record<string, CheckSpec>;

/** The name of a check. */
export type CheckName = keyof typeof CHECKS;

/** All names, in order. */
export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[];
