import { ConfigError } from '../../../engine/model/errors.ts';
import type { Column } from '../../../engine/model/series.ts';
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '../../../engine/model/time.ts';
import { parseTimeframe, type Timeframe } from '../../../engine/model/timeframe.ts';

const UNITS = [
  ['w', WEEK],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
] as const;

/** A step of whole months, quarters or years, in days. */
const CALENDAR = [
  ['1M', 28, 31],
  ['3M', 89, 92],
  ['12M', 365, 366],
] as const;

/** A finer grid than the usual step must be met by at least this share of the steps, or it is a stray row. */
const SHARE = 0.02;

/** The timeframe of the labels of a file, and what was assumed to find it. */
export interface FoundTimeframe {
  readonly timeframe: Timeframe;
  readonly warnings: readonly string[];
}

/**
 * Finds the timeframe of a file's first labels: the one given, else the most common step between them, rows that go back or
 * repeat a time aside. Where some are closer, the smallest step counts if all others are multiples of it. A ConfigError asks
 * for it where the labels do not tell, and for days where dates were said to be parts of one: a bar taken as shorter than
 * it is would be known before its time.
 */
export function timeframeOf(name: string, labels: Column, areDates: boolean, given: string | undefined): FoundTimeframe {
  const steps = stepsOf(labels);
  if (given !== undefined) return checkGiven(name, given, steps.least, areDates);
  if (areDates && !(steps.least >= WEEK)) return found('1d');
  const usual = stepName(steps.usual);
  if (usual !== undefined && steps.usual === steps.least) return found(usual);
  if (usual?.endsWith('M') && steps.least >= 28 * DAY) return found(usual);
  const least = stepName(steps.least);
  if (least !== undefined && steps.allMultiples && steps.leastCount >= SHARE * steps.count) {
    return found(
      least,
      `${name}: taken as ${least} bars, though ${textOf(steps.usual)} is the most common step; if not, give the timeframe`,
    );
  }
  const was = steps.count === 0 ? 'one row' : `${textOf(steps.usual)} mostly, ${textOf(steps.least)} at least`;
  throw new ConfigError(`Expected a timeframe for ${name}, whose rows do not tell (${name}?timeframe=1h), but it was "${was}"`);
}

/** The text of a step, such as `5m` or `1M`; undefined where it is no whole number of seconds. */
export function stepName(step: number): string | undefined {
  const month = CALENDAR.find(([, low, high]) => step >= low * DAY && step <= high * DAY);
  if (month !== undefined) return month[0];
  const unit = UNITS.find(([, ms]) => step >= ms && step % ms === 0);
  return unit === undefined ? undefined : `${step / unit[1]}${unit[0]}`;
}

/** The most common step forward between labels, in milliseconds; NaN where there is none. */
export const usualStep = (labels: Column): number => stepsOf(labels).usual;

function checkGiven(name: string, given: string, least: number, areDates: boolean): FoundTimeframe {
  const timeframe = parseTimeframe(given);
  if (timeframe === undefined)
    throw new ConfigError(`Expected timeframe to be such as 1m, 1h, 1d or 1M for ${name}, but it was "${given}"`);
  if (areDates && 'ms' in timeframe && timeframe.ms < DAY)
    throw new ConfigError(`Expected a timeframe of days or longer for ${name}, whose rows are dates without times, but it was "${given}"`);
  const isShort = 'ms' in timeframe && least > timeframe.ms;
  const warning = `${name}: the timeframe is ${given}, but no two rows are closer than ${textOf(least)}`;
  return { timeframe, warnings: isShort ? [warning] : [] };
}

const textOf = (step: number): string => stepName(step) ?? `${step} ms`;

function found(text: string, ...warnings: string[]): FoundTimeframe {
  return { timeframe: parseTimeframe(text)!, warnings };
}

interface Steps {
  readonly count: number;
  readonly usual: number;
  readonly least: number;
  readonly leastCount: number;
  readonly allMultiples: boolean;
}

/** The steps forward between rows; NaN where there are none. Of equally common steps the smallest is the usual one. */
function stepsOf(labels: Column): Steps {
  const counts = new Map<number, number>();
  let count = 0;
  let run = 0;
  for (let row = 1; row < labels.length; row++) {
    run++;
    const step = labels[row]! - labels[row - 1]!;
    if (row + 1 < labels.length && labels[row + 1]! - labels[row]! === step) continue;
    if (step > 0) {
      counts.set(step, (counts.get(step) ?? 0) + run);
      count += run;
    }
    run = 0;
  }
  const steps = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const least = steps.reduce((min, [step]) => Math.min(min, step), Number.POSITIVE_INFINITY);
  return {
    count,
    usual: steps[0]?.[0] ?? Number.NaN,
    least: steps.length === 0 ? Number.NaN : least,
    leastCount: counts.get(least) ?? 0,
    allMultiples: steps.every(([step]) => step % least === 0),
  };
}
