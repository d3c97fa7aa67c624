import { ConfigError } from '../../../model/errors.ts';
import { parseTime } from '../../../model/time.ts';
import type { Fees } from './fee-model.ts';
import { sumOf } from './joined-fees.ts';

/** Fees that change at dates (ISO, ascending): each is valid from its own on, and the first before all of them too. */
export function byDate(dates: readonly string[], fees: readonly Fees[]): Fees {
  const from = dates.map((date) => parseTime(date));
  const wrong = from.findIndex((ts, k) => !(ts > (from[k - 1] ?? Number.NEGATIVE_INFINITY)));
  if (dates.length === 0) throw new ConfigError('Expected at least one step of a fee by date, but it was none');
  if (wrong >= 0) throw new ConfigError(`Expected the dates of a fee to be ISO dates that rise, but it was "${dates[wrong]}"`);
  const { fee: _, ...memory } = sumOf(fees);
  return {
    fee(qty, price, instrument, liquidity, orderId, buys, ts) {
      let k = fees.length - 1;
      while (k > 0 && ts < from[k]!) k--;
      return fees[k]!.fee(qty, price, instrument, liquidity, orderId, buys, ts);
    },
    ...memory,
  };
}
