import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { relationTo } from '../../../engine/analysis/benchmark.ts';
import { drawdownOf } from '../../../engine/analysis/drawdown.ts';
import { type MetricOptions, type Metrics, measure } from '../../../engine/analysis/measure.ts';
import { momentsOf } from '../../../engine/analysis/moments.ts';
import { annualVolatility, calmar, sharpe, sortino } from '../../../engine/analysis/ratios.ts';
import { cagr, returnsOf, totalReturn } from '../../../engine/analysis/returns.ts';
import { tail } from '../../../engine/analysis/tail.ts';
import { tradeStats } from '../../../engine/analysis/trade-stats.ts';
import { EXTERNAL, runOf, times, tripOf } from './fixture.ts';

const HOME = join(EXTERNAL, 'stats-reference');
const present = existsSync(HOME);
const why = present ? '' : ` (skipped: no ${HOME})`;
const read = (name: string) => JSON.parse(readFileSync(join(HOME, name), 'utf8'));

/** Closes of a bar file by date. */
function closes(file: string, name: string, from = '', to = '9999'): Map<string, number> {
  const [head = '', ...lines] = readFileSync(join(EXTERNAL, 'bars', file), 'utf8')
    .trim()
    .split(/\r?\n/);
  const column = head.split(',').indexOf(name);
  const rows = lines.map((line) => line.split(',')).map((cells): [string, number] => [cells[0]!.slice(0, 10), Number(cells[column])]);
  return new Map(rows.filter(([date]) => date >= from && date <= to));
}

/** A run that held the prices: its first price is the starting cash. */
function heldRun(prices: Map<string, number>) {
  const [start, ...value] = [...prices.values()];
  const ts = Float64Array.from([...prices.keys()].slice(1), (date) => Date.parse(date));
  return runOf([], { startCash: start!, equity: { ts, value: Float64Array.from(value) } });
}

describe.skipIf(!present)(`empyrical, executed on real data${why}`, () => {
  const SPY = 'equity/SPY_1d_trade.csv';
  const runs: Record<string, () => { prices: Map<string, number>; options: Partial<MetricOptions> }> = {
    spy_daily_close_2010_2020_unadjusted: () => ({ prices: closes(SPY, 'close', '2010-01-01', '2020-12-31'), options: {} }),
    goog_2004_2013_vs_spy: () => {
      const market = closes(SPY, 'close');
      const own = [...closes('equity/GOOG_1d_2004_2013_btpy.csv', 'close')].filter(([date]) => market.has(date));
      return { prices: new Map(own), options: { benchmark: Float64Array.from(own, ([date]) => market.get(date)!) } };
    },
    yhoo_adjclose_2000_2009: () => ({ prices: closes('equity/YHOO_1d_yahoo.csv', 'adj_close', '2000-01-01', '2009-12-31'), options: {} }),
    btcusd_coinbase_2015_2018_365: () => ({ prices: closes('crypto/BTCUSD_coinbase_1d_trade.csv', 'close', '2015-01-01'), options: {} }),
  };
  const names: Partial<Record<string, keyof Metrics>> = {
    total_return: 'totalReturn',
    cagr: 'cagr',
    annual_volatility: 'annualVolatility',
    sharpe_rf0: 'sharpe',
    sortino_req0: 'sortino',
    calmar: 'calmar',
    var_5: 'var95',
    cvar_5: 'cvar95',
    alpha: 'alpha',
    beta: 'beta',
  };
  for (const [id, expected] of Object.entries<Record<string, number>>(present ? read('empyrical-on-real-data.json').cases : {})) {
    test(`${id} agrees to 1e-9`, () => {
      const { prices, options } = runs[id]!();
      const run = heldRun(prices);
      const all: MetricOptions = { riskFree: 0, periodsPerYear: null, benchmark: null, ...options };
      const benchmark = all.benchmark?.subarray(1) ?? null;
      const m = measure(run, { ...all, benchmark });
      expect(run.equity.value.length).toBe(expected['n']);
      for (const [theirs, ours] of Object.entries(names)) {
        if (expected[theirs] === undefined || theirs === 'alpha' || theirs === 'beta') continue;
        expect(m[ours!] / expected[theirs]!, theirs).toBeCloseTo(1, 9);
      }
      expect(-m.maxDrawdown / expected['max_drawdown']!).toBeCloseTo(1, 9);
      const daily = measure(run, { ...all, benchmark: null, riskFree: 0.0001 * m.periodsPerYear });
      expect(daily.sharpe / expected['sharpe_daily_rf_0_0001']!).toBeCloseTo(1, 9);
      if (expected['alpha'] === undefined) return;
      const whole = returnsOf(Number.NaN, Float64Array.from(prices.values()));
      const relation = relationTo(all.benchmark!, whole, 0, 252);
      expect(relation.alpha / expected['alpha']).toBeCloseTo(1, 9);
      expect(relation.beta / expected['beta']!).toBeCloseTo(1, 9);
    });
  }
});

