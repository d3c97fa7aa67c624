import { describe, expect, it } from 'vitest';
import { backtest } from '../../../app/backtest.ts';
import { Ledger } from '../../../app/research/ledger.ts';
import { crossValidate, type WalkForwardOptions, walkForward } from '../../../app/walk-forward.ts';
import { defineStrategy, int } from '../../../engine/index.ts';
import { isoTime, parseTime } from '../../../engine/model/time.ts';
import smaCross from '../../../strategies/sma-cross.ts';
import { built, builtOnetape as onetape } from '../built.ts';
import { folder } from '../in-process.ts';

// One that starts threads.
const { walkForward: inThreads } = await built<typeof import('../../../app/walk-forward.ts')>('app/walk-forward');

const RUN = {
  strategy: 'sma-cross',
  feeds: { asset: 'sample:sp500' },
  costs: { fee: { model: 'percent', rate: 0.001 } },
  from: '2004-01-01',
  to: '2012-12-31',
};
const GRID = { fast: [5, 20], slow: [40, 120] };
const WALK: WalkForwardOptions = { grid: GRID, inSample: '3y', outOfSample: '18mo', objective: 'totalReturn', workers: 1 };
/** The same run of a strategy that is an object: its trials run in this thread, which needs no other to begin. */
const HERE = { ...RUN, strategy: smaCross };
/** What names a result, and what it depends on beside its inputs. */
const bare = ({ id: _, ...rest }: object & { id: string }) => rest;

/** Buys and sells at the beginning of every month, from the first one that it is allowed to. */
const monthly = defineStrategy({
  name: 'monthly',
  params: { hold: int(5, { min: 1, max: 20 }) },
  feeds: ['asset'],
  setup(ctx, { hold }) {
    let since = 0;
    return {
      onBar(bars) {
        since++;
        if (since % 21 === 0) ctx.target(bars, 0.5);
        else if (since % 21 === hold) ctx.target(bars, 0);
      },
    };
  },
});

