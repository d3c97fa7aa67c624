import type { PriceColumns } from '../model/result.ts';
import { finite } from './power.ts';

/** The row of the first open that can be bought; -1 if there is none, or no close to hold it to. */
function firstOpen({ open, close }: PriceColumns): number {
  return close.some((price) => !Number.isNaN(price)) ? open.findIndex((price) => price > 0) : -1;
}

/**
 * What buying every instrument at its first open and holding it to its last close returns: the mean over instruments,
 * without costs. NaN without prices. Source: backtesting.py `Buy & Hold Return`, from the open as our orders fill there.
 */
export function buyAndHoldReturn(prices: readonly PriceColumns[]): number {
  let sum = 0;
  let count = 0;
  for (const one of prices) {
    const first = firstOpen(one);
    if (first < 0) continue;
    sum += one.close.findLast((price) => !Number.isNaN(price))! / one.open[first]! - 1;
    count++;
  }
  return count > 0 ? finite(sum / count) : Number.NaN;
}

/**
 * What `cash` bought and held this way is worth at each of `times`: even shares of it in all instruments, which wait as
 * cash until theirs can be bought. Null without prices. It ends where `buyAndHoldReturn` says.
 */
export function heldCurve(cash: number, times: Float64Array, prices: readonly PriceColumns[]): Float64Array | null {
  const bought = prices.filter((one) => firstOpen(one) >= 0);
  if (bought.length === 0) return null;
  const worth = new Float64Array(times.length);
  const share = cash / bought.length;
  for (const one of bought) {
    const first = firstOpen(one);
    const units = share / one.open[first]!;
    let row = -1;
    let value = share;
    for (let k = 0; k < times.length; k++) {
      while (row + 1 < one.ts.length && one.ts[row + 1]! <= times[k]!) {
        row++;
        if (row >= first && !Number.isNaN(one.close[row]!)) value = units * one.close[row]!;
      }
      worth[k]! += value;
    }
  }
  return worth;
}
