import { describe, expect, it } from 'vitest';
import { backtest } from '../../app/backtest.ts';
import { folder } from './in-process.ts';

const bars = (rows: readonly (readonly [date: string, price: number])[]): string =>
  `date,open,high,low,close,volume\n${rows.map(([date, price]) => `${date},${price},${price},${price},${price},100`).join('\n')}\n`;

/** Four days of a share that splits two for one on the third and pays 0.5 on the fourth. */
const SHARE = bars([
  ['2024-01-01', 100],
  ['2024-01-02', 100],
  ['2024-01-03', 50],
  ['2024-01-04', 49.5],
]);
const ACTIONS = 'date,type,value\n2024-01-03,split,2\n2024-01-04,dividend,0.5\n';
const HOLD = { strategy: 'buy-and-hold', account: { cash: 10_000 }, sizer: { model: 'fixed', qty: 10 } } as const;

async function run(spec: object, files: Readonly<Record<string, string>> = {}) {
  const baseDir = folder({ 'share.csv': SHARE, 'actions.csv': ACTIONS, ...files });
  return backtest({ ...HOLD, ...spec }, { baseDir });
}

describe('the actions of a feed', () => {
  it('are booked by the account', async () => {
    const { fills, equity } = await run({ feeds: { asset: { source: 'share.csv', actions: 'actions.csv' } } });
    expect(fills.map(({ qty, price }) => [qty, price])).toEqual([[10, 100]]);
    // Twenty shares at 49.5 and ten of dividends: nothing was gained or lost.
    expect([...equity.value]).toEqual([10_000, 10_000, 10_000, 10_000]);
  });

  it('may be in the prices instead: all of them, or the splits alone', async () => {
    const at = async (adjust: string) => {
      const { fills, equity } = await run({ feeds: { asset: { source: 'share.csv', actions: 'actions.csv', adjust } } });
      return [fills[0]!.price, equity.value.at(-1)];
    };
    const [all, allWorth] = await at('all');
    expect(all).toBeCloseTo(50 * (1 - 0.5 / 50), 12);
    expect(allWorth).toBeCloseTo(10_000, 9);
    // Ten shares at 50, down to 49.5, and the dividend in cash.
    expect(await at('splits')).toEqual([50, 10_000]);
  });

  it('have to be given where prices are to be adjusted', async () => {
    await expect(run({ feeds: { asset: { source: 'share.csv', adjust: 'all' } } })).rejects.toThrow(
      'Expected "feeds.asset.actions", which "adjust" works by, to be a source, but it was "null"',
    );
  });

  it('take effect at the open of their session, where the market has a calendar', async () => {
    const instruments = { asset: { calendar: 'XNYS' } };
    const share = bars([
      ['2024-01-02', 100],
      ['2024-01-03', 50],
      ['2024-01-04', 50],
    ]);
    const { fills, equity } = await run(
      { feeds: { asset: { source: 'share.csv', actions: 'actions.csv' } }, instruments },
      { 'share.csv': share },
    );
    // Bought at the open of the third, in units after the split.
    expect(fills[0]).toMatchObject({ price: 50, qty: 20 });
    expect(equity.value.at(-1)).toBe(10_010);
  });
});

describe('the funding of a feed', () => {
  it('is paid by who holds at its times', async () => {
    const funding = 'timestamp,funding_rate\n2024-01-03T00:00:00.004Z,0.001\n2024-01-04T00:00:00.000Z,-0.002\n';
    const flat = bars(['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04'].map((date) => [date, 100]));
    const { equity, warnings } = await run(
      { feeds: { asset: { source: 'share.csv', funding: 'funding.csv' } }, instruments: { asset: { contract: 'linear' } } },
      { 'share.csv': flat, 'funding.csv': funding },
    );
    expect(equity.value.at(-1)).toBeCloseTo(10_000 - 1 + 2, 9);
    expect(warnings.join()).not.toContain('funding');
  });
});

describe('another currency', () => {
  const rates = { EUR: 'eurusd.csv' };
  const eurusd = bars([
    ['2024-01-01', 1],
    ['2024-01-02', 1.1],
    ['2024-01-03', 1.2],
  ]);
  const share = bars([
    ['2024-01-01', 100],
    ['2024-01-02', 100],
    ['2024-01-03', 100],
  ]);
  const spec = { feeds: { asset: 'share.csv' }, instruments: { asset: { quote: 'EUR' } } };

  it('is valued by its rate', async () => {
    const { equity } = await run(
      { ...spec, account: { cash: 10_000, currency: 'USD', rates } },
      { 'share.csv': share, 'eurusd.csv': eurusd },
    );
    // 1000 euros were bought at 1 and are worth 1.2.
    expect(equity.value.at(-1)).toBeCloseTo(10_200, 9);
  });

  it('may have one that does not move', async () => {
    const { equity } = await run({ ...spec, account: { cash: 10_000, currency: 'USD', rates: { EUR: 2 } } }, { 'share.csv': share });
    expect(equity.value.at(-1)).toBe(10_000);
  });

  it('has to have one', async () => {
    await expect(run({ ...spec, account: { cash: 10_000, currency: 'USD' } }, { 'share.csv': share })).rejects.toThrow(
      'Expected the rate of "EUR", in which "SHARE" is settled, in "account.rates" (its price in USD), but it was missing',
    );
  });
});

describe('data that a program holds', () => {
  const day = (date: number, price: number) => ({ ts: Date.UTC(2024, 0, date + 1), open: price, high: price, low: price, close: price });

  it('may have actions and funding beside them', async () => {
    const asset = {
      ...{ id: 'SHARE', timeframe: '1d', bars: [day(1, 100), day(2, 100), day(3, 50), day(4, 50)] },
      actions: { rows: [{ ts: '2024-01-03', type: 'split', value: 2 }] },
      funding: { rows: [{ ts: '2024-01-04', rate: 0.01 }] },
    };
    const { equity } = await backtest({ ...HOLD, feeds: { asset } });
    expect([...equity.value]).toEqual([10_000, 10_000, 10_000, 9_990]);
  });
});

describe('a calendar', () => {
  it('that does not exist is refused with those that do', async () => {
    await expect(run({ feeds: { asset: 'share.csv' }, instruments: { asset: { calendar: 'XNYZ' } } })).rejects.toThrow(
      /Expected a calendar \(24\/7, XNYS, .*\), but it was "XNYZ"; did you mean "XNYS"\?/,
    );
  });
});
