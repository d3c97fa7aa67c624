import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../app/backtest.ts';
import { folder, onetape } from './in-process.ts';

const bars = (rows: readonly (readonly [date: string, price: number])[]): string =>
  `date,open,high,low,close,volume\n${rows.map(([date, price]) => `${date},${price},${price},${price},${price},100`).join('\n')}\n`;

/** A share in euros that splits two for one on the third and pays 0.5 on the fourth, and dollars per euro. */
const FILES = {
  'share.csv': bars([
    ['2024-01-01', 100],
    ['2024-01-02', 100],
    ['2024-01-03', 55],
    ['2024-01-04', 60],
  ]),
  'actions.csv': 'date,type,value\n2024-01-03,split,2\n2024-01-04,dividend,0.5\n',
  'euro.csv': bars([
    ['2023-12-30', 1],
    ['2024-01-02', 1.1],
    ['2024-01-03', 1.2],
    ['2024-01-04', 1.25],
  ]),
};
const SPEC = {
  strategy: 'buy-and-hold',
  feeds: { asset: { source: 'share.csv', actions: 'actions.csv' } },
  instruments: { asset: { id: 'SHARE', quote: 'EUR' } },
  account: { currency: 'USD', cash: 10_000, rates: { EUR: 'euro.csv' } },
  sizer: { model: 'fixed', qty: 10 },
  metrics: { benchmark: 'asset' },
} as const;
const run = (more: object = {}) => backtest({ ...SPEC, ...more }, { baseDir: folder(FILES) });

describe('a share in another currency that splits and pays', () => {
  it('is taken apart into its price, its dividend and its currency', async () => {
    const { attribution, metrics } = await run();
    const { price, dividend, currency, slippage, fee } = attribution.causes;
    // 1000 euros become 1100 at 1.1, then 1200 at 1.2; ten euros are paid at 1.2.
    expect(price).toBeCloseTo(100 * 1.1 + 100 * 1.2, 9);
    expect(dividend).toBeCloseTo(12, 9);
    expect(currency).toBeCloseTo(1000 * 0.1 + 1100 * 0.1 + 1200 * 0.05, 9);
    expect([slippage, fee]).toEqual([0, 0]);
    expect(attribution.pnl).toBeCloseTo(price + dividend + currency, 9);
    expect(attribution.pnl).toBe(metrics.finalEquity - metrics.startEquity);
  });

  it('is compared with holding it, and with itself as a benchmark, in dollars and over its split', async () => {
    const { metrics, analysis } = await run();
    // A hundred euros at 1.0 have become two shares of 60 at 1.25, and two dividends of 0.5 at 1.2.
    expect(metrics.buyAndHoldReturn).toBeCloseTo((120 * 1.25 + 1 * 1.2) / 100 - 1, 12);
    expect(analysis.hold!.at(-1)! / 10_000 - 1).toBeCloseTo(metrics.buyAndHoldReturn, 12);
    expect(metrics.benchmarkReturn).toBeCloseTo((120 * 1.25) / 100 - 1, 12);
  });

  it('is at stake with what it is worth in dollars', async () => {
    const { analysis, equity } = await run();
    const worth = [0, 1000 * 1.1, 1100 * 1.2, 1200 * 1.25];
    expect([...analysis.exposure.gross].map((gross, k) => gross * equity.value[k]!)).toEqual(
      worth.map((value) => expect.closeTo(value, 8)),
    );
  });
});

describe('a run file on the command line', () => {
  it('leaves its ledger and its attribution among its tables', async () => {
    const cwd = folder({ ...FILES, 'run.json': JSON.stringify(SPEC) });
    const { code, err } = await onetape(cwd, ['backtest', 'run.json', '--csv', 'tables', '--json', 'out.json', '--quiet']);
    expect([code, err]).toEqual([0, '']);
    const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
    expect(read('tables/ledger.csv').split('\r\n').slice(0, 2)).toEqual([
      'ts,kind,strategyId,instrument,amount,currency,rate,value',
      '2024-01-04T00:00:00.000Z,dividend,buy-and-hold,SHARE,10,EUR,1.2,12',
    ]);
    expect(read('tables/attribution.csv')).toContain('\r\nbyInstrument,SHARE,');
    const { ledger, splits, attribution } = JSON.parse(read('out.json'));
    expect(ledger).toHaveLength(1);
    expect(splits).toEqual([
      {
        ts: '2024-01-03T00:00:00.000Z',
        instrument: 'SHARE',
        ratio: 2,
        held: [{ strategyId: 'buy-and-hold', before: 10, after: 20 }],
      },
    ]);
    expect(attribution.byMonth).toHaveLength(1);
  });
});
