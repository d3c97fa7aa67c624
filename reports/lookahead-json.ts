import { isoTime } from '../engine/model/time.ts';
import type { LookaheadRecord } from './lookahead.ts';

/** What was found as JSON, with times as ISO 8601 in UTC. */
export function lookaheadJson(record: LookaheadRecord): string {
  const { cuts, ahead, warmup } = record;
  const written = {
    ...record,
    cuts: cuts.map(isoTime),
    ahead: ahead === null ? null : { ...ahead, cut: isoTime(ahead.cut), ts: isoTime(ahead.ts) },
    warmup: { ...warmup, starts: warmup.starts.map((one) => ({ ...one, start: isoTime(one.start) })) },
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}
