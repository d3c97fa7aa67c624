import type { RoundTripRecord } from '../../engine/model/result.ts';
import type { Dating } from '../dating.ts';
import { escapeHtml } from '../escape.ts';
import { grouped, percent, plain } from '../format.ts';
import type { Result } from '../result.ts';
import type { FillTimes } from './fill-times.ts';
import { signClass } from './table.ts';
import { MOST_TRIPS, type Reasons } from './trip-data.ts';

/** Rows on one page of the table, which are all that is there where no program runs. */
export const TRIP_ROWS = 25;

interface Column {
  /** The name of its values in the page's data, by which it is sorted. */
  readonly key: string;
  readonly head: string;
  readonly number?: true;
}

/** Columns of the table; an instrument's, a strategy's or a reason's only where there is one to tell. */
function columnsOf(result: Result, why: Reasons | undefined): Column[] {
  const several = (of: (trip: RoundTripRecord) => string): boolean => new Set(result.roundTrips.map(of)).size > 1;
  return [
    { key: 'index', head: '#' },
    ...(several(({ instrument }) => instrument) ? [{ key: 'instrument', head: 'Instrument' }] : []),
    ...(several(({ strategyId }) => strategyId) ? [{ key: 'strategy', head: 'Strategy' }] : []),
    { key: 'side', head: 'Side' },
    { key: 'entryTs', head: 'Entry' },
    { key: 'exitTs', head: 'Exit' },
    { key: 'pnl', head: `P&L ${result.currency}`, number: true },
    { key: 'returned', head: 'Return', number: true },
    { key: 'bars', head: 'Bars', number: true },
    { key: 'mae', head: 'MAE', number: true },
    { key: 'mfe', head: 'MFE', number: true },
    { key: 'qty', head: 'Quantity', number: true },
    { key: 'entryPrice', head: 'Entry price', number: true },
    { key: 'exitPrice', head: 'Exit price', number: true },
    ...(why === undefined ? [] : [{ key: 'why', head: 'Reason' }]),
  ];
}

/** The round trips: the first page of them as rows, and all in the page's data, which its program sorts and filters. */
export function tripTable(result: Result, dating: Dating, times: FillTimes, why: Reasons | undefined): string {
  const { roundTrips, prices } = result;
  if (roundTrips.length === 0) return '<p class="quiet">No round trips: no position was closed.</p>';
  const columns = columnsOf(result, why);
  const heads = columns.map(
    ({ key, head, number }) => `<th scope="col" data-key="${key}"${number === true ? ' class="num"' : ''}>${escapeHtml(head)}</th>`,
  );
  const drawn = new Set(prices.map(({ instrument }) => instrument));
  const rows = roundTrips.slice(0, TRIP_ROWS).map((trip, k) => {
    const texts = textsOf(trip, k, dating, times, why?.(trip) ?? '');
    const cells = columns.map(({ key, number }) => {
      const names = [number === true ? 'num' : '', key === 'pnl' || key === 'returned' ? signClass(trip.pnl) : ''].filter(
        (name) => name !== '',
      );
      const attribute = names.length === 0 ? '' : ` class="${names.join(' ')}"`;
      if (key !== 'index' || !drawn.has(trip.instrument)) return `<td${attribute}>${escapeHtml(texts[key] ?? '')}</td>`;
      return `<td${attribute}><button type="button" class="go" data-trip="${k}" aria-label="Show round trip ${k + 1} on the chart">${k + 1}</button></td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll whole" id="trips" tabindex="0" role="region" aria-label="Round trips"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>${left(roundTrips.length)}`;
}

function textsOf(trip: RoundTripRecord, k: number, { at }: Dating, { shown }: FillTimes, why: string): Readonly<Record<string, string>> {
  return {
    index: String(k + 1),
    instrument: trip.instrument,
    strategy: trip.strategyId,
    side: trip.side === 'buy' ? 'long' : 'short',
    qty: plain(trip.qty),
    entryTs: at(shown(trip.entryOrderId, trip.entryTs)),
    entryPrice: plain(trip.entryPrice),
    exitTs: at(shown(trip.exitOrderId, trip.exitTs)),
    exitPrice: plain(trip.exitPrice),
    bars: grouped(trip.bars, 0),
    pnl: grouped(trip.pnl),
    returned: percent(trip.returnPct),
    mae: percent(trip.mae),
    mfe: percent(trip.mfe),
    why,
  };
}

function left(count: number): string {
  const some =
    count > MOST_TRIPS
      ? `<p class="note">The first ${grouped(MOST_TRIPS, 0)} of ${grouped(count, 0)} round trips; all are in the JSON and CSV files.</p>`
      : '';
  return count > TRIP_ROWS
    ? `<p class="note still" id="trip-left">The first ${TRIP_ROWS} of ${grouped(count, 0)} round trips; all are in the JSON and CSV files.</p>${some}`
    : some;
}

/** What sorts through the round trips: words, sides, outcomes, pages. */
export function tripTools({ roundTrips }: Result): string {
  if (roundTrips.length === 0) return '';
  const choice = (id: string, label: string, options: readonly string[]): string =>
    `<select id="${id}" aria-label="${label}">${options.map((text, k) => `<option value="${k}">${text}</option>`).join('')}</select>`;
  return `<div class="tools live row"><input id="trip-words" type="search" aria-label="Filter round trips by instrument, date or reason" placeholder="Filter: name, 2008-10, reason" size="26">${choice('trip-side', 'Side', ['Long and short', 'Long', 'Short'])}${choice('trip-outcome', 'Outcome', ['Won and lost', 'Won', 'Lost'])}</div>`;
}

/** Where the table stands among its pages, and how to turn them. */
export const tripPager =
  '<div class="tools live row" style="justify-content:space-between"><span class="note" id="trip-count" role="status"></span><span class="tools"><button type="button" id="trip-back">Previous</button><span class="note" id="trip-page"></span><button type="button" id="trip-next">Next</button></span></div>';
