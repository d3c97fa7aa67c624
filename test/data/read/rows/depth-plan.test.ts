import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookSide } from '../../../../data/read/rows/book.ts';
import { read, readPath } from '../read.ts';

const HEAD = 'event_ms,local_ns,type,first_update_id,last_update_id,side,price,size';
const T = 1_723_161_256_000;
const N = Number.NaN;

/** Quotes as text: time since T, then price x size of each side and level. */
const quotes = async (rows: readonly string[], options = {}, head = HEAD): Promise<string[]> => {
  const { columns } = await read([head, ...rows.map((row) => `${T + Number(row.split(',')[0])}${row.slice(row.indexOf(','))}`)], {
    levels: 2,
    ...options,
  });
  const show = (side: string, level: string, row: number): string =>
    `${columns[`${side}${level}`]![row]}x${columns[`${side}Size${level}`]![row]}`;
  return Array.from(columns['times'] ?? [], (ts, row) =>
    [ts - T, ...['', '2'].flatMap((level) => [show('bid', level, row), show('ask', level, row)])].join(' '),
  );
};

const SNAPSHOT = ['10,0,snapshot,100,,bid,9,1', '10,0,snapshot,100,,bid,8,2', '10,0,snapshot,100,,ask,11,3', '10,0,snapshot,100,,ask,12,4'];

describe('changes of a book', () => {
  it('become a quote whenever one of the best levels has changed', async () => {
    expect(
      await quotes([
        ...SNAPSHOT,
        '20,0,delta,101,102,bid,9,0',
        '20,0,delta,101,102,ask,10.5,7',
        '30,0,delta,103,103,bid,5,9',
        '40,0,delta,104,104,ask,11,0',
        '50,0,delta,105,105,ask,99,0',
      ]),
    ).toEqual(['10 9x1 11x3 8x2 12x4', '20 8x2 10.5x7 NaNxNaN 11x3', '30 8x2 10.5x7 5x9 11x3', '40 8x2 10.5x7 5x9 12x4']);
  });

  it('that came before the snapshot are applied to it where it does not know them yet', async () => {
    const early = ['11,0,delta,90,99,bid,9,5', '12,0,delta,100,103,bid,9,6', '13,0,delta,104,105,ask,11,8'];
    expect(await quotes([...early, ...SNAPSHOT, '20,0,delta,106,107,bid,9,7'])).toEqual(['13 9x6 11x8 8x2 12x4', '20 9x7 11x8 8x2 12x4']);
  });

  it('older than the snapshot are dropped', async () => {
    expect(await quotes([...SNAPSHOT, '20,0,delta,98,99,bid,9,5'])).toEqual(['10 9x1 11x3 8x2 12x4']);
  });

  it('are taken afresh from a later snapshot, and what came since it was taken', async () => {
    const later = SNAPSHOT.map((row) => row.replace('10,0', '25,0').replace('100,', '150,').replace(',4', ',5'));
    expect(await quotes([...SNAPSHOT, '20,0,delta,101,102,bid,9,7', '24,0,delta,148,151,bid,8,9', ...later])).toEqual([
      '10 9x1 11x3 8x2 12x4',
      '20 9x7 11x3 8x2 12x4',
      '24 9x7 11x3 8x9 12x4',
      '25 9x1 11x3 8x9 12x5',
    ]);
  });

  it('that skip one before them leave the book unknown up to the next snapshot', async () => {
    const head = `${HEAD},pu`;
    const rows = [
      ...SNAPSHOT.map((row) => `${row},`),
      '20,0,delta,99,102,bid,9,7,98',
      '30,0,delta,105,106,bid,9,8,104',
      '40,0,delta,107,108,bid,9,9,106',
    ];
    expect(await quotes(rows, {}, head)).toEqual(['10 9x1 11x3 8x2 12x4', '20 9x7 11x3 8x2 12x4']);
    const { warnings } = await read([head, ...rows.map((row) => `${T + Number(row.split(',')[0])}${row.slice(row.indexOf(','))}`)], {
      levels: 2,
    });
    expect(warnings).toEqual([
      'x.csv: 1 changes of the book do not follow the one before, the first at x.csv, line 7: there are no quotes from there to the next snapshot',
    ]);
  });

  it('have no ids with Tardis: what shares a time is one message', async () => {
    const head = 'exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount';
    const rows = [
      '0,true,bid,9,1',
      '0,true,ask,11,3',
      '5,false,bid,9,0',
      '5,false,bid,8,2',
      '9,false,ask,10,1',
      '20,true,bid,7,7',
      '20,true,ask,8,8',
    ];
    const lines = rows.map((row) => `binance,BTCUSDT,${(T + Number(row.split(',')[0])) * 1000},0${row.slice(row.indexOf(','))}`);
    const { columns, instrument } = await read([head, ...lines], { levels: 1 }, 'BTCUSDT.csv');
    const { times, bid, ask } = columns as Record<string, Float64Array>;
    expect([instrument, ...Array.from(times!, (ts, row) => `${ts - T} ${bid![row]} ${ask![row]}`)]).toEqual([
      'BTCUSDT',
      '0 9 11',
      '5 8 11',
      '9 8 10',
      '20 7 8',
    ]);
  });

  it('without a snapshot make no quotes, which is said', async () => {
    const { rows, warnings } = await read([HEAD, `${T},0,delta,1,2,bid,9,1`]);
    expect([rows, warnings]).toEqual([0, ['x.csv: no snapshot of the book, so there are no quotes']]);
  });

  it.each([
    ['20,0,trade,101,102,bid,9,0', 'Expected snapshot or delta in column type, but it was "trade"'],
    ['20,0,delta,101,102,middle,9,0', 'Expected bid or ask in column side, but it was "middle"'],
    ['20,0,delta,101,102,bid,x,0', 'Expected the price and size of a level, but it was "x"'],
    ['20,0,delta,,,bid,9,0', 'Expected the id of a change of the book, but it was ""'],
  ])('are refused as %s', async (row, message) => {
    await expect(quotes([...SNAPSHOT, row])).rejects.toThrow(`x.csv, line 6: ${message}`);
  });

  it.each([0, 1.5, 1001])('are not %d levels', async (levels) => {
    await expect(quotes(SNAPSHOT, { levels })).rejects.toThrow(
      `Expected levels to be a whole number from 1 to 1000, but it was "${levels}"`,
    );
  });
});

