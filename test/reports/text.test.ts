import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../engine/model/time.ts';
import type { ForkRecord } from '../../reports/result.ts';
import { textSummary } from '../../reports/text.ts';
import { day, resultOf } from './fixture.ts';

const plain = { color: false };
const empty = { equity: { ts: new Float64Array(0), value: new Float64Array(0) }, orders: [], fills: [], roundTrips: [], prices: [] };

test('the summary says what ran, over what, and what came of it', () => {
  expect(textSummary(resultOf(), plain)).toBe(
    `
Strategy        sma-cross  fast=10 slow=20
Feeds           asset = sample:sp500
Period          2024-01-01 to 2024-01-05, 5 bars
Account         1,000.00 USD, fills at the next open

Final equity    1,018.00 USD
Total return    1.80 %                Buy and hold  4.52 %
CAGR            145.75 %              Volatility    27.77 %
Sharpe          3.35                  Sortino       6.63   Calmar 73.60
Max drawdown    1.98 %                Longest       2 days
VaR 95 %        -1.58 %               CVaR 95 %     -1.98 %
95 % interval   n/a, 5 returns are too few
Annualised by   252 periods a year, daily values that skip weekends

Round trips     1                     Win rate      100.00 %
Profit factor   n/a                   Expectancy    1.80 %
Best trade      1.80 %                Worst trade   1.80 %
Exposure        40.00 %               Turnover      101.08 a year
Fees            2.00 USD              Slippage      1.00 USD   14.29 % of profit before costs
Fills           2 exact, 0 assumed, 0 ambiguous
P&L interval    18.00 USD, no fill is ambiguous
Warning         1 round trip is few: trade statistics of fewer than 30 are mostly chance.
Warning         The run spans 4 days: annual numbers assume that a whole year goes on like it.

Run             run-1, onetape 0.1.0, node v20.19.0
Result hash     ab12cd34`.slice(1),
  );
});

test('a longer run says what its headline numbers might have been, of its days where it is intraday', () => {
  const value = Float64Array.from({ length: 400 }, (_, k) => 1000 + k + 30 * ((k * 7) % 5));
  const at = (step: number) => ({ ts: value.map((_, k) => day(1) + (k + 1) * step), value });
  expect(textSummary(resultOf({ equity: at(DAY), prices: [] }), plain)).toMatch(
    /\n95 % interval {3}Sharpe \d+\.\d\d to \d+\.\d\d, CAGR [\d.,]+ % to [\d.,]+ %, drawdown [\d.]+ % to [\d.]+ %\n/,
  );
  expect(textSummary(resultOf({ equity: at(HOUR), prices: [] }), plain)).toContain('95 % interval   n/a, 17 returns per day are too few\n');
});

test('a benchmark is told in a line of its own', () => {
  const ts = Float64Array.from({ length: 5 }, (_, k) => day(k + 1));
  const benchmark = { ts, close: Float64Array.of(10, 10.1, 9.9, 10.2, 10.2) };
  expect(textSummary(resultOf({ spec: { metrics: { benchmark: 'sample:sp500' } } }, { benchmark }), plain)).toContain(
    '\nBenchmark       2.00 %                Beta          0.96   Alpha -7.41 %   Correlation 1.00, sample:sp500\n',
  );
});

test('fills on the close are labelled and warned of', () => {
  const text = textSummary(resultOf({ spec: { strategy: 'a', simulator: { fillOn: 'on-close' } } }), plain);
  expect(text).toContain('1,000.00 USD, fills on the close');
  expect(text).toContain('Warning         Fills on the close: ');
});

test('ambiguous fills are counted, with what the result may have been', () => {
  const ambiguity = { exact: 1, assumed: 0, ambiguous: 1, pnlWorst: -30, pnlBest: 1018 };
  const text = textSummary(resultOf({ ambiguity }), plain);
  expect(text).toContain('1 exact, 0 assumed, 1 ambiguous');
  expect(text).toContain('P&L interval    -30.00 to 1,018.00 USD\n');
  expect(text).toContain('1 of 2 fills (50.00 %) are ambiguous');
});

