import type { SideBySide } from '../engine/analysis/side-by-side.ts';
import { table } from './csv.ts';
import { pairRow } from './side-by-side-rows.ts';

/** The comparison as JSON: its counts, its money, and every order. */
export const sideBySideJson = (session: string, { orders, ...totals }: SideBySide): string =>
  `${JSON.stringify({ session, ...totals, orders: orders.map(pairRow) })}\n`;

/** Every order as an RFC 4180 file. */
export function sideBySideCsv({ orders }: SideBySide): string {
  const rows = orders.map(pairRow);
  return table(
    Object.keys(rows[0] ?? {}),
    rows.map((row) => Object.values(row)),
  );
}
