import { HOUR, MINUTE, SECOND } from '../../../engine/model/time.ts';

const COLON = 58;
const DOT = 46;

/** Reads the time of day that fills `at..end`, `09:30`, `09:30:00`, `09:30:00.125`, `0930` or `093000`, in milliseconds; else NaN. */
export function clockAt(bytes: Buffer, at: number, end: number): number {
  const length = end - at;
  const gap = bytes[at + 2] === COLON ? 1 : 0;
  if (gap === 0 ? length !== 4 && length !== 6 : length !== 5 && length !== 8 && length !== 12) return Number.NaN;
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 2 + gap);
  const isShort = length < 6;
  if (!isShort && gap === 1 && bytes[at + 5] !== COLON) return Number.NaN;
  const second = isShort ? 0 : twoDigits(bytes, at + 4 + 2 * gap);
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
  const whole = hour * HOUR + minute * MINUTE + second * SECOND;
  if (length < 12) return whole;
  return bytes[at + 8] === DOT ? whole + twoDigits(bytes, at + 9) * 10 + digit(bytes, at + 11) : Number.NaN;
}

function twoDigits(bytes: Buffer, at: number): number {
  return digit(bytes, at) * 10 + digit(bytes, at + 1);
}

function digit(bytes: Buffer, at: number): number {
  const value = bytes[at]! - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