test('a forked run says what its P&L may have been, of all there are or of a sample', () => {
  const ambiguity = { exact: 1, assumed: 0, ambiguous: 2, pnlWorst: -30, pnlBest: 18 };
  const told = (fork: ForkRecord): string => textSummary(resultOf({ ambiguity, fork }), plain);
  expect(told({ runs: 4, exhaustive: true, pnl: [-30, -10, 5, 18] })).toContain(
    'Forked          4 runs, all there are: P&L from -30.00 to 18.00, median -2.50 USD\n',
  );
  expect(told({ runs: 3, exhaustive: false, pnl: [-30, 5, 18] })).toContain(
    '3 runs, a sample: P&L from -30.00 to 18.00, median 5.00 USD\n',
  );
  expect(told({ runs: 1, exhaustive: true, pnl: [18] })).toContain(
    '1 run, nothing is ambiguous: P&L from 18.00 to 18.00, median 18.00 USD\n',
  );
  expect(textSummary(resultOf({ ambiguity }), plain)).not.toContain('Forked');
});

test('refusals are listed by reason, those of which there were none are not', () => {
  const text = textSummary(resultOf({ refusals: { 'insufficient-cash': 1200, 'warm-up': 3, 'bad-price': 0 } }), plain);
  expect(text).toContain('Refused         insufficient-cash 1,200, warm-up 3\n');
  expect(textSummary(resultOf({ refusals: { 'bad-price': 0 } }), plain)).not.toContain('Refused');
});

test('the data warnings follow our own', () => {
  expect(textSummary(resultOf({ warnings: ['12 bars are missing.'] }), plain)).toContain('Warning         12 bars are missing.\n');
});

test('a run without a bar is summed up too', () => {
  const text = textSummary(resultOf(empty), plain);
  expect(text).toContain('Period          no bars');
  expect(text).toContain('CAGR            n/a ');
});

describe('colours', () => {
  test('are there only when asked for', () => {
    const code = '\u001b';
    expect(textSummary(resultOf(), plain)).not.toContain(code);
    expect(textSummary(resultOf(), { color: true })).toContain(`${code}[32m1.80 %${code}[0m`);
    const lost = resultOf({ equity: { ts: Float64Array.of(1, 2), value: Float64Array.of(900, 800) } });
    expect(textSummary(lost, { color: true })).toContain(`${code}[31m-20.00 %${code}[0m`);
  });
  test('change nothing but the colours', () => {
    const shown = textSummary(resultOf(empty), { color: true });
    expect(shown.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(textSummary(resultOf(empty), plain));
  });
  test("cannot be smuggled in by a strategy's name", () => {
    expect(textSummary(resultOf({ spec: { strategy: 'evil\u001b[2J\nname' } }), plain)).toContain('Strategy        evil [2J name\n');
  });
});

describe('what ran', () => {
  const of = (spec: unknown): string => textSummary(resultOf({ spec }), plain).split('\n').slice(0, 2).join('|');
  test('may be several strategies with feeds of their own', () => {
    const spec = {
      strategies: [
        { id: 'one', strategy: './a.ts', feeds: { x: 'A@1d' } },
        { id: 'two', strategy: 'b', params: { n: 1 }, feeds: { y: { source: './b.csv' } } },
      ],
    };
    expect(of(spec)).toBe('Strategy        ./a.ts + b  n=1|Feeds           x = A@1d; y = ./b.csv');
  });
  test('may be a strategy object, a universe, or a long parameter', () => {
    const spec = { strategy: { name: 'mine' }, params: { script: { commands: 'x'.repeat(100) } }, feeds: { universe: ['A', 'B'], odd: 3 } };
    expect(of(spec)).toMatch(/mine {2}script=\{"commands":"x+\.\.\.\|Feeds {11}universe = A B, odd = \?/);
  });
  test('may be unknown', () => {
    expect(of(null)).toMatch(/^Strategy {8}strategy\|Period/);
    expect(of({ strategies: [{ id: 'only-id' }] })).toMatch(/^Strategy {8}only-id\|/);
  });
});
