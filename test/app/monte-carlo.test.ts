import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineStrategy } from '../../app/index.ts';
import { monteCarlo } from '../../app/monte-carlo.ts';
import { folder, onetape, SP500, strategyFile } from './in-process.ts';

interface Found {
  readonly runId: string;
  readonly from: string;
  readonly bootstrap: { readonly fan: { readonly at: readonly string[] } } | null;
  readonly shuffle: unknown;
  readonly randomEntry: { readonly totalReturn: { readonly value: number }; readonly pValue: number } | null;
  readonly withoutBest: { readonly dropped: number; readonly totalReturn: number } | null;
  readonly variants: readonly {
    readonly name: string;
    readonly totalReturn: number;
    readonly sharpe: number | null;
    readonly trades: number;
    readonly fees: number;
  }[];
  readonly notes: readonly string[];
  readonly worth: { readonly trials: number };
}

const COSTS = ['--set', 'costs.fee={"model":"percent","rate":0.001}', '--set', 'costs.slippage={"model":"percent","rate":0.0005}'];
const ENDING = ['--simulations', '50', '--quiet', '--json', '-'];

async function simulated(cwd: string, argv: readonly string[]): Promise<Found> {
  const { out, err, code } = await onetape(cwd, ['monte-carlo', ...argv, ...ENDING]);
  expect({ err, code }).toEqual({ err: '', code: 0 });
  return JSON.parse(out) as Found;
}

async function tested(cwd: string, argv: readonly string[]) {
  const { out } = await onetape(cwd, ['backtest', ...argv, '--quiet', '--json', '-']);
  return JSON.parse(out) as { readonly runId: string; readonly metrics: Readonly<Record<string, number>> };
}

describe('onetape monte-carlo', () => {
  it('runs a kept run again on worse terms: each is what a backtest on those terms comes to', async () => {
    const cwd = folder();
    const run = await tested(cwd, [...SP500, ...COSTS]);
    const found = await simulated(cwd, [run.runId]);
    expect(found.variants.map(({ name }) => name)).toEqual(['as-run', 'fees-x2', 'slippage-x2', 'one-bar-later']);
    const [own, fees, slippage, later] = found.variants;
    expect(own!.totalReturn).toBe(run.metrics['totalReturn']);
    const other = folder();
    const dear = await tested(other, [...SP500, ...COSTS, '--set', 'costs.fee.rate=0.002']);
    const wide = await tested(other, [...SP500, ...COSTS, '--set', 'costs.slippage.rate=0.001']);
    expect(fees!.totalReturn).toBeCloseTo(dear.metrics['totalReturn']!, 10);
    expect(fees!.fees).toBeCloseTo(dear.metrics['fees']!, 6);
    expect(slippage!.totalReturn).toBeCloseTo(wide.metrics['totalReturn']!, 10);
    expect(later!.trades).toBe(own!.trades);
    expect(later!.totalReturn).not.toBe(own!.totalReturn);
    expect(found).toMatchObject({ from: '2000-01-04T00:00:00.000Z', notes: [], withoutBest: { dropped: 5 } });
    expect(found.bootstrap!.fan.at).toHaveLength(120);
    expect(found.withoutBest!.totalReturn).toBeCloseTo(found.randomEntry!.totalReturn.value, 12);
  });

  it('counts no trial for what it simulates, and comes out again the same', async () => {
    const cwd = folder();
    const { runId } = await tested(cwd, SP500);
    const found = await simulated(cwd, [runId]);
    expect(await simulated(cwd, [runId])).toEqual(found);
    expect(found.worth.trials).toBe(1);
    const other = await simulated(cwd, [runId, '--seed', '2']);
    expect(other.variants).toEqual(found.variants);
    expect(other.bootstrap).not.toEqual(found.bootstrap);
  });

  it('fills one bar later at the open of the next bar, with the slippage of the run', async () => {
    const rows = [100, 101, 104, 109, 116, 125, 136, 149].map(
      (open, k) => `2024-01-0${k + 1},${open},${open + 2},${open - 2},${open + 1},1000`,
    );
    const cwd = folder({
      'mine.ts': strategyFile('if (n === 1) ctx.buy(ctx.feeds.asset, { qty: 1 }); if (n === 4) ctx.close(ctx.feeds.asset);'),
      'rising.csv': `date,open,high,low,close,volume\n${rows.join('\n')}\n`,
      'run.json': {
        strategy: './mine.ts',
        feeds: { asset: { source: './rising.csv?timeframe=1d&stamp=open' } },
        account: { cash: 1000 },
        costs: { slippage: { model: 'amount', amount: 0.5 } },
      },
    });
    const found = await simulated(cwd, ['run.json']);
    const [own, fees, slippage, later] = found.variants;
    // bought at the open of 104, sold at that of 125; a bar later at 109 and 136
    expect(own!.totalReturn).toBeCloseTo((125 - 104 - 1) / 1000, 12);
    expect(later!.totalReturn).toBeCloseTo((136 - 109 - 1) / 1000, 12);
    expect(slippage!.totalReturn).toBeCloseTo((125 - 104 - 2) / 1000, 12);
    expect(fees!.name).toBe('fees-added');
    expect(fees!.totalReturn).toBeCloseTo((20 - 0.0005 * (104.5 + 124.5)) / 1000, 12);
    expect(found.notes).toEqual([
      'returns are not resampled: there are fewer than 20',
      'round trips are not shuffled: there are fewer than three, or the money ran out',
    ]);
    expect([found.bootstrap, found.shuffle]).toEqual([null, null]);
  });

  it('takes a run file, whose run is kept and counted', async () => {
    const cwd = folder({ 'run.json': { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } } });
    const found = await simulated(cwd, ['run.json', '--param', 'fast=7']);
    expect(found.worth.trials).toBe(1);
    const again = await simulated(cwd, [found.runId]);
    expect(again).toEqual(found);
  });

  it('says on a terminal how often was tried first, then what it found, and writes JSON beside it', async () => {
    const cwd = folder();
    const { runId } = await tested(cwd, SP500);
    const { out, code } = await onetape(cwd, ['monte-carlo', runId, '--simulations', '20', '--json', 'mc.json', '--html', 'mc.html']);
    expect(code).toBe(0);
    expect(out).toMatch(/^20\d{6}-sma-cross-[0-9a-f]{4} {2}sma-cross, 20 simulations of each kind, seed 1\nTried {11}once: /);
    for (const title of ['Returns drawn anew', 'Trades in any order', 'Entries at random', 'On worse terms'])
      expect(out).toContain(`\n\n${title}`);
    expect(out).toMatch(/\none bar later( +-?[\d,.]+( %)?){5}\nwithout its best 5 of 87 trades, all others return /);
    expect(out).toMatch(/\n\nPage: mc\.html\n$/);
    expect(readFileSync(join(cwd, 'mc.html'), 'utf8')).toContain('<svg');
    expect(JSON.parse(readFileSync(join(cwd, 'mc.json'), 'utf8'))).toMatchObject({
      runId,
      simulations: 20,
      levels: [0.05, 0.25, 0.5, 0.75, 0.95],
    });
  });

  it('has nothing to shuffle of a run that never traded', async () => {
    const cwd = folder();
    const { runId } = await tested(cwd, [...SP500, '--from', '2000-01-01', '--to', '2000-02-10']);
    const found = await simulated(cwd, [runId]);
    expect(found).toMatchObject({ shuffle: null, randomEntry: null, withoutBest: null, notes: ['the run made no round trip'] });
    expect(found.variants[0]).toMatchObject({ totalReturn: 0, sharpe: null, trades: 0 });
  });

  it('refuses what it cannot simulate in one sentence', async () => {
    const cwd = folder();
    expect(await onetape(cwd, ['monte-carlo', 'nothing'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Expected the id of a run in /),
    });
    expect(await onetape(cwd, ['monte-carlo', 'x', '--simulations', '3'])).toMatchObject({
      code: 2,
      err: 'Expected --simulations to be a whole number, 10 or more, but it was "3"\n',
    });
    expect(await onetape(cwd, ['monte-carlo'])).toMatchObject({
      code: 2,
      err: 'Expected RUN_ID|RUN.json after "onetape monte-carlo", but it was missing\n',
    });
  });
});

