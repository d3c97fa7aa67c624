import { drawdownOf } from '../../../engine/analysis/drawdown.ts';
import { momentsOf } from '../../../engine/analysis/moments.ts';
import { annualVolatility, sharpe, sortino } from '../../../engine/analysis/ratios.ts';
import { relationOf } from '../../../engine/analysis/relation.ts';
import { cagr, returnsOf, totalReturn } from '../../../engine/analysis/returns.ts';
import { DAY } from '../../../engine/model/time.ts';
import { jsonOf, type Right, type StatsCase } from './stats-case.ts';

/** What a case gives: a number, a named series, or a table of columns. */
type Given = number | string | { readonly series?: string; readonly frame?: Readonly<Record<string, readonly Value[]>> };
type Value = number | null;

interface Question {
  readonly function: string;
  readonly inputs: Readonly<Record<string, Given>>;
  readonly expected: Right | readonly Right[] | { readonly series: string };
  readonly decimals: number;
}

const PERIODS: Readonly<Record<string, number>> = { daily: 252, weekly: 52, monthly: 12, yearly: 1 };

const column = (values: readonly Value[]): Float64Array => Float64Array.from(values, (value) => value ?? Number.NaN);
const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));

/** Equity of returns, from `start`; what is not known earns nothing. */
function worthOf(returns: Float64Array, start = 1): Float64Array {
  let value = start;
  return returns.map((one) => (value *= 1 + (Number.isNaN(one) ? 0 : one)));
}

const total = (returns: Float64Array): number => totalReturn(1, worthOf(returns).at(-1) ?? Number.NaN);
const deepest = (returns: Float64Array): number =>
  -drawdownOf(
    1,
    returns.map((_, k) => k * DAY),
    worthOf(returns),
  ).depth;

/** The answer to each window of a length, in order. */
const rolled = (length: number, window: number, answer: (from: number, to: number) => number): number[] =>
  Array.from({ length: Math.max(0, length - window + 1) }, (_, k) => answer(k, k + window));

/** empyrical's own tests: every question its file asks, answered by us. */
export function empyricalCases(): StatsCase[] {
  const { series, cases } = jsonOf('empyrical-tests.json') as {
    series: Record<string, { values: readonly Value[] }>;
    cases: Record<string, readonly Question[]>;
  };
  const read = (given: Given | undefined): readonly Float64Array[] => {
    if (typeof given !== 'object') return [];
    if (given.frame !== undefined) return Object.values(given.frame).map(column);
    return [column(series[given.series!]?.values ?? [])];
  };
  const rightOf = ({ expected }: Question): readonly Right[] => {
    if (typeof expected === 'object' && expected !== null && 'series' in expected) return series[expected.series]?.values ?? [];
    return [expected].flat() as Right[];
  };
  return Object.entries(cases).flatMap(([test, list]) =>
    list.map(
      (question, k): StatsCase => ({
        name: `empyrical ${test} ${k + 1}`,
        ours: answer(question, read),
        right: rightOf(question),
        decimals: Number(question.inputs['decimal_places'] ?? question.decimals),
      }),
    ),
  );
}

function answer({ function: name, inputs }: Question, read: (given: Given | undefined) => readonly Float64Array[]): readonly number[] {
  const all = read(inputs['returns']);
  const returns = all[0] ?? new Float64Array(0);
  const periods = PERIODS[String(inputs['period'] ?? 'daily')]!;
  const start = inputs['starting_value'] === 0 || inputs['starting_value'] === undefined ? 1 : Number(inputs['starting_value']);
  const market = read(inputs['benchmark'] ?? inputs['factor_returns'])[0] ?? new Float64Array(0);
  // series end on the same date; what one has before the other begins does not count
  const own = returns.subarray(Math.max(0, returns.length - market.length));
  const relation = (from = 0, to = own.length) => relationOf(own.subarray(from, to), market.subarray(from, to), 0, 252);
  const window = Number(inputs['window']);
  const above = (given: Given | undefined, values: Float64Array): Float64Array => {
    const [rate] = read(given);
    return values.map((value, k) => value - (rate?.[k] ?? Number(given)));
  };
  switch (name) {
    case 'simple_returns': {
      const prices = read(inputs['prices'])[0]!;
      return [...returnsOf(Number.NaN, prices)].slice(1);
    }
    case 'cum_returns':
      return [...worthOf(returns, start)].map((value) => (start === 1 ? value - 1 : value));
    case 'cum_returns_final':
      return [start === 1 ? total(returns) : start * (1 + total(returns))];
    case 'max_drawdown':
      return [deepest(known(returns))];
    case 'annual_return':
    case 'cagr':
      return [cagr(total(returns), returns.length, periods)];
    case 'annual_volatility':
      return [annualVolatility(momentsOf(returns, 0), periods)];
    case 'sharpe_ratio':
      return [sharpe(momentsOf(above(inputs['risk_free'], returns), 0), 0, periods)];
    case 'sortino_ratio':
      return all.map((one) => sortino(momentsOf(above(inputs['required_return'], one), 0), 0, periods));
    case 'beta':
      return [relation().beta];
    case 'alpha_beta':
      return [relation().alpha, relation().beta];
    case 'roll_max_drawdown':
      return rolled(returns.length, window, (from, to) => deepest(returns.subarray(from, to)));
    case 'roll_up_capture':
      return rolled(returns.length, window, (from, to) => relation(from, to).upCapture);
    case 'roll_down_capture':
      return rolled(returns.length, window, (from, to) => relation(from, to).downCapture);
    case 'roll_up_down_capture':
      return rolled(returns.length, window, (from, to) => relation(from, to).upCapture / relation(from, to).downCapture);
    default:
      throw new Error(`empyrical's "${name}" is not asked of us yet`);
  }
}
