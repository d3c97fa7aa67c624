import { notionalAt } from '../model/instrument.ts';
import type { SizerModel, SizingRequest } from './sizer.ts';

/** As many units as stand for a fixed amount of account money: `notional` / (notional of a unit). */
export const notional =
  (amount: number): SizerModel =>
  () =>
  (request) =>
    amount / unitNotional(request);

/** What one unit stands for at the order's price, in account money. */
export const unitNotional = ({ instrument, price, rate }: SizingRequest): number => notionalAt(instrument, 1, price) * rate;
