import { CAUSES } from '../../engine/analysis/attribution/cause.ts';
import { momentsOf } from '../../engine/analysis/moments.ts';
import type { FillRecord, RoundTripRecord } from '../../engine/model/result.ts';
import { CAUSE_NAMES } from '../causes.ts';
import { datingOf } from '../dating.ts';
import { grouped, percent, ratio } from '../format.ts';
import { periodOf } from '../period.ts';
import { plotsOn } from '../plots.ts';
import type { Result } from '../result.ts';
import { causesChart } from './causes-chart.ts';
import { type EquityPoints, equityChart, equityPoints } from './equity-chart.ts';
import { histogram } from './histogram.ts';
import type { Look } from './look.ts';
import { monthsChart } from './months-chart.ts';
import { MOST_MARKS, priceChart, pricePoints } from './price-chart.ts';
import { rivalsOf } from './rivals.ts';
import { rollingChart } from './rolling-chart.ts';
import { farReach, type Points, returnsReach, scatter } from './scatter.ts';
import { asNumber, asPercent } from './ticks.ts';

/** A chart of a result that can be drawn in any look and width. */
export interface Picture {
  /** What its file is called: `equity`. */
  readonly name: string;
  readonly title: string;
  /** How to read it; empty where its title says all. */
  readonly note: string;
  draw(look: Look, width: number): string;
}

/** The points of a result's equity and of what it is measured by, for charts of any kind. */
export const equityPointsOf = (result: Result): EquityPoints => equityPoints(result.equity, result.startCash, rivalsOf(result));

/** Equity against what it is measured by, with the drawdown below; nothing without an equity value. */
export function equityPicture(result: Result, points = equityPointsOf(result)): Picture[] {
  const { equity, startCash, currency, metrics } = result;
  if (equity.ts.length === 0) return [];
  const says = `Equity over ${periodOf(equity)}, from ${grouped(startCash)} to ${grouped(metrics.finalEquity)} ${currency}; deepest drawdown ${percent(metrics.maxDrawdown)}`;
  return [{ name: 'equity', title: 'Equity and drawdown', note: '', draw: (look, width) => equityChart(points, says, look, width) }];
}

/** Rolling ratios; nothing for a run shorter than their window. */
export function rollingPicture({ analysis: { rolling, annualisation } }: Result): Picture[] {
  const { ts, window, every, sharpe } = rolling;
  if (ts.length < 2) return [];
  const values = every === 'day' || annualisation.frequency === 'daily' ? 'days' : 'periods';
  const says = `Rolling Sharpe ratio over ${window} ${values}, from ${ratio(Math.min(...known(sharpe)))} to ${ratio(Math.max(...known(sharpe)))}`;
  return [
    {
      name: 'rolling',
      title: 'Rolling ratios',
      note: `Over the last ${grouped(window, 0)} ${values}, annualised.`,
      draw: (look, width) => rollingChart(rolling, says, look, width),
    },
  ];
}

/** How often returns fell where, against a normal curve. Returns of exactly zero are of times out of the market: they say nothing of it. */
export function returnsPicture({ analysis }: Result): Picture[] {
  const { returns, every } = analysis.returns;
  const moved = returns.filter((value) => value !== 0);
  const moments = momentsOf(moved, 0);
  if (moments.count < 2) return [];
  const { frequency } = analysis.annualisation;
  const pace =
    every === 'day' || frequency === 'daily' ? 'Daily' : frequency === 'weekly' ? 'Weekly' : frequency === 'monthly' ? 'Monthly' : '';
  const title = pace === '' ? 'Returns per period' : `${pace} returns`;
  const still = returns.length - moved.length;
  const says = `${title}: ${grouped(moments.count, 0)} values around ${percent(moments.mean)} with a standard deviation of ${percent(moments.deviation)}`;
  const flat = still === 0 ? '' : ` ${grouped(still, 0)} returns of exactly zero are left out.`;
  return [
    {
      name: 'returns',
      title,
      note: `Dashed: a normal distribution with the same mean and standard deviation.${flat}`,
      draw: (look, width) => histogram(moved, 'Return', moments, says, look, width),
    },
  ];
}

