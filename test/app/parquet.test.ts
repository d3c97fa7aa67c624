import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { folder, onetape, SP500 } from './in-process.ts';

/** The rows of a Parquet file, their times as JSON writes them. */
async function rowsOf(cwd: string, path: string): Promise<unknown> {
  const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(join(cwd, path))).buffer });
  return JSON.parse(JSON.stringify(rows));
}

describe('--parquet', () => {
  it('writes the tables of the JSON result: of a run, and of a kept run again', async () => {
    const cwd = folder();
    const { code, err } = await onetape(cwd, ['backtest', ...SP500, '--parquet', 'out', '--json', 'result.json', '--quiet']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { runId, orders, fills, roundTrips, equity } = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8'));
    expect(fills.length).toBeGreaterThan(100);
    expect(await rowsOf(cwd, 'out/orders.parquet')).toEqual(orders.map(({ events: _, ...order }: { events: unknown }) => order));
    expect(await rowsOf(cwd, 'out/fills.parquet')).toEqual(fills);
    expect(await rowsOf(cwd, 'out/round-trips.parquet')).toEqual(roundTrips);
    expect(await rowsOf(cwd, 'out/equity.parquet')).toEqual(equity.ts.map((ts: string, k: number) => ({ ts, value: equity.value[k] })));

    expect((await onetape(cwd, ['report', runId, '--parquet', 'again', '--quiet'])).code).toBe(0);
    for (const file of ['orders', 'fills', 'round-trips', 'equity'])
      expect(readFileSync(join(cwd, `again/${file}.parquet`))).toEqual(readFileSync(join(cwd, `out/${file}.parquet`)));
  });

  it('says which folder cannot be written', async () => {
    const { code, err } = await onetape(folder({ taken: '' }), ['backtest', ...SP500, '--parquet', 'taken', '--quiet']);
    expect(code).toBe(2);
    expect(err).toMatch(/^Expected a path that can be written, but it was "taken\/orders\.parquet"/);
  });
});
