import type { EquityColumns } from '../model/result.ts';
import type { Annualisation } from './annualisation.ts';
import { returnsOf } from './returns.ts';
import { type Times, timesOf } from './times.ts';

/** Equity at the pace at which months of it are judged: one value a day of an intraday run, else every value. */
export interface Sampled {
  readonly every: 'day' | 'value';
  readonly ts: Float64Array;
  readonly value: Float64Array;
  /** One per value; the first is from the starting cash. */
  readonly returns: Float64Array;
  readonly periodsPerYear: number;
}

/** Takes the last value of each day (UTC) of an intraday run; the days of such a run count as those of a daily one. */
export function sampledOf(
  startCash: number,
  equity: EquityColumns,
  { frequency, periodsPerYear }: Annualisation,
  times: Times = timesOf(equity.ts),
): Sampled {
  const { ts, value } = equity;
  if (frequency !== 'intraday') return { every: 'value', ts, value, returns: returnsOf(startCash, value), periodsPerYear };
  const { rows, ts: days, annualisation } = times.days();
  const values = Float64Array.from(rows, (row) => value[row]!);
  return { every: 'day', ts: days, value: values, returns: returnsOf(startCash, values), periodsPerYear: annualisation.periodsPerYear };
}
