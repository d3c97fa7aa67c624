import { describe, expect, it } from 'vitest';
import { backtest } from '../../app/index.ts';
import { resultJson } from '../../reports/json.ts';
import { folder, onetape } from './in-process.ts';

/** Two days that reach both the target and the stop of what was bought at 100, with a quiet day before each. */
const DAYS =
  'date,open,high,low,close,volume\n2024-01-01,100,101,99,100,1\n2024-01-02,100,112,88,100,1\n2024-01-03,100,101,99,100,1\n2024-01-04,100,112,88,100,1\n';
const buy = (bar: number) => ({
  at: { bar },
  submit: { side: 'buy', type: 'market', qty: 1, stopLoss: 90, takeProfit: 110 },
});
const SPEC = {
  strategy: 'order-script',
  feeds: { asset: { source: 'day.csv', stamp: 'open' } },
  params: { script: { commands: [buy(0), buy(2)] } },
};

describe('a run that is forked at its ambiguous fills', () => {
  const options = () => ({ baseDir: folder({ 'day.csv': DAYS }) });

  it('has the P&L of every combination of outcomes', async () => {
    const result = await backtest(SPEC, { ...options(), fork: 100 });
    expect(result.fork).toEqual({ runs: 4, exhaustive: true, pnl: [-20, 0, 0, 20] });
    expect(result.ambiguity).toMatchObject({ ambiguous: 2, pnlWorst: -20, pnlBest: 20 });
    expect(JSON.parse(resultJson(result)).fork).toEqual(result.fork);
  });

  it('is a sample where there are more combinations, drawn by the seed', async () => {
    const fork = async (seed: number) => (await backtest({ ...SPEC, seed }, { ...options(), fork: 3 })).fork!;
    const [first, again] = await Promise.all([fork(1), fork(1)]);
    expect(first).toMatchObject({ runs: 3, exhaustive: false });
    expect(again).toEqual(first);
    for (const pnl of first.pnl) expect([-20, 0, 20]).toContain(pnl);
  });

  it('has one outcome where nothing is ambiguous, and is not forked unless it is asked for', async () => {
    const path = { simulator: { path: 'o-h-l-c' } } as const;
    expect((await backtest({ ...SPEC, ...path }, { ...options(), fork: 9 })).fork).toEqual({ runs: 1, exhaustive: true, pnl: [20] });
    const result = await backtest(SPEC, options());
    expect('fork' in result).toBe(false);
    expect(resultJson(result)).not.toContain('"fork"');
  });

  it('does not change the result it belongs to', async () => {
    const [plain, forked] = await Promise.all([backtest(SPEC, options()), backtest(SPEC, { ...options(), fork: 9 })]);
    expect(forked.resultHash).toBe(plain.resultHash);
  });

  it('is asked for by --fork, and told in the summary', async () => {
    const cwd = folder({ 'day.csv': DAYS, 'run.json': SPEC });
    const { code, out } = await onetape(cwd, ['backtest', 'run.json', '--fork', '16']);
    expect(code).toBe(0);
    expect(out).toContain('Forked          4 runs, all there are: P&L from -20.00 to 20.00, median 0.00 USD\n');
  });

  it.each(['0', '2.5', 'all'])('refuses --fork %s', async (most) => {
    expect(await onetape(folder({ 'run.json': SPEC }), ['backtest', 'run.json', '--fork', most])).toMatchObject({
      code: 2,
      err: expect.stringContaining(`Expected --fork to be a whole number, 1 or more, but it was "${most}"`),
    });
  });

  it('refuses a number of forks that is none', async () => {
    await expect(backtest(SPEC, { ...options(), fork: 0 })).rejects.toThrow(
      'Expected "fork" to be null or a whole number, 1 or more, but it was "0"',
    );
  });
});
