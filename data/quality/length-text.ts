import { DAY, HOUR, MINUTE, SECOND } from '../../engine/model/time.ts';

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
] as const;

/** Writes a length of time in the largest unit that it holds, with one decimal where it needs one: `40.7 d`, `6.4 h`, `10 m`. */
export function lengthText(ms: number): string {
  const [unit, length] = UNITS.find(([, one]) => ms >= one) ?? ['ms', 1];
  return `${Math.round((10 * ms) / length) / 10} ${unit}`;
}
