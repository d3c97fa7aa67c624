import { DAY } from '../../../engine/model/time.ts';
import { type Asked, textOf } from './asked.ts';
import { MOST_STEPS } from './instrument-row.ts';
import type { Listed } from './listed.ts';
import { Refusal } from './refusal.ts';

/** The instrument that a request is about. */
export function listedIn(all: readonly Listed[], asked: Asked): Listed {
  checkCategory(asked);
  const found = all.find(({ category, symbol }) => category === asked['category'] && symbol === asked['symbol']);
  if (found !== undefined) return found;
  throw asked['category'] === 'spot' ? new Refusal(170121, 'Invalid symbol.') : new Refusal(10001, 'params error: symbol invalid');
}

export function checkCategory(asked: Asked): void {
  if (!['spot', 'linear', 'inverse'].includes(textOf(asked, 'category'))) throw new Refusal(10001, 'Illegal category');
}

const DECIMAL = /^\d+(\.\d+)?$/;

/** A price, on the ticks and within the bounds of the instrument. */
export function priceOf(asked: Asked, name: string, { category, instrument }: Listed): number {
  const text = textOf(asked, name);
  const value = Number(text);
  const isSpot = category === 'spot';
  if (!DECIMAL.test(text) || value <= 0)
    throw new Refusal(isSpot ? 170130 : 10001, isSpot ? `Data sent for paramter '${name}' is not valid.` : 'Price invalid');
  if (!isOn(instrument.ticks, value))
    throw isSpot ? new Refusal(170134, 'Order price decimal too long.') : new Refusal(10001, 'Price invalid');
  if (value > 20_000_000 * instrument.tickSize)
    throw isSpot ? new Refusal(170132, 'Order price too high.') : new Refusal(110003, 'Order price exceeds the allowable range.');
  return value;
}

/** A quantity, in whole lots and within the bounds of the instrument. */
export function quantityOf(asked: Asked, { category, instrument }: Listed, isLimit: boolean): number {
  const text = textOf(asked, 'qty');
  const value = Number(text);
  const isSpot = category === 'spot';
  if (!DECIMAL.test(text))
    throw new Refusal(isSpot ? 170130 : 10001, isSpot ? "Data sent for paramter 'qty' is not valid." : 'Qty invalid');
  if (value < instrument.stepSize)
    throw isSpot
      ? new Refusal(170136, 'Order quantity lower than the minimum.')
      : new Refusal(110017, 'orderQty will be truncated to zero.');
  if (!isOn(instrument.steps, value))
    throw isSpot ? new Refusal(170137, 'Order quantity has too many decimals.') : new Refusal(10001, 'Qty invalid');
  if (value > (isLimit ? 1 : 0.5) * MOST_STEPS * instrument.stepSize)
    throw isSpot
      ? new Refusal(170381, 'Order quantity too large.')
      : new Refusal(10001, 'The number of contracts exceeds maximum limit allowed: too large');
  return value;
}

const isOn = ({ num, den }: Listed['instrument']['ticks'], value: number): boolean => {
  const steps = (value * den) / num;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
};

/** The span of time that is asked for: a week where nothing is said, and never more. */
export function spanOf(asked: Asked, now: number): readonly [from: number, until: number] {
  const [start, end] = [asked['startTime'], asked['endTime']];
  const until = end !== undefined ? Number(end) : start !== undefined ? Number(start) + 7 * DAY : now + DAY;
  const from = start !== undefined ? Number(start) : end !== undefined ? until - 7 * DAY : now - 7 * DAY;
  if (until - from > 8 * DAY) throw new Refusal(10001, 'The time range between startTime and endTime cannot exceed 7 days');
  return [from, until];
}
