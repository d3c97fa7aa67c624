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

/**
 * What times say, kept for all that ask with the very same ones: runs over the same data are valued at the same moments. They
 * are told by their memory, which must not change.
 */
export class KeptTimes {
  readonly #kept = new WeakMap<ArrayBufferLike, { readonly offset: number; readonly length: number; readonly times: Times }>();

  readonly of = (ts: Float64Array): Times => {
    const { buffer, byteOffset: offset, length } = ts;
    const known = this.#kept.get(buffer);
    if (known !== undefined && known.offset === offset && known.length === length) return known.times;
    const times = timesOf(ts);
    this.#kept.set(buffer, { offset, length, times });
    return times;
  };
}

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
