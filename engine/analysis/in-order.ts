import type { FillRecord, LedgerRecord, RunRecord, SplitRecord } from '../model/result.ts';

/** Something that happened to an account. */
export type Deed = FillRecord | LedgerRecord | SplitRecord;

/** Fills, payments and splits in the order in which they were booked. */
export function inOrder({ fills, ledger, splits, bookings }: Pick<RunRecord, 'fills' | 'ledger' | 'splits' | 'bookings'>): readonly Deed[] {
  if (ledger.length === 0 && splits.length === 0) return fills;
  const all: Deed[] = [];
  let payment = 0;
  let split = 0;
  for (let k = 0; k <= fills.length; k++) {
    for (; split < splits.length && bookings.fillsBeforeSplit[split]! <= k; split++) all.push(splits[split]!);
    for (; payment < ledger.length && bookings.fillsBeforePayment[payment]! <= k; payment++) all.push(ledger[payment]!);
    if (k < fills.length) all.push(fills[k]!);
  }
  return all;
}

/**
 * Whether the value of equity of a moment counts a fill or a split: a fill inside a bar that closes then is in it, one at the
 * open of a bar that begins then comes after it, and so does a split.
 */
export const isIn = (deed: FillRecord | SplitRecord, now: number): boolean =>
  deed.ts < now || (deed.ts === now && 'barTs' in deed && deed.barTs === now);
