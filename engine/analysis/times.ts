import { type Annualisation, annualisationOf, endOf } from './annualisation.ts';
import { once } from './once.ts';

/** What the times of equity values say by themselves; each worked out when it is first asked for. */
export interface Times {
  /** How many of them make a year, judged by them alone. */
  readonly annualisation: () => Annualisation;
  /** The last value of each day (UTC). */
  readonly days: () => Days;
}

/** The last values of days, by row, with their times. */
export interface Days {
  readonly rows: Int32Array;
  readonly ts: Float64Array;
  readonly annualisation: Annualisation;
}

/** What times say, ascending, milliseconds. */
export const timesOf = (ts: Float64Array): Times => ({
  annualisation: once(() => annualisationOf(ts, null)),
  days: once(() => daysOf(ts)),
});

function daysOf(ts: Float64Array): Days {
  const rows: number[] = [];
  let end = endOf(ts[0]!);
  for (let k = 1; k < ts.length; k++) {
    if (ts[k]! <= end) continue;
    rows.push(k - 1);
    end = endOf(ts[k]!);
  }
  rows.push(ts.length - 1);
  const days = Float64Array.from(rows, (row) => ts[row]!);
  return { rows: Int32Array.from(rows), ts: days, annualisation: annualisationOf(days, null) };
}
