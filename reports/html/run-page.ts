import { DAY } from '../../engine/model/time.ts';
import type { EquityPoints } from '../charts/equity-chart.ts';
import { equityPointsOf, type Picture, returnsPicture, rollingPicture, tradePictures } from '../charts/pictures.ts';
import { type Dating, datingOf } from '../dating.ts';
import { notices } from '../notices.ts';
import type { Result } from '../result.ts';
import { viewSpec } from '../spec-view.ts';
import { attributionTable } from './attribution-table.ts';
import { costTable } from './cost-table.ts';
import { drawdownTable } from './drawdown-table.ts';
import { equityData, equityPart } from './equity-part.ts';
import { figure } from './figure.ts';
import { type FillTimes, fillTimes } from './fill-times.ts';
import { logList } from './log-list.ts';
import { metricList } from './metric-list.ts';
import { moneyPart } from './money-part.ts';
import { monthsTable } from './months-table.ts';
import { orderTable } from './order-table.ts';
import { priceData } from './price-data.ts';
import { pricePart } from './price-part.ts';
import { reproduction } from './reproduction.ts';
import { riskPart } from './risk-part.ts';
import { section } from './section.ts';
import { shell } from './shell.ts';
import { header, keyNumbers, noticeCard } from './summary.ts';
import { type Reasons, reasonsOf, tripData } from './trip-data.ts';
import { TRIP_ROWS, tripPager, tripTable, tripTools } from './trip-table.ts';

/** A result as one HTML file that needs no network: what to distrust, the numbers, charts, round trips, and how to come to it again. */
export function htmlPage(result: Result): string {
  const dating = datingOf(result.equity.ts);
  const times = fillTimes(result.fills, dating.daily);
  const why = reasonsOf(result);
  const points = equityPointsOf(result);
  const { analysis, currency, roundTrips, logs } = result;
  const drawn = result.prices.some(({ ts }) => ts.length > 0);
  const { months, years } = analysis;
  const money = moneyPart(result);
  const risk = riskPart(result, dating);
  const body = [
    header(result),
    noticeCard(notices(result)),
    keyNumbers(result),
    '<noscript><p class="card">Charts that move, sorting and filtering need JavaScript; what follows does without.</p></noscript>',
    equityPart(result, points),
    pair([...rollingPicture(result), ...returnsPicture(result)]),
    months.length === 0 ? '' : section('months', 'Monthly returns in percent', monthsTable(months, years)),
    analysis.drawdowns.length === 0 ? '' : section('drawdowns', 'Deepest drawdowns', drawdownTable(analysis.drawdowns, dating)),
    drawn ? pricePart(result) : '',
    section('trips-part', 'Round trips', tripTable(result, dating, times, why) + (roundTrips.length === 0 ? '' : tripPager), {
      tools: tripTools(result),
      long: true,
    }),
    pair(tradePictures(result)),
    money,
    parts(result),
    section('costs', 'Costs', costTable(analysis.costs, sumOf(analysis.byStrategy.map(({ traded }) => traded)), currency)),
    section('metrics', 'Metrics', metricList(result)),
    section('orders', 'Orders', orderTable(result)),
    risk,
    logs.length === 0 ? '' : section('log', 'Log', logList(logs, dating), { long: true }),
    section('spec', 'Specification', reproduction(result), { long: true }),
  ];
  return shell({
    title: viewSpec(result.spec).strategies,
    places: [
      ['content', 'Summary'],
      ['equity', 'Equity'],
      ...(drawn ? [['price-part', 'Price'] as const] : []),
      ['trips-part', 'Round trips'],
      ...(money === '' ? [] : [['money', 'Money'] as const]),
      ['costs', 'Costs'],
      ['metrics', 'Metrics'],
      ...(risk === '' ? [] : [['risk', 'Risk'] as const]),
      ['spec', 'Specification'],
    ],
    body: body.filter((part) => part !== '').join('\n'),
    data: dataOf(result, points, dating, times, why),
    version: result.engine.version,
  });
}

function dataOf(result: Result, points: EquityPoints, { daily }: Dating, times: FillTimes, why: Reasons | undefined): unknown {
  const { currency, roundTrips } = result;
  const earlier = daily ? DAY : 0;
  return {
    intraday: !daily,
    currency,
    curves: equityData(points, earlier),
    prices: priceData(result, earlier),
    trips: roundTrips.length === 0 ? null : { rows: TRIP_ROWS, ...tripData(result, times, why) },
  };
}

/** Where the profit came from, for what there is more than one of. */
function parts({ analysis: { bySide, byStrategy, byInstrument }, currency }: Result): string {
  const tables = [
    byStrategy.length > 1 ? attributionTable('Strategy', byStrategy, currency) : '',
    byInstrument.length > 1 ? attributionTable('Instrument', byInstrument, currency) : '',
    bySide.length > 0 ? attributionTable('Side', bySide, currency) : '',
  ].filter((text) => text !== '');
  return tables.length === 0 ? '' : section('parts', 'Where the profit came from', tables.join(''), { long: true });
}

const pair = (pictures: readonly Picture[]): string =>
  pictures.length === 0 ? '' : `<div class="pair">${pictures.map(figure).join('')}</div>`;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
