import { randomBytes } from 'node:crypto';

/** A short, readable name for a run: day, strategy, four hex digits; `20261121-sma-cross-3f2a`. */
export function newRunId(family: string, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const name =
    family
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'run';
  return `${day}-${name}-${randomBytes(2).toString('hex')}`;
}
