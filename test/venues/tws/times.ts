const two = (value: number): string => String(value).padStart(2, '0');

/** A moment in UTC as TWS writes it, seconds and no fractions: `20240102 10:00:00 UTC`; with a dash in requests. */
export function stamp(ts: number, between = ' ', zone = ' UTC'): string {
  const date = new Date(ts);
  const day = `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
  return `${day}${between}${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}${zone}`;
}

/** Reads `20240102-10:00:00`, which is UTC, or the same with a blank and a zone of UTC; NaN for anything else. */
export function momentOf(text: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})(?:-(\d{2}):(\d{2}):(\d{2})| (\d{2}):(\d{2}):(\d{2}) (?:UTC|GMT))$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, ...clock] = match.filter((part) => part !== undefined).map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = clock;
  return Date.UTC(year!, month! - 1, day, hours, minutes, seconds);
}
