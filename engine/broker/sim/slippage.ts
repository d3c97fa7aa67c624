import type { Instrument } from '../../model/instrument.ts';
import { Line } from '../../model/line.ts';
import { BarSeries, type Series } from '../../model/series.ts';
import { volumeOf } from './volume.ts';

/**
 * The distance by which a taker's price is worse than the undisturbed one; positive, per unit. `series` and `row` are
 * what the order meets: a bar's own volume and the bars before it. `posted` prices are those at which all the market
 * trades: a bar's open, an auction, a quote, a print.
 */
export type SlippageModel = (
  price: number,
  instrument: Instrument,
  exits: boolean,
  qty: number,
  buys: boolean,
  series: Series,
  row: number,
  posted: boolean,
) => number;

/** Whose orders slip: all that take, or only those that open or add; and where: everywhere, or only at levels inside bars. */
export interface Whom {
  readonly on?: 'all' | 'entry' | undefined;
  readonly where?: 'all' | 'inside' | undefined;
}

/**
 * The slippage part of a run file. `on: 'entry'` spares orders that only reduce a position, `where: 'inside'` those that
 * fill at a posted price; docs/fills.md has the formulas.
 */
export type SlippageSpec =
  | { readonly model: 'none' }
  | ({ readonly model: 'ticks'; readonly ticks: number } & Whom)
  | ({ readonly model: 'amount'; readonly amount: number } & Whom)
  | ({ readonly model: 'percent'; readonly rate: number } & Whom)
  | ({ readonly model: 'half-spread'; readonly spread: number } & Whom)
  | ({ readonly model: 'volatility'; readonly share: number; readonly period: number } & Whom)
  | ({ readonly model: 'volume-share'; readonly impact: number } & Whom)
  | ({ readonly model: 'square-root'; readonly coefficient: number; readonly period: number } & Whom);

/** Makes the slippage model a run file asks for. Limit orders have none: their price is theirs. */
export function slippageModel(spec: SlippageSpec): SlippageModel {
  const model = everyTaker(spec);
  if (spec.model === 'none' || (spec.on !== 'entry' && spec.where !== 'inside')) return model;
  const [sparesExits, sparesPosted] = [spec.on === 'entry', spec.where === 'inside'];
  return (price, instrument, exits, qty, buys, series, row, posted) =>
    (sparesExits && exits) || (sparesPosted && posted) ? 0 : model(price, instrument, exits, qty, buys, series, row, posted);
}

/** Nothing slips: it need not be asked. */
export const NO_SLIPPAGE: SlippageModel = () => 0;

function everyTaker(spec: SlippageSpec): SlippageModel {
  switch (spec.model) {
    case 'none':
      return NO_SLIPPAGE;
    case 'ticks':
      return (_, instrument) => spec.ticks * instrument.tickSize;
    case 'amount':
      return () => spec.amount;
    case 'percent':
      return (price) => Math.abs(price) * spec.rate;
    case 'half-spread':
      return (price) => (Math.abs(price) * spec.spread) / 2;
    case 'volatility':
      return (price, _, __, ___, buys, series, row) => known(spec.share * meanRange(series, row, spec.period), price, buys, series, row);
    case 'volume-share':
      // zipline's VolumeShareSlippage: the impact grows with the square of the share of the bar's volume.
      return (price, _, __, qty, buys, series, row) => {
        const share = qty / volumeTo(series, row);
        return known(Math.abs(price) * spec.impact * share * share, price, buys, series, row);
      };
    case 'square-root':
      // Almgren, Thum, Hauptmann and Li, Direct Estimation of Equity Market Impact (2005), in its common form.
      return (price, _, __, qty, buys, series, row) =>
        known(spec.coefficient * meanRange(series, row, spec.period) * Math.sqrt(qty / volumeTo(series, row)), price, buys, series, row);
  }
}

/** A distance that could not be worked out is the worst the bar allows; while a bar goes on live, the whole range of the one before it. */
function known(slip: number, price: number, buys: boolean, series: Series, row: number): number {
  if (Number.isFinite(slip)) return slip;
  if (!(series instanceof BarSeries)) return 0;
  const worst = Math.max(buys ? Line.at(series.high, row) - price : price - Line.at(series.low, row), 0);
  if (!Number.isNaN(worst) || !series.isLive) return worst;
  return row < 2 ? 0 : Line.at(series.high, row - 1) - Line.at(series.low, row - 1);
}

function volumeTo(series: Series, row: number): number {
  return series instanceof BarSeries ? volumeOf(series, row) : Number.NaN;
}

/** Mean true range of the `period` bars before a row; NaN where there are too few. */
function meanRange(series: Series, row: number, period: number): number {
  if (!(series instanceof BarSeries)) return Number.NaN;
  const { high, low, close, mask } = BarSeries.heldOf(series);
  let sum = 0;
  for (let r = row - period; r < row; r++) {
    if (r < 2) return Number.NaN;
    const before = close[(r - 1) & mask]!;
    const top = high[r & mask]!;
    const bottom = low[r & mask]!;
    sum += Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
  }
  return sum / period;
}