describe('a walk-forward', () => {
  it('chooses in each window what a backtest of the in-sample says is best', async () => {
    const { windows } = await walkForward(HERE, WALK);
    expect(windows.length).toBe(4);
    for (const { inSample, point, objective, trials } of windows) {
      const returns: [number, object][] = [];
      for (const fast of GRID.fast) {
        for (const slow of GRID.slow) {
          const { metrics } = await backtest({ ...HERE, params: { fast, slow }, from: isoTime(inSample.from), to: isoTime(inSample.to) });
          returns.push([metrics.totalReturn, { fast, slow }]);
        }
      }
      const [best] = returns.sort(([a], [b]) => b - a);
      expect(trials).toBe(4);
      expect(point).toEqual(best![1]);
      expect(objective.inSample).toBe(best![0]);
    }
  });

  it('earns out of sample what a backtest earns whose warm-up is the in-sample', async () => {
    const { windows, stitched, metrics, trades, hold } = await walkForward(HERE, WALK);
    let worth = stitched.startCash;
    let count = 0;
    let held = 1;
    for (const { inSample, outOfSample, point, objective, resultHash } of windows) {
      const run = { ...HERE, params: point, from: isoTime(inSample.from), to: isoTime(outOfSample.to), warmup: isoTime(outOfSample.from) };
      const plain = await backtest(run);
      expect(resultHash).toBe(plain.resultHash);
      expect(objective.outOfSample).toBeCloseTo(plain.metrics.totalReturn, 12);
      expect(plain.fills.every(({ ts }) => ts > outOfSample.from)).toBe(true);
      worth *= plain.metrics.finalEquity / plain.startCash;
      count += plain.roundTrips.length;
      const [prices] = plain.prices;
      held *= prices!.close.at(-1)! / prices!.open[prices!.ts.findIndex((ts) => ts > outOfSample.from)]!;
      expect(stitched.value[stitched.ts.indexOf(outOfSample.to)]).toBeCloseTo(worth, 6);
    }
    expect(stitched.ts).toEqual([...stitched.ts].sort((a, b) => a - b));
    expect(new Set(stitched.ts).size).toBe(stitched.ts.length);
    expect(stitched.ts.length).toBe(windows.reduce((sum, { outOfSample }) => sum + outOfSample.bars, 0));
    expect(metrics.totalReturn).toBeCloseTo(worth / stitched.startCash - 1, 10);
    expect(trades).toBe(count);
    expect(hold.at(-1)).toBeCloseTo(held, 10);
  });

  it('compares growth a year out of sample with that in-sample', async () => {
    const { windows, efficiency, metrics } = await walkForward(HERE, WALK);
    const [first] = windows;
    const { metrics: inSample } = await backtest({
      ...RUN,
      params: first!.point,
      from: isoTime(first!.inSample.from),
      to: isoTime(first!.inSample.to),
    });
    expect(first!.metrics.inSample['cagr']).toBe(inSample.cagr);
    expect(first!.efficiency).toBeCloseTo(first!.metrics.outOfSample['cagr']! / inSample.cagr, 12);
    expect(efficiency.outOfSample).toBe(metrics.cagr);
    const logs = windows.map(({ inSample: { from, to }, metrics: own }) => [to - from, Math.log(1 + own.inSample['cagr']!)] as const);
    const mean = Math.exp(logs.reduce((sum, [length, log]) => sum + length * log, 0) / logs.reduce((sum, [length]) => sum + length, 0)) - 1;
    expect(efficiency.inSample).toBeCloseTo(mean, 12);
    expect(efficiency.ratio).toBeCloseTo(metrics.cagr / mean, 10);
  });

  it('counts a year as the run file does', async () => {
    const { metrics } = await walkForward({ ...HERE, metrics: { periodsPerYear: 260, riskFree: 0.01 } }, WALK);
    const usual = await walkForward(HERE, WALK);
    expect(metrics.periodsPerYear).toBe(260);
    expect(usual.metrics.periodsPerYear).toBe(252);
    expect(metrics.annualVolatility).toBeCloseTo(usual.metrics.annualVolatility * Math.sqrt(260 / 252), 12);
    expect(metrics.sharpe).toBeCloseTo(
      (usual.metrics.sharpe * usual.metrics.annualVolatility * (260 / 252) - 0.01) / metrics.annualVolatility,
      10,
    );
  });

  it('is the same whoever runs it: one thread, two, or this one', async () => {
    const one = await inThreads(RUN, WALK);
    expect(bare(await inThreads(RUN, { ...WALK, workers: 2 }))).toEqual(bare(one));
    const here = await walkForward(HERE, WALK);
    expect(here.windows).toEqual(one.windows);
    expect(here.stitched).toEqual(one.stitched);
  });

  it('trades from the first close of an out-of-sample on, and is valued where it ends', async () => {
    const { windows, caveats } = await walkForward({ ...RUN, strategy: monthly }, { ...WALK, grid: { hold: [3, 10] } });
    expect(windows.every(({ metrics }) => metrics.outOfSample['trades']! >= 17)).toBe(true);
    expect(caveats[0]).toContain('each out-of-sample run begins in cash');
  });

  it('begins anchored windows with the first bar, and keeps what is purged and left out from both sides', async () => {
    const { windows } = await walkForward(HERE, { ...WALK, anchored: true, purge: '20bars', embargo: '10d' });
    expect(new Set(windows.map(({ inSample }) => inSample.from)).size).toBe(1);
    expect(windows.map(({ inSample }) => inSample.bars)).toEqual(windows.map(({ inSample }) => inSample.bars).sort((a, b) => a - b));
    for (const { inSample, outOfSample } of windows) expect(outOfSample.from - inSample.to).toBeGreaterThan(25 * 86_400_000);
  });

  it('stays in cash through a window in which no trial has a number', async () => {
    // The Sharpe ratio of a strategy that does not trade is none; this one trades in 2007 only.
    const once = defineStrategy({
      name: 'once',
      params: { size: int(1, { min: 1, max: 2 }) },
      feeds: ['asset'],
      setup: (ctx, { size }) => ({
        onBar(bars) {
          const year = new Date(ctx.now).getUTCFullYear();
          if (year === 2007) ctx.target(bars, 0.1 * size);
          else if (year > 2007) ctx.target(bars, 0);
        },
      }),
    });
    const { windows, stitched, caveats } = await walkForward(
      { ...RUN, strategy: once, from: '2005-01-01', to: '2009-12-31' },
      { grid: { size: [1, 2] }, inSample: '1y', outOfSample: '1y' },
    );
    expect(windows.map(({ point }) => point !== null)).toEqual([false, false, true, false]);
    expect(windows[0]!.unranked).toBe(2);
    expect(stitched.value[0]).toBe(stitched.startCash);
    expect(caveats.some((text) => text.includes('3 of 4 windows stayed in cash'))).toBe(true);
  });

  it('says why trials failed where others did not', async () => {
    const { windows, caveats } = await walkForward(HERE, { ...WALK, grid: { fast: [5], slow: [40], 'costs.fee.rate': [0, -5] } });
    expect(windows.map(({ unranked, point }) => [unranked, point!['costs.fee.rate']])).toEqual(Array(4).fill([1, 0]));
    expect(windows[0]!.failure).toContain('but it was "-5"');
    expect(caveats.some((text) => text.startsWith('in window 1 trials failed, the first of them: Expected "costs.fee.rate" to be'))).toBe(
      true,
    );
  });

  it('counts every trial of every window, and different points once', async () => {
    const workspace = folder();
    const { worth, trials } = await walkForward(HERE, { ...WALK, workspace });
    const ledger = new Ledger(workspace);
    const tried = ledger.tried(['sma-cross']);
    ledger.close();
    expect(trials).toBe(16);
    expect(tried).toMatchObject({ trials: 17, different: 5 });
    expect(worth).toMatchObject({ trials: 17, different: 5 });
  });

  it('is refused where it can come to nothing', async () => {
    const refused = (options: WalkForwardOptions, run: object = HERE) =>
      walkForward(run, { ...WALK, ...options }).catch((error: Error) => error.message);
    expect(await refused({ inSample: '20y' })).toContain('Expected data that reach beyond one in-sample, but it was "2265" bars');
    expect(await refused({ inSample: 'two years' })).toContain('Expected --in-sample to be a length such as 2y');
    expect(await refused({ grid: { period: ['2010', '2011'] } })).toContain('Expected windows to be the only periods of a walk-forward');
    expect(await refused({ objective: 'sharpe', inSample: '10bars', outOfSample: '300bars' })).toContain(
      'Expected a trial whose "sharpe" is a number, but it was none of',
    );
    const breaks = defineStrategy({
      name: 'breaks',
      params: { n: int(1, { min: 1, max: 2 }) },
      feeds: ['asset'],
      setup: () => ({
        onBar: () => {
          throw new Error('no');
        },
      }),
    });
    expect(await refused({ grid: { n: [1, 2] } }, { ...RUN, strategy: breaks })).toMatch(
      /but none did; the first that failed: Strategy "breaks" threw/,
    );
  });

  it('leaves a warm-up of the run file before its first window', async () => {
    const { windows } = await walkForward({ ...HERE, warmup: '2005-06-01' }, WALK);
    expect(isoTime(windows[0]!.inSample.from).slice(0, 10)).toBe('2005-06-01');
    expect(windows[0]!.inSample.from).toBeGreaterThanOrEqual(parseTime('2005-06-01'));
  });
});