/** How round trips ended, how far they went before, and how long they were held. */
export function tradePictures({ roundTrips, metrics: m }: Result): Picture[] {
  if (roundTrips.length === 0) return [];
  const column = (of: (trip: RoundTripRecord) => number): Float64Array => Float64Array.from(roundTrips, of);
  const returned = column(({ returnPct }) => returnPct);
  const says = `Return per round trip: ${grouped(m.trades, 0)} of them, ${percent(m.winRate)} won; best ${percent(m.bestTrade)}, worst ${percent(m.worstTrade)}`;
  const height = returnsReach(returned);
  const points = (name: string, title: string, note: string, rest: Omit<Points, 'returned'>): Picture => {
    const all = { ...rest, returned };
    const reach = { ...height, far: farReach(rest.far) };
    return { name, title, note, draw: (look, width) => scatter(all, reach, `${title}. ${says}`, look, width) };
  };
  return [
    {
      name: 'trades',
      title: 'Round trips by return',
      note: '',
      draw: (look, width) => histogram(returned, 'Return after costs', null, says, look, width),
    },
    points('held', 'Time held and return', '', { far: column(({ bars }) => bars), what: 'Bars held', ticks: asNumber, slope: null }),
    points('mae', 'Worst excursion (MAE) and return', 'Dashed: closed at the worst price. Winners far to the right were nearly losers.', {
      far: column(({ mae }) => -mae),
      what: 'Went against the position by',
      ticks: asPercent,
      slope: -1,
    }),
    points('mfe', 'Best excursion (MFE) and return', 'Dashed: closed at the best price. The gap below it was given back.', {
      far: column(({ mfe }) => mfe),
      what: 'Went in favour by',
      ticks: asPercent,
      slope: 1,
    }),
  ];
}

/** How equity came by its change, cause by cause; nothing where nothing has moved it. */
export function causesPicture({ attribution, currency }: Result): Picture[] {
  const { causes, pnl } = attribution;
  const moved = CAUSES.filter((cause) => causes[cause] !== 0);
  if (moved.length === 0) return [];
  const says = `The change of equity by cause: ${moved.map((cause) => `${CAUSE_NAMES[cause].toLowerCase()} ${grouped(causes[cause])}`).join(', ')}; ${grouped(pnl)} ${currency} in all`;
  return [{ name: 'causes', title: 'Where the money went', note: '', draw: (look, width) => causesChart(attribution, says, look, width) }];
}

/** The heat map of months and years. */
export function monthsPicture({ analysis: { months, years } }: Result): Picture[] {
  if (months.length === 0) return [];
  const says = `Returns by month in percent, ${years.map(({ year, value }) => `${year}: ${percent(value)}`).join(', ')}`;
  return [
    { name: 'months', title: 'Monthly returns in percent', note: '', draw: (look, width) => monthsChart(months, years, says, look, width) },
  ];
}

/** Prices with fills of the instruments that were traded most, at most `most` of them. */
export function pricePictures({ prices, fills, plots = [], equity }: Result, most: number): Picture[] {
  const own = new Map<string, FillRecord[]>(prices.map(({ instrument }) => [instrument, []]));
  for (const fill of fills) own.get(fill.instrument)?.push(fill);
  const { close } = datingOf(equity.ts);
  return prices
    .filter(({ ts }) => ts.length > 0)
    .sort((a, b) => own.get(b.instrument)!.length - own.get(a.instrument)!.length)
    .slice(0, most)
    .map((one): Picture => {
      const { instrument, ts } = one;
      const mine = own.get(instrument)!;
      const says = `Price of ${instrument} from ${close(ts[0]!)} to ${close(ts[ts.length - 1]!)} with ${grouped(mine.length, 0)} fills`;
      const points = pricePoints(one, mine, plotsOn(instrument, plots));
      return {
        name: `price-${instrument.replace(/[^\w.-]+/g, '_')}`,
        title: `Price of ${instrument}`,
        note: mine.length > MOST_MARKS ? `${grouped(mine.length, 0)} fills are too many to be drawn here.` : '',
        draw: (look, width) => priceChart(points, says, look, width),
      };
    });
}

/** Every picture of a result, in reading order. */
export function picturesOf(result: Result): Picture[] {
  return [
    ...equityPicture(result),
    ...rollingPicture(result),
    ...monthsPicture(result),
    ...returnsPicture(result),
    ...tradePictures(result),
    ...causesPicture(result),
    ...pricePictures(result, 20),
  ];
}

const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));
