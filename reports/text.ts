import type { Analysis } from '../engine/analysis/analysis.ts';
import type { Cause } from '../engine/analysis/attribution/cause.ts';
import type { Metrics } from '../engine/analysis/metrics.ts';
import { PAYMENTS } from '../engine/model/payment.ts';
import { CAUSE_NAMES } from './causes.ts';
import { days, grouped, NONE, percent, ratio } from './format.ts';
import { epochsInWords, forkedInWords, notices } from './notices.ts';
import { periodOf } from './period.ts';
import type { Result } from './result.ts';
import { viewSpec } from './spec-view.ts';

const LABEL = 16;
/** Where the second column of a line begins, counted from the first value. */
const COLUMN = 22;
const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const RED = '\u001b[31m';
const GREEN = '\u001b[32m';
const YELLOW = '\u001b[33m';
const RESET = '\u001b[0m';

/** The summary of a run for a terminal, about 27 lines without a final line break; colours are ANSI, only when asked for. */
export function textSummary(result: Result, options: { readonly color: boolean }): string {
  const paint = options.color ? (code: string, text: string) => `${code}${text}${RESET}` : (_: string, text: string) => text;
  const line = (label: string, text: string): string => `${paint(DIM, printable(label).padEnd(LABEL))}${text}`;
  return [
    ...ran(result, line, paint),
    '',
    ...earned(result, line, paint),
    '',
    ...traded(result, line),
    ...paid(result, line),
    ...refused(result, line),
    ...notices(result).map((text) => line('Warning', paint(YELLOW, printable(text)))),
    '',
    line('Run', printable(`${result.runId}, onetape ${result.engine.version}, node ${result.engine.node}`)),
    line('Result hash', printable(result.resultHash)),
  ].join('\n');
}

type Line = (label: string, text: string) => string;
type Paint = (code: string, text: string) => string;

function ran({ spec, equity, startCash, currency }: Result, line: Line, paint: Paint): string[] {
  const view = viewSpec(spec);
  const fills = view.fillOn === 'on-close' ? paint(YELLOW, 'fills on the close') : 'fills at the next open';
  const lines = [line('Strategy', paint(BOLD, printable(view.strategies)))];
  if (view.feeds !== '') lines.push(line('Feeds', printable(view.feeds)));
  return [...lines, line('Period', periodOf(equity)), line('Account', `${grouped(startCash)} ${printable(currency)}, ${fills}`)];
}

function earned({ spec, metrics: m, analysis, currency }: Result, line: Line, paint: Paint): string[] {
  const change = percent(m.totalReturn);
  const total = m.totalReturn < 0 ? paint(RED, change) : m.totalReturn > 0 ? paint(GREEN, change) : change;
  const pad = ' '.repeat(Math.max(1, COLUMN - change.length));
  return [
    line('Final equity', paint(BOLD, `${grouped(m.finalEquity)} ${printable(currency)}`)),
    line('Total return', `${total}${pad}Buy and hold  ${percent(m.buyAndHoldReturn)}`),
    line('CAGR', two(percent(m.cagr), 'Volatility', percent(m.annualVolatility))),
    line('Sharpe', `${two(ratio(m.sharpe), 'Sortino', ratio(m.sortino))}   Calmar ${ratio(m.calmar)}`),
    line('Max drawdown', two(percent(m.maxDrawdown), 'Longest', days(m.maxDrawdownDurationDays))),
    line('VaR 95 %', two(percent(m.var95), 'CVaR 95 %', percent(m.cvar95))),
    line(`${grouped(analysis.intervals.level * 100, 0)} % interval`, chance(analysis)),
    ...(Number.isFinite(m.benchmarkReturn) ? [line('Benchmark', printable(against(m, viewSpec(spec).benchmark)))] : []),
    line('Annualised by', year(analysis)),
  ];
}

/** What the headline numbers might have been, by resampling. */
function chance({ intervals: { all, observations, every } }: Analysis): string {
  const of = (name: string, show: (value: number) => string): string => {
    const { low, high } = all.find((one) => one.name === name)!;
    return `${show(low)} to ${show(high)}`;
  };
  if (!Number.isFinite(all[0]!.low)) return `${NONE}, ${grouped(observations, 0)} returns${every === 'day' ? ' per day' : ''} are too few`;
  return `Sharpe ${of('sharpe', ratio)}, CAGR ${of('cagr', percent)}, drawdown ${of('maxDrawdown', percent)}`;
}

const against = (m: Metrics, name: string | null): string =>
  `${two(percent(m.benchmarkReturn), 'Beta', ratio(m.beta))}   Alpha ${percent(m.alpha)}   Correlation ${ratio(m.correlation)}${name === null ? '' : `, ${name}`}`;

function year({ annualisation: { periodsPerYear, because } }: Analysis): string {
  return `${grouped(periodsPerYear, Number.isInteger(periodsPerYear) ? 0 : 1)} periods a year, ${because}`;
}

function traded({ metrics: m, ambiguity: a, currency, fork, epochs }: Result, line: Line): string[] {
  const money = (value: number): string => `${grouped(value)} ${printable(currency)}`;
  return [
    line('Round trips', two(grouped(m.trades, 0), 'Win rate', percent(m.winRate))),
    line('Profit factor', two(ratio(m.profitFactor), 'Expectancy', percent(m.expectancy))),
    line('Best trade', two(percent(m.bestTrade), 'Worst trade', percent(m.worstTrade))),
    line('Exposure', two(percent(m.exposure), 'Turnover', `${ratio(m.turnover)} a year`)),
    line(
      'Fees',
      two(
        money(m.fees),
        'Slippage',
        `${money(m.slippage)}${Number.isFinite(m.costShare) ? `   ${percent(m.costShare)} of profit before costs` : ''}`,
      ),
    ),
    line('Fills', `${grouped(a.exact, 0)} exact, ${grouped(a.assumed, 0)} assumed, ${grouped(a.ambiguous, 0)} ambiguous`),
    line(
      'P&L interval',
      a.ambiguous === 0 ? `${money(m.finalEquity - m.startEquity)}, no fill is ambiguous` : `${grouped(a.pnlWorst)} to ${money(a.pnlBest)}`,
    ),
    ...(fork === undefined ? [] : [line('Forked', `${forkedInWords(fork)} ${printable(currency)}`)]),
    ...(epochs === undefined ? [] : [line('Epochs', epochsInWords(epochs))]),
  ];
}

/** What was paid between fills, and what rates of currencies did; nothing where there was neither. */
function paid({ attribution: { causes }, currency }: Result, line: Line): string[] {
  const money = (cause: Cause): string => `${CAUSE_NAMES[cause].toLowerCase()} ${grouped(causes[cause])}`;
  const payments = PAYMENTS.filter((kind) => causes[kind] !== 0).map(money);
  const lines = payments.length === 0 ? [] : [line('Paid', `${payments.join(', ')} ${printable(currency)}`)];
  return causes.currency === 0 ? lines : [...lines, line('Currency', `${grouped(causes.currency)} ${printable(currency)}`)];
}

function refused({ refusals }: Result, line: Line): string[] {
  const counts = Object.entries(refusals).filter(([, count]) => count > 0);
  if (counts.length === 0) return [];
  return [line('Refused', printable(counts.map(([reason, count]) => `${reason} ${grouped(count, 0)}`).join(', ')))];
}

/** A value, and beside it a second one with its own label. */
const two = (first: string, label: string, second: string): string => `${first.padEnd(COLUMN - 1)} ${label.padEnd(13)} ${second}`;

/** Text of a strategy's author must not move the cursor or colour the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
