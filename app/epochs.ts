import { type CheckedRun, checkEpochs } from '../engine/loop/epochs.ts';
import type { BacktestParts } from '../engine/loop/parts.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { parseTimeframe } from '../engine/model/timeframe.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import type { EpochRecord } from '../reports/result.ts';

/** What cuts a run into epochs: milliseconds, as they were written, and how many rows are shown before each. */
export interface Epochs {
  readonly length: string;
  readonly every: number;
  readonly rows: number | undefined;
}

/** Reads the length of an epoch, such as `1d` or `12h`. Throws a ConfigError for what is none. */
export function readEpochs(length: string, rows: number | undefined): Epochs {
  const timeframe = parseTimeframe(length);
  if (timeframe === undefined || !('ms' in timeframe))
    throw new ConfigError(`Expected the length of an epoch to be such as "1d", "12h" or "1w", but it was "${length}"`);
  if (rows !== undefined && !(Number.isInteger(rows) && rows > 0))
    throw new ConfigError(`Expected the rows before an epoch to be a whole number, 1 or more, but it was "${rows}"`);
  return { length, every: timeframe.ms, rows };
}

/** Runs a backtest without epochs and with them; `reload` gives the strategies of each epoch, with modules loaded anew. */
export async function runWithEpochs(
  parts: BacktestParts,
  epochs: Epochs,
  reload: (() => Promise<readonly AnyStrategy[]>) | undefined,
): Promise<CheckedRun> {
  const steps = checkEpochs(parts, epochs);
  let step = steps.next();
  while (step.done !== true) step = steps.next(await reload?.());
  return step.value;
}

/** What a result says of it. */
export const epochRecord = ({ epochs: { rows, count, difference } }: CheckedRun, { length }: Epochs): EpochRecord => ({
  length,
  rows,
  count,
  difference,
});
