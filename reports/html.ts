import { candlesOf, equityPoints } from './chart-data.ts';
import { chartsLibrary } from './charts-library.ts';
import { datingOf } from './dating.ts';
import { escapeHtml, scriptJson, scriptText } from './escape.ts';
import { grouped, percent, ratio } from './format.ts';
import { markersOf } from './markers.ts';
import { metricTable } from './metric-table.ts';
import { notices } from './notices.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { orderTable, tripTable } from './page-tables.ts';
import { periodOf } from './period.ts';
import type { Result } from './result.ts';
import { viewSpec } from './spec-view.ts';

/** Points per chart, and candles over all instruments of a page: beyond them a page is slow and no eye sees more. */
const MOST_POINTS = 5_000;
const MOST_CANDLES = 25_000;

/** Nothing may be asked for from elsewhere, whatever stands in the page. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** A result as one HTML file that needs no network: summary, charts, round trips, orders, metrics, specification and hash. */
export function htmlPage(result: Result): string {
  const title = viewSpec(result.spec).strategies;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${header(result)}
${noticeCard(notices(result))}
${keyNumbers(result)}
${charts(result)}
<section class="card" aria-labelledby="h-metrics"><h2 id="h-metrics">Metrics</h2>${metrics(result)}</section>
<section class="card" aria-labelledby="h-trips"><div class="head"><h2 id="h-trips">Round trips</h2></div>${tripTable(result)}</section>
<section class="card" aria-labelledby="h-orders"><div class="head"><h2 id="h-orders">Orders</h2></div>${orderTable(result)}</section>
${reproduction(result)}
<footer>Made by onetape ${escapeHtml(result.engine.version)}. Charts: TradingView Lightweight Charts™, Copyright (c) 2026 <a href="https://www.tradingview.com/">TradingView, Inc.</a>, Apache License 2.0.</footer>
</main>
<script type="application/json" id="data">${scriptJson(chartData(result))}</script>
<script>${scriptText(chartsLibrary())}</script>
<script>${scriptText(PAGE_SCRIPT)}</script>
</body>
</html>
`;
}

function chartData({ equity, startCash, prices, fills, roundTrips }: Result): unknown {
  const most = Math.max(250, Math.min(MOST_POINTS, Math.floor(MOST_CANDLES / Math.max(1, prices.length))));
  return {
    intraday: !datingOf(equity.ts).daily,
    equity: equityPoints(equity, startCash, prices, MOST_POINTS),
    prices: prices
      .filter((one) => one.ts.length > 0)
      .map((one) => {
        const candles = candlesOf(one, most);
        return { ...candles, markers: markersOf(one, candles.bars, fills, roundTrips) };
      }),
  };
}

function header({ spec, equity, startCash, currency }: Result): string {
  const { strategies, feeds, fillOn } = viewSpec(spec);
  const rule = fillOn === 'on-close' ? 'fills on the close' : 'fills at the next open';
  const facts = [feeds, periodOf(equity.ts), `${grouped(startCash)} ${currency} at the start`, rule].filter((text) => text !== '');
  return `<header><h1>${escapeHtml(strategies)}</h1><p class="sub">${facts.map(escapeHtml).join(' · ')}</p></header>`;
}

function noticeCard(sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  const items = sentences.map((text) => `<li>${escapeHtml(text)}</li>`).join('');
  return `<section class="card notice" aria-labelledby="h-notice"><h2 id="h-notice">Before you trust these numbers</h2><ul>${items}</ul></section>`;
}

function keyNumbers({ metrics: m, currency }: Result): string {
  const sign = (value: number): string => (value > 0 ? ' class="up"' : value < 0 ? ' class="down"' : '');
  const tile = (label: string, text: string, name = ''): string =>
    `<div><span>${label}</span><strong${name}>${escapeHtml(text)}</strong></div>`;
  return `<section class="key" aria-label="Key numbers">${[
    tile(`Final equity, ${escapeHtml(currency)}`, grouped(m.finalEquity)),
    tile('Total return', percent(m.totalReturn), sign(m.totalReturn)),
    tile('CAGR', percent(m.cagr), sign(m.cagr)),
    tile('Sharpe', ratio(m.sharpe)),
    tile('Max drawdown', percent(m.maxDrawdown)),
    tile('Round trips', grouped(m.trades, 0)),
  ].join('')}</section>`;
}

function charts({ equity, prices, fills }: Result): string {
  const drawn = prices.filter((one) => one.ts.length > 0);
  const dot = (name: string, text: string): string => `<i class="dot" style="background:var(--${name})"></i>${text}`;
  const hold = drawn.length === 1 && drawn[0]!.ts.length === equity.ts.length ? dot('hold', 'Buy and hold') : '';
  const options = drawn.map(({ instrument }, k) => `<option value="${k}">${escapeHtml(instrument)}</option>`).join('');
  const choice =
    drawn.length > 1
      ? `<label class="legend">Instrument <select id="instrument">${options}</select></label>`
      : `<span class="legend">${escapeHtml(drawn[0]?.instrument ?? '')}</span>`;
  const curve = `<section class="card" aria-labelledby="h-equity"><div class="head"><h2 id="h-equity">Equity and drawdown</h2><span class="legend">${dot('accent', 'Equity')}${hold}${dot('down', 'Drawdown')}</span></div><div class="legend" id="equity-now"></div><div class="chart tall" id="equity" role="img" aria-label="Equity over time, and its drawdown below"></div></section>`;
  const price = `<section class="card" aria-labelledby="h-price"><div class="head"><h2 id="h-price">Price, entries and exits</h2><div class="tools">${choice}<button type="button" id="range-all">All</button><button type="button" id="range-last">Last 250</button></div></div><div class="legend" id="price-now"></div><div class="chart" id="price" role="img" aria-label="Price with ${grouped(fills.length, 0)} fills"></div><p class="quiet legend">${dot('accent', 'Buy, below the bar')}${dot('warn-line', 'Sell, above the bar')} &nbsp; Arrows open or turn a position, circles close one. <span id="per-candle"></span></p></section>`;
  const none = '<section class="card"><p class="quiet">No equity curve: the run saw no closed bar.</p></section>';
  return `<noscript><p class="card">The charts need JavaScript; every number is in the tables.</p></noscript>${equity.ts.length > 0 ? curve : none}${drawn.length > 0 ? price : ''}`;
}

function metrics(result: Result): string {
  const rows = metricTable(result.metrics, result.currency).map(
    ([label, text]) => `<div><dt>${label}</dt><dd>${escapeHtml(text)}</dd></div>`,
  );
  return `<dl class="metrics">${rows.join('')}</dl>`;
}

function reproduction({ runId, resultHash, engine, spec }: Result): string {
  const json = JSON.stringify(spec, null, 2) ?? 'null';
  return `<section class="card" aria-labelledby="h-spec"><h2 id="h-spec">Specification</h2>
<p>Result hash <code id="hash">${escapeHtml(resultHash)}</code></p>
<p class="quiet">Run ${escapeHtml(runId)}, onetape ${escapeHtml(engine.version)}, Node ${escapeHtml(engine.node)}. <code>onetape rerun ${escapeHtml(runId)}</code> repeats it and compares the hash.</p>
<pre tabindex="0"><code>${escapeHtml(json)}</code></pre></section>`;
}
