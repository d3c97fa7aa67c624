import { type ComparedMetric, type Comparison, comparedMetrics, comparisonNotices, differencesOf, letterOf, nameOf } from './comparison.ts';

/** Metrics a terminal shows; the page and the JSON file have all. */
const SHOWN = new Set([
  'finalEquity',
  'totalReturn',
  'buyAndHoldReturn',
  'benchmarkReturn',
  'cagr',
  'annualVolatility',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'maxDrawdownDurationDays',
  'alpha',
  'beta',
  'exposure',
  'turnover',
  'trades',
  'winRate',
  'profitFactor',
  'expectancy',
  'costs',
]);

const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const YELLOW = '\u001b[33m';
const RESET = '\u001b[0m';
/** A value of a specification must not push the columns away. */
const WIDEST = 28;

/** Runs side by side for a terminal: which they are, where their specifications differ, and their metrics in columns. */
export function comparisonText(comparison: Comparison, options: { readonly color: boolean }): string {
  const paint = options.color ? (code: string, text: string) => `${code}${text}${RESET}` : (_: string, text: string) => text;
  const { runs } = comparison;
  const letters = runs.map((_, k) => letterOf(k));
  const differences = differencesOf(runs.map(({ spec }) => spec)).map(({ path, values }) => [path, ...values.map(shown)]);
  const metrics = comparedMetrics(comparison)
    .flatMap(({ rows }) => rows)
    .filter(({ field }) => SHOWN.has(field))
    .map(({ label, texts }: ComparedMetric) => [label, ...texts]);
  const rows = [['', ...letters], ...differences, ...metrics].map((row) => row.map(printable));
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('   ')
      .trimEnd();
  const [head, ...rest] = rows.map(line);
  return [
    ...runs.map(
      (run, k) =>
        `${letters[k]}  ${paint(BOLD, printable(run.runId))}  ${printable(nameOf(run))}  ${paint(DIM, printable(run.resultHash.slice(0, 12)))}`,
    ),
    '',
    paint(DIM, head!),
    ...rest.slice(0, differences.length).map((text) => paint(YELLOW, text)),
    ...(differences.length === 0 ? ['The specifications are the same.'] : []),
    '',
    ...rest.slice(differences.length),
    ...comparisonNotices(comparison).flatMap((text, k) => [...(k === 0 ? [''] : []), paint(YELLOW, `Warning   ${printable(text)}`)]),
  ].join('\n');
}

/** A value of a specification as it stands in a table. */
export function shown(value: unknown): string {
  const text = value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > WIDEST ? `...${text.slice(3 - WIDEST)}` : text;
}

/** Text of a strategy's author must not move the cursor or colour the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
