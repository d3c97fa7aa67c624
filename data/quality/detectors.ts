import type { SessionTable } from '../../engine/model/calendar.ts';
import { DAY, HOUR } from '../../engine/model/time.ts';
import { BadPrint } from './bad-print.ts';
import { CHECK_NAMES, CHECKS, type CheckName } from './checks.ts';
import { ClockShift } from './clock-shift.ts';
import { ClosedDay } from './closed-day.ts';
import { Conflict } from './conflict.ts';
import { Crossed } from './crossed.ts';
import type { Detector, Subject } from './detector.ts';
import { Duplicate } from './duplicate.ts';
import { Flat } from './flat.ts';
import { FundingGap } from './funding-gap.ts';
import { FundingJitter } from './funding-jitter.ts';
import { FundingRepeat } from './funding-repeat.ts';
import { Future } from './future.ts';
import { Gap } from './gap.ts';
import { HoursShift } from './hours-shift.ts';
import { Locked } from './locked.ts';
import { Missing } from './missing.ts';
import { MissingSession } from './missing-session.ts';
import { MixedTimeframe } from './mixed-timeframe.ts';
import { NonPositive } from './non-positive.ts';
import { Ohlc } from './ohlc.ts';
import { OneSided } from './one-sided.ts';
import { OutOfSession } from './out-of-session.ts';
import { Overlap } from './overlap.ts';
import { SessionWalk } from './session-walk.ts';
import { hasClosures } from './sessions.ts';
import { Spike } from './spike.ts';
import { Split } from './split.ts';
import { SplitInBar } from './split-in-bar.ts';
import { Stale } from './stale.ts';
import { Stamp } from './stamp.ts';
import { Unsorted } from './unsorted.ts';
import { UsualGap } from './usual-gap.ts';
import { ZeroSize } from './zero-size.ts';
import { ZeroVolume } from './zero-volume.ts';

/** Of the year. */
const MONTH = (365.2425 / 12) * DAY;

/** What looks for a check's findings in a series; undefined where the series has nothing that it could be. */
type Maker = (subject: Subject, ms: number, market: Market) => Detector | undefined;

/** The calendar of a series, as far as it is of use: bars of a day and less, and what is not bars. */
interface Market {
  readonly calendar: SessionTable | undefined;
  /** For intraday bars. */
  readonly walk: SessionWalk | undefined;
  /** The calendar, where the market closes at all. */
  readonly closes: SessionTable | undefined;
}

const MAKERS: Readonly<Record<CheckName, Maker>> = {
  unsorted: (subject) => new Unsorted(subject),
  // Bars that end by what was traded may begin and end within one millisecond.
  duplicate: (subject) => (isUntimed(subject) ? undefined : new Duplicate(subject)),
  conflict: (subject) => (isUntimed(subject) ? undefined : new Conflict(subject)),
  missing: (subject) => new Missing(subject),
  'non-positive': (subject) => new NonPositive(subject),
  overlap: (subject) => new Overlap(subject),
  future: (subject) => new Future(subject),
  ohlc: (subject) => new Ohlc(subject),
  'bad-print': (subject) => new BadPrint(subject),
  spike: (subject) => new Spike(subject),
  split: (subject) => new Split(subject),
  'split-in-bar': (subject) => new SplitInBar(subject),
  'mixed-timeframe': (subject) => (isUntimed(subject) ? undefined : new MixedTimeframe(subject)),
  'missing-session': (subject, _, { calendar, walk }) => calendar && new MissingSession(subject, calendar, walk),
  gap: (subject, ms, { calendar, walk }) => {
    if (isUntimed(subject)) return undefined;
    if (calendar === undefined) return new UsualGap(subject, ms);
    return walk && new Gap(subject, calendar, walk);
  },
  'clock-shift': (subject, ms, { calendar, closes }) => {
    if (ms > HOUR || isUntimed(subject)) return undefined;
    return calendar === undefined ? new HoursShift(subject) : closes && new ClockShift(subject, closes);
  },
  stamp: (subject, ms, { closes, walk }) => walk && closes && (isUntimed(subject) ? undefined : new Stamp(subject, closes, ms)),
  'closed-day': (subject, ms, { closes }) => closes && new ClosedDay(subject, closes, ms),
  'out-of-session': (subject, ms, { closes }) => (ms < DAY ? closes && new OutOfSession(subject, closes) : undefined),
  stale: (subject) => new Stale(subject),
  'zero-volume': (subject) => (subject.price === 'trade' ? new ZeroVolume(subject) : undefined),
  flat: (subject) => new Flat(subject),
  'one-sided': (subject) => new OneSided(subject),
  crossed: (subject) => new Crossed(subject),
  locked: (subject) => new Locked(subject),
  'zero-size': (subject) => new ZeroSize(subject),
  'funding-gap': (subject) => new FundingGap(subject),
  'funding-repeat': (subject) => new FundingRepeat(subject),
  'funding-jitter': (subject) => new FundingJitter(subject),
};

/** Whether they are bars that end by what was traded. */
const isUntimed = ({ kind, timeframe }: Subject): boolean => kind === 'bars' && timeframe === undefined;

/** The detectors that concern a series, in the order of the table. */
export function detectorsOf(subject: Subject): readonly Detector[] {
  const { timeframe, kind } = subject;
  const ms = timeframe === undefined ? 0 : 'ms' in timeframe ? timeframe.ms : timeframe.months * MONTH;
  const calendar = ms <= DAY ? subject.calendar : undefined;
  const walk =
    calendar !== undefined && kind === 'bars' && ms < DAY ? new SessionWalk(calendar, ms === 0 ? Number.POSITIVE_INFINITY : ms) : undefined;
  const closes = calendar !== undefined && hasClosures(calendar) ? calendar : undefined;
  return CHECK_NAMES.flatMap((check) =>
    CHECKS[check].kinds.includes(kind) ? (MAKERS[check](subject, ms, { calendar, walk, closes }) ?? []) : [],
  );
}
