import type { BarSeries, Series } from '../../engine/model/series.ts';
import type { AnyStrategy } from '../../engine/strategy/define.ts';
import { bars, liveAll, type Past, type Row, type Terms, trader } from '../engine/world.ts';

/** Daily bars without a range: each opens and closes at one price, so a fill at the next open is the next price. */
export const points = (id: string, prices: readonly (number | string)[]): BarSeries =>
  bars(
    id,
    '1d',
    prices.map((price): Row | string => (typeof price === 'string' ? price : [price, price, price, price])),
  );

/** Runs a strategy over drawn bars, with its own initial parameters where none are given. */
export function run(
  strategy: AnyStrategy,
  feeds: Readonly<Record<string, Series | readonly Series[]>>,
  params: Readonly<Record<string, unknown>> = {},
  terms: Terms = {},
): Past {
  for (const name of Object.keys(params))
    if (!(name in strategy.params)) throw new Error(`Expected a parameter of ${strategy.name}, but it was "${name}"`);
  const values = Object.fromEntries(
    Object.entries(strategy.params).map(([name, param]) => [name, name in params ? param.parse(params[name]) : param.initial]),
  );
  return liveAll([trader(feeds, (ctx) => strategy.setup(ctx, values))], terms);
}

/** The fills as `day side qty price`; day 0 is the first bar, and a fill at an open belongs to the bar it opens. */
export const story = ({ fills }: Past): readonly string[] =>
  fills.map(
    ({ ts, instrument, side, qty, price, barTs }) =>
      `${dayOf(barTs)}${ts === barTs ? ' inside' : ''} ${side} ${qty} ${instrument} ${price}`,
  );

const dayOf = (barTs: number): number => Math.round((barTs - Date.UTC(2024, 0, 1)) / 86_400_000) - 1;