describe('a cross-validation', () => {
  it('has the returns of backtests, cut and put together', async () => {
    const found = await crossValidate(HERE, { grid: GRID, groups: 4, tested: 2, workers: 1 });
    expect([found.splits.length, found.paths.length]).toEqual([6, 3]);
    const curves = new Map<string, readonly number[]>();
    for (const fast of GRID.fast)
      for (const slow of GRID.slow) {
        const { equity, startCash } = await backtest({ ...HERE, params: { fast, slow } });
        curves.set(JSON.stringify({ fast, slow }), [startCash, ...equity.value]);
      }
    const count = found.ts.length;
    for (const path of found.paths) {
      let worth = 1;
      for (const [group, split] of path.splits.entries()) {
        const curve = curves.get(JSON.stringify(found.splits[split]!.point))!;
        worth *= curve[Math.floor(((group + 1) * count) / 4)]! / curve[Math.floor((group * count) / 4)]!;
      }
      // What trials keep of their returns has seven digits.
      expect(path.metrics.totalReturn).toBeCloseTo(worth - 1, 4);
    }
    expect(found.ts).toEqual([...(await backtest(RUN)).equity.ts]);
    expect(found.worth).toMatchObject({ different: 4 });
  });

  it('is refused for points that come from results, and for what returns do not tell', async () => {
    const refused = (options: object) =>
      crossValidate(HERE, { grid: GRID, groups: 4, tested: 2, ...options }).catch((error: Error) => error.message);
    expect(await refused({ search: { method: 'tpe', trials: 9 } })).toContain('Expected --cpcv with a grid, --random or --lhs');
    expect(await refused({ objective: 'sharpe + trades' })).toContain('Expected an objective of what returns alone tell');
    expect(await refused({ grid: { instrument: ['sample:sp500', 'synthetic:seed=1'] } })).toContain(
      'Expected every trial of --cpcv to run over the same data',
    );
    expect(await refused({ groups: 300 })).toContain('Expected at most 20000 splits, but it was "44850"');
  });
});

