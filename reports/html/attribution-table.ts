import type { Part } from '../../engine/analysis/attribution/breakdown.ts';
import { grouped, percent, ratio } from '../format.ts';
import { type Column, table } from './table.ts';

/** Where the profit came from: a row per strategy, instrument or side. */
export function attributionTable(head: string, rows: readonly Part[], currency: string): string {
  const columns: Column<Part>[] = [
    { head, text: ({ name }) => name },
    { head: `P&L ${currency}`, number: true, text: ({ pnl }) => grouped(pnl), sign: ({ pnl }) => pnl },
    { head: 'Of which open', number: true, text: ({ unrealized }) => grouped(unrealized) },
    { head: 'Costs', number: true, text: ({ fees, slippage }) => grouped(fees + slippage) },
    { head: 'Round trips', number: true, text: ({ trades }) => grouped(trades.trades, 0) },
    { head: 'Won', number: true, text: ({ trades }) => percent(trades.winRate) },
    { head: 'Profit factor', number: true, text: ({ trades }) => ratio(trades.profitFactor) },
    { head: 'Mean return', number: true, text: ({ trades }) => percent(trades.expectancy), sign: ({ trades }) => trades.expectancy },
    { head: 'Best', number: true, text: ({ trades }) => percent(trades.bestTrade) },
    { head: 'Worst', number: true, text: ({ trades }) => percent(trades.worstTrade) },
  ];
  const name = `By ${head.toLowerCase()}`;
  return `<h3>${name}</h3>${table(name, columns, rows)}`;
}
