import { isoTime } from '../../engine/model/time.ts';
import type { MonteCarloResult } from '../../engine/research/monte-carlo-result.ts';

/** The result as a line of JSON: times are ISO-8601 UTC, what does not apply is null. */
export function monteCarloJson(found: MonteCarloResult): string {
  const { bootstrap } = found;
  const times = (at: readonly number[]): string[] => at.map(isoTime);
  return `${JSON.stringify({
    ...found,
    from: timeOf(found.from),
    to: timeOf(found.to),
    bootstrap: bootstrap === null ? null : { ...bootstrap, fan: { ...bootstrap.fan, at: times(bootstrap.fan.at) } },
  })}\n`;
}

const timeOf = (ts: number): string | null => (Number.isNaN(ts) ? null : isoTime(ts));