describe('onetape walk-forward', () => {
  const flags = ['--grid', 'fast=5,20', '--grid', 'slow=40,120', '--in-sample', '3y', '--out-of-sample', '18mo', '--workers', '1'];

  it('prints windows, what came of them, and what that is worth', async () => {
    const cwd = folder({ 'run.json': RUN });
    const { code, out, err } = await onetape(cwd, ['walk-forward', 'run.json', ...flags, '--json', 'wf.json']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('sma-cross: 16 trials in 4 windows, rolling, 3y in-sample and 18mo out-of-sample; most sharpe');
    expect(out).toMatch(/^2004-01-02 \.\. 2006-12-29 {2}2007-01-03 \.\. 2008-07-01 {2}fast=\d+ slow=\d+/m);
    expect(out).toMatch(/^Efficiency {6}-?\d/m);
    expect(out).toMatch(/^Tried {11}17 times, 5 different: luck alone shows a Sharpe ratio of/m);
  });

  it('writes ISO times and null for what does not apply', async () => {
    const { out } = await onetape(folder({ 'run.json': RUN }), ['walk-forward', 'run.json', ...flags, '--json', '-']);
    const result = JSON.parse(out);
    expect(result.windows[0].inSample).toMatchObject({ from: '2004-01-02T00:00:00.000Z' });
    expect(result.stitched.ts[0]).toMatch(/Z$/);
    expect(result.plan).toMatchObject({
      inSample: '3y',
      anchored: false,
      search: { method: 'grid', trials: null, seed: 1 },
      objective: { text: 'sharpe', direction: 'max' },
    });
  });

  it('cross-validates with --cpcv', async () => {
    const { code, out } = await onetape(folder({ 'run.json': RUN }), [
      'walk-forward',
      'run.json',
      ...flags.slice(0, 4),
      '--cpcv',
      '6,2',
      '--purge',
      '20bars',
      '--workers',
      '1',
    ]);
    expect(code).toBe(0);
    expect(out).toContain('4 trials, 15 splits of 6 groups with 2 tested make 5 paths; purged by 20bars, an embargo of 0; most sharpe');
    expect(out).toMatch(/^Overfitting {5}\d/m);
  });

  it('refuses with one sentence and exit code 2', async () => {
    const cwd = folder({ 'run.json': RUN });
    const refused = async (...more: string[]) => {
      const { code, err } = await onetape(cwd, ['walk-forward', 'run.json', ...more]);
      return [code, err.trim().split('\n').length, err];
    };
    expect(await refused('--objective', 'sharpe', '--objective', 'cagr')).toEqual([
      2,
      1,
      expect.stringContaining('Expected one --objective'),
    ]);
    expect(await refused('--cpcv', '6')).toEqual([2, 1, expect.stringContaining('Expected --cpcv N,K such as 6,2, but it was "6"')]);
    expect(await refused('--cpcv', '6,2', '--anchored')).toEqual([2, 1, expect.stringContaining('Expected no --anchored beside --cpcv')]);
    expect(await refused('--grid', 'fast=5,10', '--where', 'fast > 50')).toEqual([2, 1, expect.stringContaining('none of 2 does')]);
    expect(await refused('--random', '9', '--tpe', '9')).toEqual([2, 1, expect.stringContaining('it was "--random --tpe"')]);
  });
});
