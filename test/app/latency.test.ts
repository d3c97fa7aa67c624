import { describe, expect, it } from 'vitest';
import { backtest, type RunSpec } from '../../app/index.ts';
import { folder, RISING } from './in-process.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A bar of the first days of January 2024: 100 + k at its open, 101 + k at its close. */
const openOf = (day: number): number => Date.UTC(2024, 0, day);

const commands = [{ at: { bar: 0 }, submit: { side: 'buy', type: 'market', qty: 1 } }];
const run = (costs: RunSpec['costs'], files: Readonly<Record<string, string>> = {}) =>
  backtest(
    { strategy: 'order-script', params: { script: { commands } }, feeds: { asset: 'rising.csv?stamp=open' }, costs: costs! },
    { baseDir: folder({ 'rising.csv': RISING, ...files }), place: 'run.json' },
  );

describe('latency', () => {
  it('none: an order sent at a close fills at the next open', async () => {
    expect((await run({})).fills).toMatchObject([{ ts: openOf(2), price: 101, certainty: 'exact' }]);
  });

  it('shorter than a bar: the worse of its open and its close, assumed', async () => {
    for (const latency of [{ order: HOUR }, { feed: HOUR }, { order: { model: 'uniform', min: 1, max: HOUR } }] as const)
      expect((await run({ latency })).fills).toMatchObject([{ ts: openOf(3), price: 102, certainty: 'assumed' }]);
  });

  it('measured ones come from a list or from a file, and are kept with the run', async () => {
    const files = { 'measured.csv': `latency_ms\n${HOUR}\n${2 * HOUR}\n` };
    const [listed, filed] = await Promise.all([
      run({ latency: { order: { values: [HOUR, 2 * HOUR] } } }),
      run({ latency: { order: { values: 'measured.csv' } } }, files),
    ]);
    expect(filed.resultHash).toBe(listed.resultHash);
    expect(filed.spec).toMatchObject({ costs: { latency: { order: { values: [HOUR, 2 * HOUR] }, feed: 0, response: 0 } } });
    expect(filed.fills).toMatchObject([{ price: 102 }]);
  });

  it.each([
    ['run.json: Expected a file to read, but it was "none.csv" (no such file)', 'none.csv'],
    ['bad.csv:2: Expected milliseconds, 0 or above, but it was "-5"', 'bad.csv'],
    ['run.json: Expected at least one value in "empty.csv", but it was "empty"', 'empty.csv'],
  ])('%s', async (message, values) => {
    const files = { 'bad.csv': `12\n-5\n${DAY}\n`, 'empty.csv': 'latency_ms\n' };
    await expect(run({ latency: { response: { values } } }, files)).rejects.toThrow(message);
  });
});
