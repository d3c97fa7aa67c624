import { describe, expect, it } from 'vitest';
import { read } from '../read.ts';

const AT = Date.parse('2024-01-01T00:00:00.054Z');

describe('trades', () => {
  it.each([
    ['Binance spot', 'BTCUSDT-trades-2024-01-01.csv', [`1,10.5,2,21,${AT},True,True`, `2,10.6,3,21,${AT},False,True`]],
    [
      'Binance spot in microseconds',
      'BTCUSDT-trades-2025-01-01.csv',
      [`1,10.5,2,21,${AT}000,True,True`, `2,10.6,3,21,${AT}000,False,True`],
    ],
    ['Binance spot, aggregated', 'BTCUSDT-aggTrades-2024-01-01.csv', [`1,10.5,2,5,6,${AT},True,True`, `2,10.6,3,5,6,${AT},False,True`]],
    [
      'Binance futures',
      'BTCUSDT-trades-2024-01-01.csv',
      ['id,price,qty,quote_qty,time,is_buyer_maker', `1,10.5,2,21,${AT},true`, `2,10.6,3,21,${AT},false`],
    ],
    [
      'Binance futures, aggregated',
      'BTCUSDT-aggTrades-2024-01-01.csv',
      [
        'agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker',
        `1,10.5,2,5,6,${AT},true`,
        `2,10.6,3,5,6,${AT},false`,
      ],
    ],
    [
      'Bybit perpetuals',
      'BTCUSDT2024-01-01.csv',
      [
        'timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional,RPI',
        `${AT / 1000},BTCUSDT,Sell,2,10.5,ZeroPlusTick,d6b9a5ac,2.4e+11,2,21,0`,
        `${AT / 1000},BTCUSDT,Buy,3,10.6,ZeroPlusTick,d6b9a5ad,2.4e+11,3,31,0`,
      ],
    ],
    ['Bybit spot', 'BTCUSDT_2024-01-01.csv', ['id,timestamp,price,volume,side,rpi', `1,${AT},10.5,2,sell,0`, `2,${AT},10.6,3,buy,0`]],
  ])('of %s', async (_, name, lines) => {
    const { kind, instrument, columns } = await read(lines, {}, name);
    expect([kind, instrument]).toEqual(['trades', 'BTCUSDT']);
    expect(Array.from(columns['times']!)).toEqual([AT, AT]);
    expect(Array.from(columns['price']!)).toEqual([10.5, 10.6]);
    expect(Array.from(columns['size']!)).toEqual([2, 3]);
    expect(Array.from(columns['side']!)).toEqual([-1, 1]);
  });

  it('of Bybit have tenths of microseconds, read to the nearest double', async () => {
    const { columns } = await read(['timestamp,side,size,price', '1784851200.0547,Buy,1,1']);
    expect(columns['times']![0]).toBe(1784851200054.7);
  });

  it('without a header ask for their columns', async () => {
    await expect(read(['1704067200000,10,5,x,y,z'], { kind: 'trades' })).rejects.toThrow(
      'Expected a header in x.csv, or columns by number (x.csv?columns=time=1,price=2,size=3), but it was "1704067200000,10,5,x,y,z"',
    );
  });
});

describe("Binance's best bids and asks", () => {
  it('have the time of the transaction', async () => {
    const lines = [
      'update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,event_time',
      `1,10.1,5,10.2,6,${AT},${AT + 5}`,
    ];
    const { kind, instrument, columns } = await read(lines, {}, 'BTCUSDT-bookTicker-2024-01-01.csv');
    expect([kind, instrument, ...Object.values(columns).map(([value]) => value)]).toEqual(['quotes', 'BTCUSDT', AT, 10.1, 10.2, 5, 6]);
  });
});
