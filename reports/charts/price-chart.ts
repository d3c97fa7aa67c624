import type { FillRecord, PlotColumns, PriceColumns } from '../../engine/model/result.ts';
import { type Candles, candlesOf, valuesAt } from '../candles.ts';
import type { Curve, Mapping } from './curve.ts';
import type { Look } from './look.ts';
import { runColor, runDash } from './run-color.ts';
import { drawing, px } from './svg.ts';
import { asNumber } from './ticks.ts';
import { type Panel, timePanels } from './time-panels.ts';

/** More fills than this cannot be told apart on one picture. */
export const MOST_MARKS = 400;

/** More bars than this change no picture. */
const MOST_BARS = 2_000;

/** The prices of an instrument with what was plotted and traded on it, as they are drawn. */
export interface PricePoints extends Omit<Candles, 'open'> {
  readonly lines: readonly { readonly name: string; readonly pane: string | null; readonly values: Float64Array }[];
  readonly fills: readonly FillRecord[];
}

/** Thins the prices once, for drawings of any size. */
export function pricePoints(prices: PriceColumns, fills: readonly FillRecord[], plots: readonly PlotColumns[]): PricePoints {
  const candles = candlesOf(prices, MOST_BARS, 0);
  const lines = plots.map(({ name, pane, ts, value }) => ({ name, pane, values: valuesAt(candles.ts, ts, value) }));
  return { ...candles, lines, fills: fills.length <= MOST_MARKS ? fills : [] };
}

/** An instrument's close over the range of its bars, the lines its strategies plotted, and its buys and sells. */
export function priceChart({ ts, high, low, close, lines, fills }: PricePoints, says: string, look: Look, width: number): string {
  const curves = lines.map(({ name, values, pane }, k): Curve & { readonly pane: string | null } => {
    const dash = runDash(k + 1);
    return { name, color: runColor(look, k + 1), ts, values, pane, ...(dash !== undefined && { dash }) };
  });
  const price: Panel = {
    title: 'Price',
    ticks: asNumber,
    height: width * 0.38,
    curves: [{ name: 'Close', ts, values: close, color: look.ink }, ...curves.filter(({ pane }) => pane === null)],
    room: Float64Array.of(...extremes(high, low), ...fills.map((fill) => fill.price)),
    over: (x, y) => ranges({ ts, high, low }, x, y, look) + marks(fills, x, y, look),
  };
  const panes = [...new Set(curves.flatMap(({ pane }) => pane ?? []))].map(
    (title): Panel => ({ title, ticks: asNumber, height: width * 0.11, curves: curves.filter(({ pane }) => pane === title) }),
  );
  const { svg, height } = timePanels([price, ...panes], look, width);
  return drawing(width, height, says, look, svg);
}

function extremes(high: Float64Array, low: Float64Array): readonly [number, number] {
  const most = high.reduce((a, b) => (b > a ? b : a), Number.NEGATIVE_INFINITY);
  const least = low.reduce((a, b) => (b < a ? b : a), Number.POSITIVE_INFINITY);
  return [most, least];
}

/** From the lowest low to the highest high of each pixel column. */
function ranges({ ts, high, low }: Pick<PriceColumns, 'ts' | 'high' | 'low'>, x: Mapping, y: Mapping, look: Look): string {
  const parts: string[] = [];
  for (let k = 0; k < ts.length; ) {
    const column = Math.round(x.offset + x.factor * ts[k]!);
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (; k < ts.length && Math.round(x.offset + x.factor * ts[k]!) === column; k++) {
      if (high[k]! > most) most = high[k]!;
      if (low[k]! < least) least = low[k]!;
    }
    if (most >= least) parts.push(`M${column} ${px(y.offset + y.factor * least)}V${px(y.offset + y.factor * most)}`);
  }
  return `<path d="${parts.join('')}" fill="none" stroke="${look.soft}" stroke-opacity="0.35"/>`;
}

/** Buys point up from below their price, sells down from above it. */
function marks(fills: readonly FillRecord[], x: Mapping, y: Mapping, look: Look): string {
  const paths = { buy: '', sell: '' };
  for (const { ts, side, price } of fills) {
    const place = `${px(x.offset + x.factor * ts)} ${px(y.offset + y.factor * price)}`;
    paths[side] += side === 'buy' ? `M${place}l4 7h-8Z` : `M${place}l4 -7h-8Z`;
  }
  const edge = `stroke="${look.card}" stroke-width="0.6"`;
  return `<path d="${paths.buy}" fill="${look.accent}" ${edge}/><path d="${paths.sell}" fill="${look.mark}" ${edge}/>`;
}
