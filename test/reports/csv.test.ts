import { expect, test } from 'vitest';
import { resultCsv } from '../../reports/csv.ts';
import { fillOf, orderOf, paymentOf, resultOf } from './fixture.ts';

test('every file has its heading, and lines end as RFC 4180 says', () => {
  const files = resultCsv(resultOf());
  expect(files['equity.csv'].split('\r\n')).toEqual([
    'ts,value',
    '2024-01-02T00:00:00.000Z,1000',
    '2024-01-03T00:00:00.000Z,1010',
    '2024-01-04T00:00:00.000Z,990',
    '2024-01-05T00:00:00.000Z,1018',
    '2024-01-06T00:00:00.000Z,1018',
    '',
  ]);
  const [head, first, second, end] = files['round-trips.csv'].split('\r\n');
  expect(head).toBe(
    'strategyId,instrument,side,qty,entryTs,entryPrice,exitTs,exitPrice,pnl,fees,returnPct,mae,mfe,bars,entryOrderId,exitOrderId',
  );
  expect(first).toBe('s,X,buy,10,2024-01-02T00:00:00.000Z,100,2024-01-04T00:00:00.000Z,102,18,2,0.018,-0.01,0.03,2,1,2');
  expect([second, end]).toEqual(['', undefined]);
});

test('what does not apply is an empty cell', () => {
  const files = resultCsv(resultOf({ orders: [orderOf(7, 0, { closedTs: null, avgPrice: null })] }));
  expect(files['orders.csv'].split('\r\n')[1]).toBe('7,,s,X,buy,market,10,,,gtc,filled,10,,2024-01-01T00:00:00.000Z,,,,,');
  expect(files['metrics.csv']).toContain('\r\nprofitFactor,\r\n');
  expect(files['metrics.csv']).toContain('\r\nfinalEquity,1018\r\n');
});

test('commas, quotes and line breaks are quoted', () => {
  const files = resultCsv(resultOf({ fills: [fillOf(1, 0, { ref: 'a,b', tag: 'say "hi"\nthere' })] }));
  expect(files['fills.csv']).toContain(',"a,b",s,');
  expect(files['fills.csv']).toContain(',"say ""hi""\nthere",');
  expect(resultCsv(resultOf({ fills: [fillOf(1, 0, { tag: 'a "b"' })] }))['fills.csv']).toContain(',"a ""b""",');
});

test('units that fees took are a column where there are any', () => {
  const columns = (fills: Parameters<typeof fillOf>[2][]): string[] =>
    resultCsv(resultOf({ fills: fills.map((more, k) => fillOf(k + 1, k, more)) }))
      ['fills.csv'].split('\r\n')
      .slice(0, 3);
  expect(columns([{}])[0]).toMatch(/,rate$/);
  const [names, first, second] = columns([{ feeQty: 0.002 }, {}]);
  expect(names).toMatch(/,rate,feeQty$/);
  expect(first).toMatch(/,0\.002$/);
  expect(second).toMatch(/,$/);
});

test('payments are a table, with the money they were in and what that was in the account’s', () => {
  const ledger = [paymentOf(1, 'dividend', 5.5, { strategyId: 's', instrument: 'X', amount: 5, currency: 'EUR', rate: 1.1 })];
  expect(resultCsv(resultOf({ ledger }))['ledger.csv'].trimEnd().split('\r\n')).toEqual([
    'ts,kind,strategyId,instrument,amount,currency,rate,value',
    '2024-01-03T00:00:00.000Z,dividend,s,X,5,EUR,1.1,5.5',
  ]);
});

test('the change of equity by cause is a table: of all, and of each part of each list', () => {
  const fills = [fillOf(1, 1), fillOf(2, 3, { side: 'sell', price: 102 })];
  const { equity } = resultOf();
  const lines = resultCsv(
    resultOf({
      fills,
      ledger: [paymentOf(2, 'interest', 1)],
      equity: { ...equity, value: equity.value.map((value, k) => (k < 3 ? value : value + 1)) },
    }),
  )
    ['attribution.csv'].trimEnd()
    .split('\r\n');
  expect(lines[0]).toBe(
    'by,name,pnl,price,slippage,fee,funding,borrow,swap,interest,dividend,cash-in-lieu,liquidation,write-off,commission,adjustment,currency',
  );
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 10).join(','))).toEqual([
    'all,,19,21,-1,-2,0,0,0,1',
    'byStrategy,s,18,21,-1,-2,0,0,0,0',
    'byStrategy,(account),1,0,0,0,0,0,0,1',
    'byInstrument,X,18,21,-1,-2,0,0,0,0',
    'byInstrument,(account),1,0,0,0,0,0,0,1',
    'bySide,long,18,21,-1,-2,0,0,0,0',
    'bySide,(account),1,0,0,0,0,0,0,1',
    'byMonth,2024-01,19,21,-1,-2,0,0,0,1',
    'byYear,2024,19,21,-1,-2,0,0,0,1',
    ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map((day) => expect.stringContaining(`byWeekday,${day},`)),
  ]);
});

test('the analysis has a file for each of its tables', () => {
  const files = resultCsv(resultOf());
  const lines = (name: keyof typeof files): string[] => files[name].trimEnd().split('\r\n');
  expect(lines('intervals.csv').slice(0, 2)).toEqual([
    'metric,value,low,high,level,resamples',
    expect.stringMatching(/^totalReturn,0\.018.*,,,0\.95,0$/),
  ]);
  expect(lines('drawdowns.csv')).toEqual([
    'depth,from,trough,to,fallDays,recoveryDays,days',
    '0.019801980198019802,2024-01-03T00:00:00.000Z,2024-01-04T00:00:00.000Z,2024-01-05T00:00:00.000Z,1,1,2',
  ]);
  expect(lines('periods.csv').map((line) => line.split(',').slice(0, 2))).toEqual([
    ['year', 'month'],
    ['2024', ''],
    ['2024', '1'],
  ]);
  expect(lines('breakdown.csv').map((line) => line.split(',').slice(0, 3))).toEqual([
    ['by', 'name', 'pnl'],
    ['bySide', 'long', '-2'],
    ['byStrategy', 's', '-2'],
    ['byInstrument', 'X', '-2'],
  ]);
  expect(lines('rolling.csv')).toEqual(['ts,sharpe,volatility,beta']);
  expect(lines('curves.csv').slice(0, 4)).toEqual([
    'ts,equity,drawdown,grossExposure,netExposure,benchmark,buyAndHold',
    expect.stringMatching(/^2024-01-02T00:00:00.000Z,1000,0,0,0,,1005\.\d+$/),
    expect.stringMatching(/^2024-01-03T00:00:00.000Z,1010,0,1,1,,1015\.\d+$/),
    expect.stringMatching(/^2024-01-04T00:00:00.000Z,990,0\.0198\d+,1\.03\d+,1\.03\d+,,1025\.\d+$/),
  ]);
});

test('a run that did nothing has headings only', () => {
  const none = new Float64Array(0);
  const files = resultCsv(resultOf({ equity: { ts: none, value: none }, orders: [], fills: [], roundTrips: [], prices: [] }));
  expect(files['orders.csv'].split('\r\n').length).toBe(2);
  expect(files['curves.csv']).toBe('ts,equity,drawdown,grossExposure,netExposure,benchmark,buyAndHold\r\n');
});
