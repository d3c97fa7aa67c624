import { escapeHtml } from '../escape.ts';
import { grouped, percent, ratio } from '../format.ts';
import { periodOf } from '../period.ts';
import type { Result } from '../result.ts';
import { viewSpec } from '../spec-view.ts';
import { intervalOf } from './interval.ts';
import { signClass } from './table.ts';

/** A universe of feeds must not push the numbers away: the specification names them all. */
const MOST_LETTERS = 140;

/** What was run, over what, with what. */
export function header({ spec, equity, startCash, currency }: Result): string {
  const { strategies, feeds, fillOn, benchmark } = viewSpec(spec);
  const [name = '', ...params] = strategies.split('  ');
  const facts = [
    feeds.length > MOST_LETTERS ? `${feeds.slice(0, MOST_LETTERS)}...` : feeds,
    periodOf(equity),
    `${grouped(startCash)} ${currency} at the start`,
    fillOn === 'on-close' ? 'fills on the close' : 'fills at the next open',
    benchmark === null ? '' : `against ${benchmark}`,
  ].filter((text) => text !== '');
  return `<header><h1>${escapeHtml(name)}<small>${escapeHtml(params.join(' '))}</small></h1><p class="sub">${facts.map(escapeHtml).join(' · ')}</p></header>`;
}

/** What to distrust, before any number; nothing where nothing is known. */
export function noticeCard(sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  const items = sentences.map((text) => `<li>${escapeHtml(text)}</li>`).join('');
  return `<section class="card notice" aria-labelledby="h-notice"><h2 id="h-notice">Before you trust these numbers</h2><ul>${items}</ul></section>`;
}

/** The headline numbers, with what each is to be seen beside. */
export function keyNumbers(result: Result): string {
  const { metrics: m, currency } = result;
  const against = Number.isFinite(m.benchmarkReturn)
    ? `benchmark ${percent(m.benchmarkReturn)}`
    : `buy and hold ${percent(m.buyAndHoldReturn)}`;
  const tiles = [
    tile('Final equity', grouped(m.finalEquity), currency),
    tile('Total return', percent(m.totalReturn), against, m.totalReturn),
    tile('CAGR', percent(m.cagr), likely(result, 'cagr'), m.cagr),
    tile('Sharpe', ratio(m.sharpe), likely(result, 'sharpe')),
    tile('Max drawdown', percent(m.maxDrawdown), likely(result, 'maxDrawdown')),
    tile('Volatility', percent(m.annualVolatility), 'a year'),
    tile('Exposure', percent(m.exposure), 'of the time'),
    tile('Round trips', grouped(m.trades, 0), m.trades > 0 ? `${percent(m.winRate)} won` : ''),
  ];
  return `<section class="key" aria-label="Key numbers">${tiles.join('')}</section>`;
}

/** The interval of a number, and how much it holds. */
function likely(result: Result, field: string): string {
  const interval = intervalOf(result, field);
  return interval === '' ? '' : `${interval} (${grouped(result.analysis.intervals.level * 100, 0)} %)`;
}

function tile(label: string, text: string, beside: string, sign = 0): string {
  const name = signClass(sign);
  const quiet = beside === '' ? '&nbsp;' : escapeHtml(beside).replaceAll(' %', '&nbsp;%');
  return `<div><span>${label}</span><strong${name === '' ? '' : ` class="${name}"`}>${escapeHtml(text)}</strong><em>${quiet}</em></div>`;
}