describe('monteCarlo', () => {
  const spec = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' }, params: { fast: 10, slow: 30 } };

  it('simulates a run of a program, which is kept and counted where there is a workspace only', async () => {
    const workspace = folder();
    const found = await monteCarlo(spec, { simulations: 20 });
    const kept = await monteCarlo(spec, { simulations: 20, workspace });
    expect({ ...kept, runId: found.runId }).toEqual(found);
    const again = await monteCarlo(spec, { simulations: 20, workspace });
    expect(again.worth).toMatchObject({ trials: 2, different: 1 });
  });

  it('takes strategies and data that are in memory', async () => {
    const bars = Array.from({ length: 60 }, (_, k) => {
      const open = 100 + 10 * Math.sin(k / 3);
      return { ts: (k + 1) * 86_400_000, open, high: open + 1, low: open - 1, close: open, volume: 1 };
    });
    const strategy = defineStrategy({
      name: 'in-memory',
      params: {},
      feeds: ['asset'],
      setup(ctx) {
        let n = 0;
        return { onBar: () => void (n++ % 6 === 0 ? ctx.buy(ctx.feeds.asset, { qty: 5 }) : n % 6 === 4 && ctx.close(ctx.feeds.asset)) };
      },
    });
    const found = await monteCarlo({ strategy, feeds: { asset: { bars, timeframe: '1d' } } }, { simulations: 20 });
    expect(found).toMatchObject({ families: ['in-memory'], shuffle: { trades: 10 }, randomEntry: { trades: 10 }, notes: [] });
    const later = found.variants.find(({ name }) => name === 'one-bar-later')!;
    const at = (k: number): number => 100 + 10 * Math.sin(k / 3);
    // bought at the open of bars 1, 7, ...: a bar later at 2, 8, ...; sold three bars after that
    const earned = Array.from({ length: 10 }, (_, k) => 5 * (at(6 * k + 5) - at(6 * k + 2))).reduce((sum, one) => sum + one, 0);
    expect(later.totalReturn).toBeCloseTo(earned / 100_000, 10);
  });

  it('refuses counts that are none', async () => {
    await expect(monteCarlo(spec, { simulations: 5 })).rejects.toThrow(
      'Expected "simulations" to be a whole number, 10 or more, but it was "5"',
    );
    await expect(monteCarlo(spec, { seed: 0.5 })).rejects.toThrow('Expected "seed" to be a whole number, but it was "0.5"');
  });
});
