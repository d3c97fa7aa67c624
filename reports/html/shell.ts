import { escapeHtml, scriptJson, scriptText } from '../escape.ts';
import { chartsLibrary } from './charts-library.ts';
import { BASE } from './program/base.ts';
import { CHARTS } from './program/charts.ts';
import { CURVES } from './program/curves.ts';
import { PRICE } from './program/price.ts';
import { TRIPS } from './program/trips.ts';
import { STYLE } from './style.ts';

/** Nothing may be asked for from elsewhere, whatever stands in the page. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

const CREDIT =
  ' Charts: TradingView Lightweight Charts™, Copyright (c) 2026 <a href="https://www.tradingview.com/">TradingView, Inc.</a>, Apache License 2.0.';

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** Where the bar at the top leads: ids of sections and their names. */
  readonly places: readonly (readonly [id: string, name: string])[];
  readonly body: string;
  /** What its programs draw. */
  readonly data: unknown;
  readonly version: string;
  /** The page's own program, in place of those that draw a run with the charting library; empty for none. */
  readonly program?: string;
}

/** A page as one file that needs no network: style, programs, charting library and data stand in it. */
export function shell({ title, places, body, data, version, program }: PageParts): string {
  const links = places.map(([id, name]) => `<a href="#${id}">${escapeHtml(name)}</a>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the numbers</a>
<div class="bar"><div><nav aria-label="Parts of this page">${links}</nav><button type="button" id="theme" class="live" title="Light, dark, or as the system is">Theme</button></div></div>
<main id="content">
${body}
<footer>Made by onetape ${escapeHtml(version)}.${program === undefined ? CREDIT : ''}</footer>
</main>
<script type="application/json" id="data">${scriptJson(data)}</script>
${program === undefined ? `<script>${scriptText(chartsLibrary())}</script>\n` : ''}<script>${scriptText(`(() => {\n'use strict';\n${BASE}${program ?? `${CHARTS}${CURVES}${PRICE}${TRIPS}`}})();`)}</script>
</body>
</html>
`;
}
