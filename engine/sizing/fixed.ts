import type { SizerModel } from './sizer.ts';

/** Always the same number of units. */
export const fixed =
  (qty: number): SizerModel =>
  () =>
  () =>
    qty;
