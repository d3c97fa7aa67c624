import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { PAPER } from '../../reports/charts/look.ts';
import { causesPicture } from '../../reports/charts/pictures.ts';
import { htmlPage } from '../../reports/html/run-page.ts';
import { resultJson } from '../../reports/json.ts';
import { resultParquet } from '../../reports/parquet.ts';
import type { Result } from '../../reports/result.ts';
import { textSummary } from '../../reports/text.ts';
import { day, fillOf, paymentOf, resultOf, tripOf } from './fixture.ts';

/** Ten bought at 100 and sold at 102 on a day on which 3 of funding were paid; 1 of interest was earned the day after. */
const fills = [fillOf(1, 1), fillOf(2, 3, { side: 'sell', price: 102 })];
const ledger = [paymentOf(2, 'funding', -3, { strategyId: 's', instrument: 'X' }), paymentOf(3, 'interest', 1)];
const equity = { ts: Float64Array.from({ length: 5 }, (_, k) => day(k + 1)), value: Float64Array.of(1000, 1010, 987, 1016, 1016) };
const financed = (more: Partial<Result> = {}): Result => resultOf({ fills, ledger, equity, ...more });

/** The cells of the rows of the table with this name. */
function rowsOf(page: string, name: string): string[][] {
  const [, table = ''] = new RegExp(`aria-label="${name}"[^>]*>(.*?)</table>`, 's').exec(page) ?? [];
  return [...table.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell!),
  );
}

describe('the text', () => {
  test('says what was paid between fills, each kind of it', () => {
    expect(textSummary(financed(), { color: false })).toContain('\nPaid            funding -3.00, interest 1.00 USD\n');
  });
  test('says nothing of it where nothing was', () => {
    expect(textSummary(resultOf(), { color: false })).not.toMatch(/^(Paid|Currency) {2}/m);
  });
});

describe('the page', () => {
  test('draws where the money went, and says it in words', () => {
    const page = htmlPage(financed());
    expect(page).toContain('<a href="#money">Money</a>');
    expect(page).toContain(
      'aria-label="The change of equity by cause: price 21.00, slippage -1.00, fees -2.00, funding -3.00, interest 1.00; 16.00 USD in all"',
    );
  });
  test('has a table for what there is more than one of, with those causes that moved anything', () => {
    const page = htmlPage(financed());
    expect(rowsOf(page, 'Where the money went, by strategy')).toEqual([
      ['Strategy', 'P&amp;L USD', 'Price', 'Slippage', 'Fees', 'Funding', 'Interest'],
      ['s', '15.00', '21.00', '-1.00', '-2.00', '-3.00', ''],
      ['(account)', '1.00', '', '', '', '', '1.00'],
    ]);
    expect(rowsOf(page, 'Where the money went, by day of the week').map(([name, pnl]) => [name, pnl])).toEqual([
      ['Day of the week', 'P&amp;L USD'],
      ['Monday', '0.00'],
      ['Tuesday', '10.00'],
      ['Wednesday', '-23.00'],
      ['Thursday', '29.00'],
      ['Friday', '0.00'],
    ]);
    expect(page).not.toContain('Where the money went, by month');
  });
  test('has none of it where nothing has moved equity', () => {
    const none = new Float64Array(0);
    const page = htmlPage(resultOf({ equity: { ts: none, value: none }, orders: [], fills: [], roundTrips: [], prices: [] }));
    expect(page).not.toContain('id="money"');
    expect(page).not.toContain('#money"');
  });
  test('draws a round trip over a split from its price in the units of its day', () => {
    const data = (splits: Result['splits']): Record<string, string> =>
      JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(htmlPage(financed({ splits })))![1]!).trips;
    const doubles = (text: string): number[] => [
      ...new Float64Array(new Uint8Array(Buffer.from(text.replace(/^f8/, ''), 'base64')).buffer),
    ];
    const split = { ts: day(2), instrument: 'X', ratio: 2, held: [] };
    expect(data([])).not.toHaveProperty('entryDrawn');
    expect(doubles(data([split])['entryDrawn']!)).toEqual([2 * tripOf(1, 3).entryPrice]);
    expect(doubles(data([{ ...split, instrument: 'Y' }])['entryDrawn']!)).toEqual([100]);
  });
});

describe('the picture', () => {
  const draw = (more: Partial<Result> = {}): string => causesPicture(financed(more))[0]!.draw(PAPER, 560);

  test('has a bar for each cause that begins where the one before it ends, and their sum', () => {
    const bars = [...draw().matchAll(/<path d="M([\d.]+) [\d.]+h([\d.]+)v14/g)].map(([, from, wide]) => [Number(from), Number(wide)]);
    const texts = [...draw().matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text);
    for (const name of ['Price', 'Slippage', 'Fees', 'Funding', 'Interest', 'Change of equity']) expect(texts).toContain(name);
    expect(bars).toHaveLength(6);
    const scale = bars[0]![1]! / 21;
    // Price ends at 21, slippage takes one of it, fees two more, funding three.
    const zero = bars[0]![0]!;
    const ends = bars.map(([from, wide]) => [(from! - zero) / scale, (from! + wide! - zero) / scale].map((value) => Math.round(value)));
    expect(ends).toEqual([
      [0, 21],
      [20, 21],
      [18, 20],
      [15, 18],
      [15, 16],
      [0, 16],
    ]);
  });
  test('has numbers only', () => {
    for (const text of [draw(), draw({ fills: [], ledger: [paymentOf(1, 'write-off', 1e-9)] })])
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('files', () => {
  test('in JSON have payments, splits and causes, times as text', () => {
    const splits = [{ ts: day(2), instrument: 'X', ratio: 2, held: [{ strategyId: 's', before: 5, after: 10 }] }];
    const parsed = JSON.parse(resultJson(financed({ splits })));
    expect(parsed.ledger[1]).toEqual({ ...ledger[1], ts: '2024-01-05T00:00:00.000Z' });
    expect(parsed.splits).toEqual([{ ...splits[0], ts: '2024-01-03T00:00:00.000Z' }]);
    expect(parsed.attribution).toMatchObject({ pnl: 16, causes: { price: 21, funding: -3, interest: 1 } });
    expect(Object.keys(parsed.attribution)).toEqual([
      'pnl',
      'causes',
      'byStrategy',
      'byInstrument',
      'bySide',
      'byMonth',
      'byYear',
      'byWeekday',
    ]);
  });
  test('in Parquet have payments', async () => {
    const file = resultParquet(financed())['ledger.parquet'];
    const rows = await parquetReadObjects({ file: new Uint8Array(file).buffer });
    expect(rows).toEqual(ledger.map((entry) => ({ ...entry, ts: new Date(entry.ts) })));
  });
});
