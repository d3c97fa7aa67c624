import { DAY } from '../../engine/model/time.ts';
import { roundStep } from './ticks.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Steps that divide a day, or a week, evenly. */
const STEPS = [
  1_000,
  5_000,
  15_000,
  30_000,
  ...[1, 5, 15, 30].map((k) => k * MINUTE),
  ...[1, 3, 6, 12].map((k) => k * HOUR),
  DAY,
  2 * DAY,
  7 * DAY,
];
const MONTH = 30.4 * DAY;
/** Months that divide a year evenly. */
const MONTH_STEPS = [1, 3, 6];

/** A tick of a time axis. */
export interface TimeTick {
  readonly value: number;
  readonly text: string;
}

/** About `count` ticks of a time axis: years, months, days or times of day (UTC), as the span asks for. */
export function timeTicks(from: number, to: number, count: number): readonly TimeTick[] {
  const rough = Math.max(to - from, 1) / count;
  const times = rough > 7 * DAY ? byCalendar(from, to, rough / MONTH) : byClock(from, to, rough);
  const years = times.some((time) => textOf(time).length === 4);
  return times.map((value, k) => ({ value, text: k === 0 && !years ? inFull(value) : textOf(value) }));
}

function byClock(from: number, to: number, rough: number): number[] {
  const step = STEPS.find((one) => one >= rough)!;
  // weeks begin on Monday, four days after the epoch
  const shift = step === 7 * DAY ? 4 * DAY : 0;
  const times: number[] = [];
  for (let time = Math.ceil((from - shift) / step) * step + shift; time <= to; time += step) times.push(time);
  return times;
}

function byCalendar(from: number, to: number, rough: number): number[] {
  const months = MONTH_STEPS.find((one) => one >= rough) ?? 12 * Math.max(1, Math.round(roundStep(rough / 12)));
  const first = new Date(from);
  const times: number[] = [];
  for (let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months; ; month += months) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > to) return times;
    if (time >= from) times.push(time);
  }
}

function textOf(time: number): string {
  const date = new Date(time);
  if (time % DAY !== 0) return date.toISOString().slice(11, time % MINUTE === 0 ? 16 : 19);
  const month = MONTHS[date.getUTCMonth()]!;
  if (date.getUTCDate() !== 1) return `${date.getUTCDate()} ${month}`;
  return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : month;
}

/** The first tick says which year or day it is in, where no other does. */
function inFull(time: number): string {
  const date = new Date(time);
  const month = MONTHS[date.getUTCMonth()]!;
  if (time % DAY !== 0) return `${date.getUTCDate()} ${month} ${textOf(time)}`;
  if (date.getUTCDate() !== 1) return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`;
  return `${month} ${date.getUTCFullYear()}`;
}
