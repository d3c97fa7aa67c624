import { notionalAt } from '../model/instrument.ts';
import type { Sizer } from './sizer.ts';

/** As many units as stand for a fixed amount of account money: `notional` / (notional of a unit). */
export const notional =
  (amount: number): Sizer =>
  ({ price, instrument, rate }) =>
    amount / (notionalAt(instrument, 1, price) * rate);
