import { DAY, HOUR, MINUTE, SECOND, WEEK } from '../model/time.ts';

const UNITS = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: WEEK } as const;

/** The milliseconds of a length of time such as `500ms`, `30s`, `10m`, `4h`, `1d`, `1w` or `0s`; NaN for another text. */
export function durationOf(text: string): number {
  const match = /^(0|[1-9]\d*)(ms|[smhdw])$/.exec(text);
  return match === null ? Number.NaN : Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
}
