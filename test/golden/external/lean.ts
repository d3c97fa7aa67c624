import { readFileSync } from 'node:fs';
import { backtest, type Result, type RunSpec } from '../../../app/index.ts';
import { type AnyStrategy, type BarColumns, barColumns, parseTime } from '../../../engine/index.ts';
import { isPrinted, pathOf, rowsOf } from './cases-verdicts.ts';

/** A regression algorithm of LEAN: what it prints at its end. */
export interface LeanExternal {
  readonly primary_targets: Readonly<Record<string, string>>;
}

/** A row of a factor file: its factors hold up to its day, `20131231`, and from the row before on. */
interface FactorRow {
  readonly day: string;
  readonly price: number;
  readonly split: number;
}

/** The factor file of a ticker, oldest row first. */
export const factorsOf = (ticker: string): readonly FactorRow[] =>
  readFileSync(pathOf(`raw/lean/Data/equity/usa/factor_files/${ticker}.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
    .map(([day = '', price, split]) => ({ day, price: Number(price), split: Number(split) }));

/** What LEAN's adjusted prices are: raw ones times the factors of the first row that is not before their day. */
export function factorOn(day: string, rows: readonly FactorRow[]): number {
  const row = rows.find((one) => one.day >= day.replaceAll('-', ''))!;
  return row.price * row.split;
}

export const factorAt = (day: string): number => factorOn(day, factorsOf('spy'));

/** A stretch of time, in days of New York, whose clock is `offset` hours from UTC; minutes and seconds are those of the regular session. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly offset: number;
}

const HOUR = 3_600_000;
const [OPENS, CLOSES] = [9.5 * HOUR, 16 * HOUR];

/** The rows of a file that lie in a stretch, with the time at which each begins. `length` in milliseconds. */
export function within(
  file: string,
  { from, to, offset }: Stretch,
  length: number,
): { readonly ts: number; readonly cells: readonly string[] }[] {
  return rowsOf(file).flatMap((cells) => {
    const ts = parseTime(cells[0]!);
    const local = length < 24 * HOUR ? ts + offset * HOUR : ts;
    const inDays = local >= parseTime(from) && local < parseTime(to) + 24 * HOUR;
    const ofDay = local % (24 * HOUR);
    return inDays && (length >= HOUR || (ofDay >= OPENS && ofDay < CLOSES)) ? [{ ts, cells }] : [];
  });
}

/** Trade bars, adjusted. `length` in milliseconds. */
export function tradeBars(file: string, stretch: Stretch, length: number): BarColumns {
  const rows = within(`bars/equity/${file}`, stretch, length);
  const factor = factorAt(stretch.from);
  const columns = barColumns(rows.length);
  rows.forEach(({ ts, cells }, k) => {
    columns.openTimes[k + 1] = ts;
    columns.times[k + 1] = ts + length;
    for (const [place, name] of (['open', 'high', 'low', 'close'] as const).entries())
      columns[name][k + 1] = Number(cells[place + 1]) * factor;
    columns.volume[k + 1] = Number(cells[5]);
  });
  return columns;
}

/** The last quote of each minute, adjusted. */
export function lastQuotes(file: string, stretch: Stretch, length: number): readonly Readonly<Record<string, number>>[] {
  const factor = factorAt(stretch.from);
  return within(`quotebars/equity/${file}`, stretch, length).map(({ ts, cells }) => ({
    ts: ts + length,
    bid: Number(cells[4]) * factor,
    ask: Number(cells[9]) * factor,
  }));
}

/** Interactive Brokers' fee for shares: half a cent each, at least a dollar, at most half a percent. */
export const IB_FEE = { model: 'per-share', perShare: 0.005, min: 1, maxRate: 0.005 } as const;

/** What `SetHoldings(1)` buys: what 99.75 % of equity pays for at the last trade, fee included. */
export function holdAll(equity: number, price: number, fee: (qty: number) => number): number {
  let qty = Math.floor((equity * 0.9975) / price);
  while (qty > 0 && qty * price + fee(qty) > equity * 0.9975) qty--;
  return qty;
}

/** Runs an algorithm on SPY with LEAN's account: 100 000 on margin, orders at market fill at the close they are decided on. */
export const run = (strategy: AnyStrategy, feeds: NonNullable<RunSpec['feeds']>, more: Partial<RunSpec> = {}): Promise<Result> =>
  backtest({
    strategy,
    feeds,
    account: { cash: 100_000, leverage: 2 },
    costs: { fee: IB_FEE },
    simulator: { fillOn: 'on-close' },
    ...more,
  });

/** What LEAN does otherwise when it prints. */
export interface Printing {
  /** The equity it prints, where it is not the newest. */
  readonly equity?: number;
  /** Of less than three days it prints no rates. */
  readonly rates?: boolean;
}

/** The first of the printed results that ours is not, as a sentence. Without a closed trade LEAN's rates are 0. */
export function differenceFrom(
  { primary_targets: targets }: LeanExternal,
  { metrics, orders }: Result,
  { equity = metrics.finalEquity, rates = true }: Printing = {},
): string | undefined {
  const rate = (won: boolean): number => (!rates || metrics.trades === 0 ? 0 : 100 * (won ? metrics.winRate : 1 - metrics.winRate));
  const ours: Readonly<Record<string, number>> = {
    'Total Orders': orders.length,
    'Start Equity': metrics.startEquity,
    'End Equity': equity,
    'Net Profit': 100 * (equity / metrics.startEquity - 1),
    'Total Fees': metrics.fees,
    'Win Rate': rate(true),
    'Loss Rate': rate(false),
  };
  for (const [name, value] of Object.entries(ours)) {
    const text = targets[name]!.replace(/[$%]/g, '');
    if (!isPrinted(value, text)) return `${name} is ${targets[name]} there, ${value} here`;
  }
  // A fraction rounded to three places, then printed as a percentage.
  const drawdown = Number(targets['Drawdown']!.replace('%', '')) / 100;
  return Math.abs(metrics.maxDrawdown - drawdown) <= 0.0005
    ? undefined
    : `Drawdown is ${targets['Drawdown']} there, ${metrics.maxDrawdown} here`;
}
