import type { CountedTrial } from '../../engine/research/ledger.ts';
import { onlyParams, type Space } from '../../engine/research/space.ts';
import { isRecord } from '../config/is-record.ts';
import { trialHashOf } from './ledger.ts';
import type { Survey } from './survey.ts';
import type { TrialRecord } from './trial-record.ts';

/**
 * How trials of a sweep stand in the ledger. Where parameters of one strategy alone vary, a trial is the same one as a backtest
 * with its parameters; otherwise it is told apart by its point. A trial over a part of the data counts as one of its own; those that failed do not count.
 */
export function countedAs(surveyed: Survey, space: Space): (records: readonly TrialRecord[]) => CountedTrial[] {
  const { spec, data, code, families } = surveyed;
  const isPlain = onlyParams(space) && isRecord(spec) && isRecord(spec['params']);
  return (records) =>
    records.flatMap(({ point, resultHash, metrics, failure, budget }) => {
      if (failure !== undefined) return [];
      const whole = isPlain ? { ...spec, params: { ...(spec['params'] as object), ...point } } : { spec, point };
      const own = budget === undefined ? whole : { spec: whole, budget };
      return [{ families, trialHash: trialHashOf(own, data, code), resultHash, sharpe: metrics['sharpe'] ?? Number.NaN }];
    });
}
