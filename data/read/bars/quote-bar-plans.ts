import type { SeriesKey } from '../../series-key.ts';
import type { Header } from '../header.ts';
import type { Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Table } from '../table.ts';
import { barTimeColumns } from '../time/time-column.ts';
import type { BarColumnsAt } from './bar-pass.ts';
import { type BarLayout, barPlan } from './bar-plan.ts';

type Side = Omit<BarColumnsAt, 'scale' | 'side' | 'askClose'>;

/** What a layout knows about a file with the bars of both sides. */
interface QuoteBarLayout extends Omit<BarLayout, 'at' | 'price'> {
  readonly at: { readonly bid: Side; readonly ask: Side };
  readonly scale: number;
}

/** Plans a file with bid bars and ask bars: two series, or the one that `price` chooses. Rows without prices of a side have no bar there. */
export function quoteBarPlans(table: Table, layout: QuoteBarLayout, options: ReadOptions): readonly Plan[] {
  const { at, scale, ...rest } = layout;
  const sides = (['bid', 'ask'] as const).filter((side) => options.price === undefined || options.price === side);
  return sides.map((side) => {
    // Bars of both sides are at hand here only, so the bid's pass looks for those that are crossed.
    const askClose = side === 'bid' ? { askClose: at.ask.close } : {};
    return barPlan(table, { ...rest, at: { ...at[side], scale, side, ...askClose }, price: side as SeriesKey['price'] }, options);
  });
}

/** The layout that a header gives: `bid_open,...,ask_close`, perhaps with sizes, which are taken as the volume of their side. */
export function plainQuoteBars(header: Header, options: ReadOptions, instrument: string): QuoteBarLayout {
  const at = header.need('bidOpen', 'bidHigh', 'bidLow', 'bidClose', 'askOpen', 'askHigh', 'askLow', 'askClose');
  const bid = { open: at.bidOpen, high: at.bidHigh, low: at.bidLow, close: at.bidClose, volume: header.find('bidVolume') };
  const ask = { open: at.askOpen, high: at.askHigh, low: at.askLow, close: at.askClose, volume: header.find('askVolume') };
  const time = barTimeColumns(header, options.stamp);
  return { time, at: { bid, ask }, scale: 1, instrument, found: [header.found()], warnings: [] };
}