/** What a case of empyrical's own tests gives and expects. */
type Given = number | { readonly series?: string; readonly frame?: Record<string, readonly (number | null)[]> };
interface Case {
  readonly function: string;
  readonly inputs: Readonly<Record<string, Given>> & { readonly period?: string };
  readonly expected: unknown;
  readonly decimals: number;
}

describe.skipIf(!present)(`empyrical's own tests${why}`, () => {
  const { series, cases } = present ? read('empyrical-tests.json') : { series: {}, cases: {} };
  const column = (given: Given | undefined): Float64Array | undefined => {
    if (typeof given !== 'object' || given.frame !== undefined || given.series === undefined) return undefined;
    const values: readonly (number | null)[] = series[given.series].values;
    return Float64Array.from(values, (value) => value ?? Number.NaN);
  };
  const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));
  /** Equity of the returns, from 1. */
  const equityOf = (returns: Float64Array): Float64Array => {
    let value = 1;
    return known(returns).map((one) => (value *= 1 + one));
  };
  const PERIODS: Record<string, number> = { daily: 252, weekly: 52, monthly: 12, yearly: 1 };
  const total = (returns: Float64Array): number => totalReturn(1, equityOf(returns).at(-1) ?? Number.NaN);
  const growth = (returns: Float64Array, periods: number): number => cagr(total(returns), returns.length, periods);
  /** The series end on the same date; what one has before the other begins does not count. */
  const relation = (all: Float64Array, market: Float64Array) => {
    const returns = all.subarray(Math.max(0, all.length - market.length));
    const prices = Float64Array.from([1, ...market]);
    for (let k = 1; k < prices.length; k++) prices[k] = (Number.isNaN(prices[k - 1]!) ? 1 : prices[k - 1]!) * (1 + market[k - 1]!);
    return relationTo(prices, Float64Array.from([Number.NaN, ...returns]), 0, 252);
  };
  const ours: Record<string, (c: Case, returns: Float64Array, periods: number) => number | readonly number[] | undefined> = {
    cum_returns_final: ({ inputs }, returns) => (inputs['starting_value'] === 0 ? total(returns) : undefined),
    max_drawdown: (_, returns) => -drawdownOf(1, times(known(returns).length), equityOf(returns)).depth,
    annual_return: (_, returns, periods) => growth(returns, periods),
    cagr: (_, returns, periods) => growth(returns, periods),
    annual_volatility: (_, returns, periods) => annualVolatility(momentsOf(returns, 0), periods),
    sharpe_ratio: ({ inputs }, returns) =>
      typeof inputs['risk_free'] === 'number' ? sharpe(momentsOf(returns, 0), inputs['risk_free'], 252) : undefined,
    sortino_ratio: ({ inputs }, returns, periods) =>
      typeof inputs['required_return'] === 'number' ? sortino(momentsOf(returns, 0), inputs['required_return'], periods) : undefined,
    calmar_ratio: (_, returns, periods) => calmar(growth(returns, periods), drawdownOf(1, times(returns.length), equityOf(returns)).depth),
    beta: ({ inputs }, returns) => {
      const market = column(inputs['benchmark']);
      return market === undefined ? undefined : relation(returns, market).beta;
    },
    alpha_beta: ({ inputs }, returns) => {
      const { alpha, beta } = relation(returns, column(inputs['benchmark'])!);
      return [alpha, beta];
    },
  };
  /** Cases whose answer we refuse, with the reason. */
  const refused = (c: Case): string | undefined => {
    if (c.expected === 'Infinity') return 'infinite there, not applicable here';
    const sparse = c.inputs['benchmark'];
    if (typeof sparse === 'object' && sparse.series === 'sparse_flat_line_1_tz') return 'returns with gaps are no prices';
    return undefined;
  };

  let agreed = 0;
  for (const [name, list] of Object.entries<Case[]>(cases)) {
    list.forEach((c, k) => {
      const returns = column(c.inputs['returns']);
      const answer = returns === undefined ? undefined : ours[c.function]?.(c, returns, PERIODS[c.inputs.period ?? 'daily']!);
      if (answer === undefined) return;
      const reason = refused(c);
      test(`${name} ${k + 1}${reason === undefined ? '' : `: ${reason}`}`, () => {
        const expected = [c.expected].flat() as (number | null | 'Infinity')[];
        [answer].flat().forEach((value, i) => {
          const right = expected[i];
          if (reason !== undefined || right === null) expect(value).toBeNaN();
          else expect(value).toBeCloseTo(right as number, c.decimals);
        });
        agreed++;
      });
    });
  }
  test('more than forty of them name a metric of ours', () => expect(agreed).toBeGreaterThan(40));
});

