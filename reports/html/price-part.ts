import { pricePictures } from '../charts/pictures.ts';
import { escapeHtml } from '../escape.ts';
import { grouped } from '../format.ts';
import type { Result } from '../result.ts';
import { still } from './figure.ts';
import { KEYS } from './keys.ts';
import { section } from './section.ts';

/** Price charts on paper: of the instruments traded most. */
const PRINTED = 4;

/** Candles with what was plotted and traded, one instrument at a time: a chart that moves, and some for paper. */
export function pricePart(result: Result): string {
  const { prices, fills } = result;
  const drawn = prices.filter(({ ts }) => ts.length > 0);
  const options = drawn.map(({ instrument }, k) => `<option value="${k}">${escapeHtml(instrument)}</option>`).join('');
  const choice =
    drawn.length > 1
      ? `<select id="instrument" aria-label="Instrument">${options}</select>`
      : `<span class="legend">${escapeHtml(drawn[0]!.instrument)}</span>`;
  const step =
    result.roundTrips.length === 0
      ? ''
      : '<button type="button" id="trip-before">Previous trip</button><button type="button" id="trip-after">Next trip</button>';
  const tools = `<div class="tools live row">${choice}<button type="button" id="range-all">All</button><button type="button" id="range-last">Last 250</button>${step}</div>`;
  const marks =
    '<p class="note"><i class="key-line" style="background:var(--accent)"></i>Buy, below the bar &nbsp; <i class="key-line" style="background:var(--mark)"></i>Sell, above the bar. Arrows open or turn a position, circles close one. <span id="price-note"></span></p>';
  const chart = `<div class="live"><div class="legend" id="price-now"></div><div class="legend" id="trip-shown" role="status"></div><div class="chart tall" id="price" tabindex="0" role="group" aria-label="Price with ${grouped(fills.length, 0)} fills. ${KEYS}"></div>${marks}</div>`;
  const printed = pricePictures(result, PRINTED).map((one) => `<h3 class="still">${escapeHtml(one.title)}</h3>${still(one)}`);
  return section('price-part', 'Price, entries and exits', chart + printed.join(''), { tools });
}
