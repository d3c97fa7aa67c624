import { CAUSES, type Cause, type Causes } from '../engine/analysis/attribution/cause.ts';

/** What a cause is called to a reader. */
export const CAUSE_NAMES: Readonly<Record<Cause, string>> = {
  price: 'Price',
  slippage: 'Slippage',
  fee: 'Fees',
  funding: 'Funding',
  borrow: 'Borrow',
  swap: 'Swap',
  interest: 'Interest',
  dividend: 'Dividends',
  'cash-in-lieu': 'Cash in lieu',
  liquidation: 'Liquidation fees',
  'write-off': 'Written off',
  commission: 'Fees in another currency',
  adjustment: 'Adjustments',
  currency: 'Currency',
};

/** What every run has, if only nothing of it. */
const ALWAYS: readonly Cause[] = ['price', 'slippage', 'fee'];

/** The causes that have moved any of some parts of a run, in reading order; price, slippage and fees in any case. */
export const causesOf = (parts: readonly Causes[]): readonly Cause[] =>
  CAUSES.filter((cause) => ALWAYS.includes(cause) || parts.some((causes) => causes[cause] !== 0));