describe.skipIf(!present)(`LEAN, ffn and value at risk${why}`, () => {
  const json = (name: string) => (present ? read(name).cases : []);
  test('the longest recovery agrees with every LEAN case', () => {
    for (const { equity, days } of json('lean-drawdown-recovery.json') as { equity: number[]; days: number }[]) {
      const { recovery } = drawdownOf(equity[0] ?? 1, times(equity.length), Float64Array.from(equity));
      expect(equity.length === 0 ? 0 : recovery / 86_400_000, String(equity)).toBe(days);
    }
  });
  test('value at risk agrees with every case', () => {
    for (const { returns, cutoff, var: right } of json('value-at-risk.json') as { returns: number[]; cutoff: number; var: number }[]) {
      expect(tail(Float64Array.from(returns), cutoff).valueAtRisk).toBeCloseTo(right, 12);
    }
  });
  test('the drawdown of the first ten ffn prices agrees to three decimals', () => {
    const [head = '', ...lines] = readFileSync(join(HOME, 'ffn_prices.csv'), 'utf8').trim().split(/\r?\n/);
    const { what, ...expected } = json('ffn-expected.json')[2] as { what: string } & Record<string, number>;
    expect(what).toBe('max drawdown of first10');
    for (const [name, right] of Object.entries(expected)) {
      const values = lines.slice(0, 10).map((line) => Number(line.split(',')[head.split(',').indexOf(name)]));
      expect(-drawdownOf(values[0]!, times(10), Float64Array.from(values)).depth).toBeCloseTo(right as number, 3);
    }
  });
});

const GOLDEN = process.env['GOLDEN_DIR'] ?? '../shared/golden';
const golden = existsSync(join(GOLDEN, 'bp01-goog-sma-flip', 'case.json'));

describe.skipIf(!golden)(`backtesting.py's trade statistics${golden ? '' : ` (skipped: no ${GOLDEN})`}`, () => {
  for (const id of ['bp01-goog-sma-flip', 'bp05-goog-limit-bracket', 'bp08-eurusd-stop-limit', 'bp11-goog-fifo']) {
    test(`${id} agrees to 1e-9`, () => {
      const { trades, stats } = JSON.parse(readFileSync(join(GOLDEN, id, 'case.json'), 'utf8')).expected;
      const trips = (trades as { pnl: number; returnPct: number }[]).map(({ pnl, returnPct }) => ({ ...tripOf(0), pnl, returnPct }));
      const own = tradeStats(trips);
      const pairs: readonly (readonly [number, string])[] = [
        [own.winRate * 100, 'Win Rate [%]'],
        [own.bestTrade * 100, 'Best Trade [%]'],
        [own.worstTrade * 100, 'Worst Trade [%]'],
        [own.avgTrade * 100, 'Avg. Trade [%]'],
        [own.profitFactor, 'Profit Factor'],
        [own.expectancy * 100, 'Expectancy [%]'],
        [own.sqn, 'SQN'],
        [own.kelly, 'Kelly Criterion'],
      ];
      expect(own.trades).toBe(stats['# Trades']);
      for (const [value, name] of pairs) expect(value / stats[name], name).toBeCloseTo(1, 9);
    });
  }
});
