import { StrategyError } from '../../engine/model/errors.ts';
import { isoTime } from '../../engine/model/time.ts';
import { causeOf } from '../live/cause.ts';
import { hashesOf } from './hashes.ts';
import type { ReplayedSession } from './replayed.ts';

/** Throws a StrategyError that names the first command which is not as it was recorded, and why; where there is none, nothing. */
export function diverges(session: string, { divergence, manifest, prepared }: ReplayedSession): void {
  if (divergence === undefined) return;
  const { ts, command, written, now, step } = divergence;
  throw new StrategyError(
    `Expected session "${session}" to come out again as it was recorded, but at ${isoTime(ts)} (step ${step}, command ${command}) it was ${now ?? 'none'}, and was recorded as ${written ?? 'none'}: ${causeOf(manifest.hashes, hashesOf(prepared))}`,
  );
}
