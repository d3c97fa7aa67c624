import type { Sizer } from './sizer.ts';

/** Always the same number of units. */
export const fixed =
  (qty: number): Sizer =>
  () =>
    qty;
