import { describe, expect, it } from 'vitest';
import { backtest } from '../../../app/backtest.ts';
import { sweep } from '../../../app/sweep.ts';
import smaCross from '../../../strategies/sma-cross.ts';
import { folder, onetape } from '../in-process.ts';

const ONE = 'synthetic:seed=1,bars=900,timeframe=1d';
const TWO = 'synthetic:seed=2,bars=900,timeframe=1d';
const RUN = { strategy: smaCross, feeds: { asset: ONE }, costs: { fee: { model: 'percent', rate: 0.001 } } };

describe('what varies', () => {
  it('may be the instrument, the period, a parameter and a cost, each trial the backtest that this makes', async () => {
    const { trials } = await sweep(RUN, {
      grid: { instrument: [ONE, TWO], period: ['2020', '2021-03..'], fast: [5, 20], 'costs.fee.rate': [0, 0.002] },
    });
    expect(trials.length).toBe(16);
    for (const { point, resultHash } of trials) {
      const { instrument, period, fast } = point;
      const window = period === '2020' ? { from: '2020-01-01', to: '2020-12-31' } : { from: '2021-03-01', to: null };
      const costs = { fee: { model: 'percent', rate: point['costs.fee.rate'] } };
      expect((await backtest({ ...RUN, ...window, costs, params: { fast }, feeds: { asset: instrument } })).resultHash).toBe(resultHash);
    }
    expect(new Set(trials.map(({ resultHash }) => resultHash)).size).toBe(16);
  });

  it('may be drawn, and is then what the seed says', async () => {
    const drawn = (seed: number) =>
      sweep(RUN, { search: { method: 'tpe', trials: 30 }, seed, where: ['fast < slow'], objectives: ['cagr - maxDrawdown'] });
    const { trials, ranked } = await drawn(3);
    expect((await drawn(3)).trials).toEqual(trials);
    expect((await drawn(4)).trials).not.toEqual(trials);
    expect(trials.every(({ point }) => Number(point['fast']) < Number(point['slow']))).toBe(true);
    const score = (number: number): number => trials[number]!.metrics['cagr']! - trials[number]!.metrics['maxDrawdown']!;
    expect(score(ranked[0]!)).toBe(Math.max(...trials.map(({ number }) => score(number))));
  });

  it('is run over a ninth, a third and all of the data by a halving', async () => {
    const { trials } = await sweep(RUN, { grid: { fast: '3:20:1' }, search: { method: 'halving', trials: 9 } });
    expect(trials.map(({ budget }) => budget)).toEqual([...Array(9).fill(1 / 9), ...Array(3).fill(1 / 3), undefined]);
    const { point, resultHash } = trials.at(-1)!;
    expect((await backtest({ ...RUN, params: point })).resultHash).toBe(resultHash);
    // 900 days from 2020-01-01: the first third ends with the 300th.
    const third = trials[9]!;
    expect((await backtest({ ...RUN, params: third.point, to: '2020-10-26' })).resultHash).toBe(third.resultHash);
  });
});

describe('a search of a program', () => {
  it.each([
    [
      { search: { method: 'random' as const, trials: 1.5 } },
      'Expected the number of trials to be a whole number from 1 to 10000000, but it was "1.5"',
    ],
    [{ seed: -1 }, 'Expected the seed to be a whole number from 0 to 2147483647, but it was "-1"'],
    [{ grid: { fast: 5 as unknown as string } }, 'Expected "fast" to be values such as "5:50:5" or [5, 10], but it was "5"'],
    [{ grid: { fast: [5, 500] } }, 'Expected "fast" to be an integer from 2 to 100, but it was "500"'],
  ])('is refused with one sentence: %j', async (options, sentence) => {
    await expect(sweep(RUN, { grid: { fast: [5, 10] }, ...options })).rejects.toThrow(sentence);
  });
});

describe('flags of a search', () => {
  const cwd = folder({ 'run.json': { strategy: 'sma-cross', feeds: { asset: ONE } } });
  it.each([
    [['--grid', 'fast=1:5'], 'Expected "fast" to be an integer from 2 to 100, but it was "1"'],
    [['--grid', '=5'], 'Expected --grid NAME=VALUES, but it was "=5"'],
    [
      ['--grid', 'stop=0.01:0.1'],
      'Expected a step for "stop", as in stop=FROM:TO:STEP, for a grid, but it was any number between; sample it with --random N',
    ],
    [
      ['--grid', 'fast=5,10', '--where', 'fast < slwo'],
      'Expected one of fast, slow, stop in "fast < slwo", but it was "slwo"; did you mean "slow"?',
    ],
    [['--grid', 'fast=5,10', '--where', 'fast'], 'Expected a condition such as "fast < slow", but it was "fast"'],
    [['--grid', 'fast=5,10', '--objective', 'sharp'], 'but it was "sharp"; did you mean "sharpe"?'],
    [['--tpe', '0'], 'Expected --tpe to be a whole number from 1 to 10000000, but it was "0"'],
    [['--random', '5', '--seed', '-1'], 'Expected --seed to be a whole number from 0 to 2147483647, but it was "-1"'],
    [['--lhs', '5', '--halving', '5'], 'Expected one of --random --lhs --tpe --halving, but it was "--lhs --halving"'],
    [['--grid', 'period=2020', '--grid', 'period=2021'], 'Expected values of "period" once, but it was twice'],
    [['--grid', 'instrument.other=x'], 'Expected one of instrument.asset, but it was "instrument.other"'],
  ])('are refused with one sentence: %j', async (flags, sentence) => {
    const { code, err, out } = await onetape(cwd, ['sweep', 'run.json', ...flags]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err.trim().split('\n').length).toBe(1);
  });
});