describe('a side of a book', () => {
  it('is what a list of its levels, sorted anew, would be', () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.constantFrom<1 | -1>(1, -1), fc.array(change), (sign, changes) => {
        const side = new BookSide(sign);
        const levels = new Map<number, number>();
        for (const [price, size] of changes) {
          side.set(price, size);
          if (size === 0) levels.delete(price);
          else levels.set(price, size);
        }
        const sorted = [...levels].sort(([a], [b]) => (b - a) * sign);
        const ours = Array.from({ length: 13 }, (_, level) => [side.price(level), side.size(level)]);
        expect(ours).toEqual(Array.from({ length: 13 }, (_, level) => sorted[level] ?? [N, N]));
      }),
    );
  });
});

const REAL = join(process.env['EXTERNAL_DIR'] ?? '../shared/marketdata', 'l2/BTCUSDT_binance_usdm_depth_20240808.csv.gz');

describe('two minutes of BTCUSDT', () => {
  const note = existsSync(REAL) ? '' : ` (skipped: no ${REAL})`;
  it.skipIf(!existsSync(REAL))(`are the best prices of a book kept naively, message by message${note}`, { timeout: 60_000 }, async () => {
    const [depth] = await readPath('depth.csv.gz', REAL, { levels: 1 });
    const messages = new Map<string, string[][]>();
    for (const line of gunzipSync(readFileSync(REAL)).toString().trim().split('\n').slice(1)) {
      const cells = line.split(',');
      const id = cells.slice(2, 5).join();
      messages.set(id, [...(messages.get(id) ?? []), cells]);
    }
    const all = [...messages.values()];
    const snapshot = all.find(([row]) => row![2] === 'snapshot')!;
    const known = Number(snapshot[0]![3]);
    const book = { bid: new Map<number, number>(), ask: new Map<number, number>() };
    const apply = (rows: string[][]): void => {
      for (const [, , , , , side, price, size] of rows)
        if (Number(size) === 0) book[side as 'bid' | 'ask'].delete(Number(price));
        else book[side as 'bid' | 'ask'].set(Number(price), Number(size));
    };
    const best = (): string => {
      const bid = Math.max(...book.bid.keys());
      const ask = Math.min(...book.ask.keys());
      return [bid, ask, book.bid.get(bid), book.ask.get(ask)].join(' ');
    };
    apply(snapshot);
    const naive: string[] = [];
    let isLive = false;
    for (const rows of all) {
      if (rows !== snapshot && Number(rows[0]![4]) >= known) apply(rows);
      isLive ||= rows === snapshot;
      if (isLive && naive.at(-1) !== best()) naive.push(best());
    }
    const { bid, ask, bidSize, askSize } = depth!.columns as Record<string, Float64Array>;
    expect(Array.from(bid!, (price, row) => [price, ask![row], bidSize![row], askSize![row]].join(' '))).toEqual(naive);
    expect(naive.length).toBeGreaterThan(1000);
  });
});
