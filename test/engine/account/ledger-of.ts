import { PAYMENTS } from '../../../engine/model/payment.ts';
import { ENTRY } from '../../../engine/portfolio/ledger.ts';
import type { Past } from '../world.ts';

/** The ledger of a past as `[when, what for, how much]`. */
export function ledgerOf({ session }: Past): readonly (readonly [when: string, kind: string, amount: number])[] {
  const { rows } = session.account.ledger;
  return Array.from({ length: rows.length }, (_, row) => [
    new Date(rows.get(row, ENTRY.ts)).toISOString().slice(0, 16),
    PAYMENTS[rows.get(row, ENTRY.kind)]!,
    rows.get(row, ENTRY.amount),
  ]);
}
