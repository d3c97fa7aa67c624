import { describe, expect, test } from 'vitest';
import { type ComparedRun, type Comparison, comparisonNotices, differencesOf, letterOf } from '../../reports/comparison.ts';
import { comparisonJson } from '../../reports/comparison-json.ts';
import { comparisonText } from '../../reports/comparison-text.ts';
import { comparisonPage } from '../../reports/html/comparison-page.ts';
import { resultOf } from './fixture.ts';

const spec = (slow: number, more = {}) => ({
  strategy: 'sma-cross',
  params: { fast: 10, slow },
  feeds: { asset: 'x.csv' },
  account: { currency: 'USD' },
  ...more,
});
const run = (runId: string, more: Partial<ComparedRun> = {}): ComparedRun => ({
  runId,
  resultHash: `${runId}-hash`,
  createdAt: Date.UTC(2024, 0, 1),
  engine: '0.1.0',
  spec: spec(20),
  metrics: { totalReturn: 0.1, sharpe: 0.5, trades: 12, profitFactor: null },
  ...more,
});
const of = (...runs: ComparedRun[]): Comparison => ({ runs, trials: [{ family: 'sma-cross', trials: 7, different: 5 }] });

describe('differences of specifications', () => {
  test('are named by their paths, with what stands there in each', () => {
    const found = differencesOf([spec(20, { feeds: { asset: ['a', 'b'] } }), spec(50, { feeds: { asset: ['a', 'c', 'd'] } })]);
    expect(found).toEqual([
      { path: 'params.slow', values: [20, 50] },
      { path: 'feeds.asset[1]', values: ['b', 'c'] },
      { path: 'feeds.asset[2]', values: [undefined, 'd'] },
    ]);
  });
  test('tell an empty object from none, and null from nothing', () => {
    expect(
      differencesOf([
        { a: {}, b: null },
        { a: { c: 1 }, b: null },
      ]).map(({ path }) => path),
    ).toEqual(['a', 'a.c']);
    expect(differencesOf([{ b: null }, {}])).toEqual([{ path: 'b', values: [null, undefined] }]);
  });
  test('of the same specification are none', () => {
    expect(differencesOf([spec(20), spec(20)])).toEqual([]);
  });
});

describe('what to distrust in a comparison', () => {
  test('is other data, other rules, another engine, the same result, and the number of trials', () => {
    const market = run('b', { spec: spec(20, { from: '2020-01-01' }) });
    expect(comparisonNotices(of(run('a'), market))[0]).toMatch(/^The runs saw different data or periods/);
    const rules = run('b', { spec: spec(20, { costs: { fee: { rate: 1 } } }) });
    expect(comparisonNotices(of(run('a'), rules))[0]).toMatch(/^The runs differ in account, costs or fill rules/);
    const twin = run('b', { engine: '0.2.0', resultHash: 'a-hash' });
    expect(comparisonNotices(of(run('a'), twin))).toEqual([
      'The runs were made by different versions of the engine.',
      'Some of the runs have the same result hash: they are the same result.',
      '"sma-cross" was tried 7 times here in 5 different ways: the best of many looks better than it is.',
    ]);
  });
});

test('letters go on after Z', () => {
  expect([0, 1, 25, 26, 27, 52].map(letterOf)).toEqual(['A', 'B', 'Z', 'A1', 'B1', 'A2']);
});

describe('runs side by side in a terminal', () => {
  const text = comparisonText(
    of(
      run('first'),
      run('second', { spec: spec(50), metrics: { totalReturn: -0.2, sharpe: -1.25, trades: 4, beta: 2, benchmarkReturn: 0.3 } }),
    ),
    {
      color: false,
    },
  );
  const line = (label: string): string | undefined => text.split('\n').find((one) => one.startsWith(label));
  test('are named by letters, with what differs and their metrics in columns', () => {
    expect(line('A  ')).toBe('A  first  sma-cross  fast=10 slow=20  first-hash');
    expect(line('params.slow')).toMatch(/^params\.slow +20 +50$/);
    expect(line('Total return')).toMatch(/10\.00 % +-20\.00 %$/);
    expect(line('Round trips')).toMatch(/12 +4$/);
    const ends = ['params.slow', 'Total return', 'Round trips'].map((label) => line(label)!.length);
    expect(new Set(ends).size).toBe(1);
  });
  test('have no number where there is none: not applicable, not kept, no benchmark', () => {
    expect(line('Profit factor')).toMatch(/n\/a +n\/a$/);
    expect(line('Benchmark return')).toMatch(/n\/a +30\.00 %$/);
  });
  test('have nothing of their texts that moves the cursor, and colours only when asked', () => {
    const bad = of(run('\u001b[31mred'), run('b'));
    expect(comparisonText(bad, { color: false })).not.toContain('\u001b');
    expect(comparisonText(bad, { color: true })).toContain('\u001b[');
  });
});

test('the JSON has runs, differences, trials and warnings; nothing is null', () => {
  const json = JSON.parse(comparisonJson(of(run('a'), run('b', { spec: { strategy: 'sma-cross', params: { fast: 10 } } }))));
  expect(json.runs[0]).toMatchObject({ runId: 'a', createdAt: '2024-01-01T00:00:00.000Z', metrics: { profitFactor: null } });
  expect(json.differences[0]).toEqual({ path: 'params.slow', values: [20, null] });
  expect(json.trials).toEqual([{ family: 'sma-cross', trials: 7, different: 5 }]);
  expect(json.warnings.at(-1)).toMatch(/^"sma-cross" was tried 7 times/);
});

describe('the page of a comparison', () => {
  const results = [
    resultOf(),
    resultOf({
      warnings: ['a gap'],
      startCash: 500,
      equity: { ts: resultOf().equity.ts, value: Float64Array.of(500, 550, 560, 540, 600) },
    }),
  ];
  const page = comparisonPage(of(run('first'), run('second', { spec: spec(50) })), results);
  test('says once what is to be distrusted of several runs', () => {
    expect(page).toContain('<li>A, B: 1 round trip is few');
    expect(page).toContain('<li>B: a gap</li>');
  });
  test('highlights what differs, and has intervals, years and the curves as drawings', () => {
    expect(page).toContain('<tr class="differs"><th scope="row">params.slow</th><td class="num">20</td><td class="num">50</td></tr>');
    expect(page).toContain('<th scope="row">2024</th><td class="num up">1.80 %</td><td class="num up">20.00 %</td>');
    expect(page).toMatch(/<svg[^>]*aria-label="Returns of 2 runs/);
  });
  test('keeps hostile names text', () => {
    const hostile = '</script><script>alert(1)</script>';
    const bad = run(hostile, { spec: { strategy: hostile, [hostile]: hostile }, resultHash: hostile });
    const shown = comparisonPage(of(bad, run('b')), [resultOf({ runId: hostile }), resultOf()]);
    expect(shown.match(/.{40}<script>alert/gs)).toBeNull();
    expect(shown.match(/<\/script>/g)?.length).toBe(3);
  });
});
