import { describe, expect, it } from 'vitest';
import { CustomSeries, QuoteSeries, TradeSeries } from '../../engine/index.ts';
import { bars, buy, dealt, RISING, type Row, run } from './order-script-run.ts';

describe('when commands are issued', () => {
  it('a command at bar k meets the market on bar k + 1', () => {
    expect(dealt(run([buy(1)]))).toEqual(['buy 5 A at 30']);
  });

  it('a command at a time is issued at the first slice at or after it', () => {
    expect(dealt(run([{ ...buy(0), at: '2024-01-03T00:00:00Z' }]))).toEqual(['buy 5 A at 30']);
    expect(dealt(run([{ ...buy(0), at: '2024-01-03T00:00:01Z' }]))).toEqual(['buy 5 A at 40']);
  });

  it('commands need not be listed in the order of their moments', () => {
    expect(dealt(run([buy(2, { qty: 2 }), { ...buy(0, { qty: 3 }), at: '2024-01-03' }, buy(0, { qty: 1 })]))).toEqual([
      'buy 1 A at 20',
      'buy 3 A at 30',
      'buy 2 A at 40',
    ]);
  });

  it('commands of one moment are sent in the order of the list, across feeds and ways of saying when', () => {
    const feeds = { asset: bars('A', RISING), other: bars('B', RISING) };
    const { orders } = run(
      [{ ...buy(0, { ref: 'first' }), feed: 'other' }, { ...buy(0, { ref: 'second' }), at: '2024-01-02' }, buy(0, { ref: 'third' })],
      feeds,
    );
    expect(orders.map(({ ref }) => ref)).toEqual(['first', 'second', 'third']);
  });

  it('bars are counted per feed, each from its own first row', () => {
    const feeds = { asset: bars('A', RISING), late: bars('B', RISING, 2) };
    expect(run([{ ...buy(1), feed: 'late' }, buy(1)], feeds).fills.map(({ instrument, ts }) => [instrument, ts])).toEqual([
      ['A', Date.UTC(2024, 0, 3)],
      ['B', Date.UTC(2024, 0, 5)],
    ]);
  });

  it('a command beyond the last row is never issued', () => {
    expect(run([buy(5)]).orders).toEqual([]);
  });

  it('an empty script does nothing', () => {
    expect(run([]).orders).toEqual([]);
  });

  it('rows of quotes, trades and custom series are counted too', () => {
    const times = Float64Array.of(Number.NaN, 1000, 2000, 3000);
    const column = (...values: number[]): Float64Array => Float64Array.of(Number.NaN, ...values);
    const quotes = new QuoteSeries('Q', {
      times,
      bid: column(1, 2, 3),
      ask: column(1.5, 2.5, 3.5),
      bidSize: column(1, 1, 1),
      askSize: column(1, 1, 1),
    });
    const trades = new TradeSeries('T', { times, price: column(7, 8, 9), size: column(1, 1, 1), side: column(1, 1, 1) });
    const signal = new CustomSeries('S', times, times, { score: column(0, 0, 0) });
    const feeds = { quotes, trades, signal };
    expect(
      dealt(
        run(
          [
            { ...buy(0), feed: 'quotes' },
            { ...buy(1), feed: 'trades' },
          ],
          feeds,
        ),
      ),
    ).toEqual(['buy 5 Q at 2.5', 'buy 5 T at 9']);
    expect(() => run([{ ...buy(0), feed: 'signal' }], feeds)).toThrow('Expected a feed that can be traded');
  });
});

describe('feeds', () => {
  it('the feed is "asset" where a command names none, or the one it names', () => {
    const feeds = { asset: bars('A', RISING), other: bars('B', RISING) };
    expect(dealt(run([buy(0), { ...buy(0), feed: 'other' }], feeds))).toEqual(['buy 5 A at 20', 'buy 5 B at 20']);
  });

  it('a feed of a role of many is named by its instrument', () => {
    expect(dealt(run([{ ...buy(0), feed: 'B' }], { universe: [bars('A', RISING), bars('B', RISING)] }))).toEqual(['buy 5 B at 20']);
  });
});

describe('orders', () => {
  it('takes time in force and the end of a gtd order', () => {
    const limit = { type: 'limit', price: 5 };
    const { orders } = run([
      buy(0, { ...limit, tif: 'day' }),
      buy(0, { ...limit, tif: 'gtd', expiresAt: '2024-01-04' }),
      buy(0, { ...limit, expiresAt: '2024-01-03T12:00:00Z' }),
    ]);
    expect(orders.map(({ tif, status, closedTs }) => [tif, status, closedTs])).toEqual([
      ['day', 'expired', Date.UTC(2024, 0, 3)],
      ['gtd', 'expired', Date.UTC(2024, 0, 4)],
      ['gtd', 'expired', Date.UTC(2024, 0, 3, 12)],
    ]);
  });

  it('sizes by a fraction of equity at the signal or at the fill, and by a portion of the position', () => {
    const half = (at?: string): object => ({ qty: null, size: { fraction: 0.5, ...(at === undefined ? {} : { at }) } });
    expect(dealt(run([buy(0, half('signal'))]))).toEqual(['buy 500 A at 20']);
    expect(dealt(run([buy(0, half())]))).toEqual(['buy 500 A at 20']);
    expect(dealt(run([buy(0, half('fill'))]))).toEqual(['buy 250 A at 20']);
    const sell = { at: { bar: 2 }, submit: { side: 'sell', type: 'market', size: { portion: 0.4 } } };
    expect(dealt(run([buy(0), sell]))).toEqual(['buy 5 A at 20', 'sell 2 A at 40']);
  });

  it('a reduce-only order never opens', () => {
    const sell = (more: object): object => ({ at: { bar: 0 }, submit: { side: 'sell', type: 'market', qty: 5, ...more } });
    expect(dealt(run([sell({ reduceOnly: true })]))).toEqual([]);
    expect(dealt(run([sell({ reduceOnly: false })]))).toEqual(['sell 5 A at 20']);
  });

  it('attached exits stand at a price or at a share from the entry, and cancel each other', () => {
    const rows: readonly Row[] = [
      [10, 11, 9, 10],
      [20, 21, 19, 20],
      [20, 30, 18, 20],
      [20, 21, 19, 20],
    ];
    const stopped = run([buy(0, { stopLoss: 18.5, takeProfit: 99 })], { asset: bars('A', rows) });
    expect(dealt(stopped)).toEqual(['buy 5 A at 20', 'sell 5 A at 18.5']);
    expect(stopped.orders.map(({ status }) => status)).toEqual(['filled', 'filled', 'canceled']);
    expect(dealt(run([buy(0, { stopLoss: { pct: 0.5 }, takeProfit: { pct: 0.25 } })], { asset: bars('A', rows) }))).toEqual([
      'buy 5 A at 20',
      'sell 5 A at 25',
    ]);
  });

  it('attaches several targets, each with its portion, and a stop that trails', () => {
    const rows: readonly Row[] = [
      [20, 20, 20, 20],
      [20, 20, 20, 20],
      [20, 31, 20, 30],
      [30, 41, 30, 40],
      [40, 40, 30, 30],
    ];
    const takeProfit = [
      { price: 30, portion: 0.4 },
      { pct: 1, portion: 0.2 },
    ];
    expect(dealt(run([buy(0, { takeProfit, stopLoss: { trail: { amount: 5 } } })], { asset: bars('A', rows) }))).toEqual([
      'buy 5 A at 20',
      'sell 2 A at 30',
      'sell 1 A at 40',
      'sell 2 A at 36',
    ]);
  });

  it('keeps ref, tag and reason with the order', () => {
    const [order] = run([buy(0, { ref: 'o1', tag: 'entry', reason: 'a hunch' })]).orders;
    expect([order!.ref, order!.tag, order!.note]).toEqual(['o1', 'entry', 'a hunch']);
  });
});

describe('links', () => {
  const exit = (more: object): object => ({ at: { bar: 0 }, submit: { side: 'sell', reduceOnly: true, parent: 'o1', ...more } });

  it('a child is released by its parent, and covers what it has filled where no quantity is given', () => {
    expect(dealt(run([buy(0, { ref: 'o1' }), exit({ type: 'limit', price: 35 })]))).toEqual(['buy 5 A at 20', 'sell 5 A at 40']);
    expect(dealt(run([buy(0, { ref: 'o1' }), exit({ type: 'limit', price: 35, qty: 2 })]))).toEqual(['buy 5 A at 20', 'sell 2 A at 40']);
  });

  it('a child of an order that never fills never trades', () => {
    const { fills, orders } = run([
      buy(0, { ref: 'o1', type: 'limit', price: 5 }),
      exit({ type: 'market' }),
      { at: { bar: 2 }, cancel: 'o1' },
    ]);
    expect(fills).toEqual([]);
    expect(orders.map(({ status, reason }) => [status, reason])).toEqual([
      ['canceled', 'user'],
      ['canceled', 'parent-closed'],
    ]);
  });

  it('orders of one oco group end each other, those of another do not', () => {
    const stop = (trigger: number, oco: string): object => buy(0, { type: 'stop', trigger, oco });
    const { fills, orders } = run([stop(25, 'a'), stop(35, 'a'), stop(45, 'b'), stop(46, 'b')]);
    expect(fills.map(({ price }) => price)).toEqual([30, 50]);
    expect(orders.map(({ status }) => status)).toEqual(['filled', 'canceled', 'filled', 'canceled']);
  });

  it('a parent that has not been sent releases nothing, and the log says so', () => {
    const { orders, logs } = run([{ at: { bar: 0 }, submit: { side: 'sell', type: 'market', parent: 'o1' } }, buy(1, { ref: 'o1' })]);
    expect(orders.length).toBe(1);
    expect(logs).toEqual(['order-script: "parent" of "o1" did nothing, for that order had not been sent']);
  });
});

describe('cancel, replace and close', () => {
  const limit = buy(0, { ref: 'o1', type: 'limit', price: 5 });

  it('a cancel takes the order out of the market', () => {
    expect(run([limit, { at: { bar: 1 }, cancel: 'o1' }]).orders[0]!.status).toBe('canceled');
  });

  it('a replace changes quantity, price and trigger', () => {
    expect(dealt(run([limit, { at: { bar: 1 }, replace: 'o1', qty: 3, price: 35 }]))).toEqual(['buy 3 A at 30']);
    expect(dealt(run([buy(0, { ref: 'o1', type: 'stop', trigger: 99 }), { at: { bar: 1 }, replace: 'o1', trigger: 35 }]))).toEqual([
      'buy 5 A at 40',
    ]);
  });

  it('cancelling or replacing an order that is gone changes nothing', () => {
    expect(dealt(run([buy(0, { ref: 'o1' }), { at: { bar: 2 }, cancel: 'o1' }, { at: { bar: 2 }, replace: 'o1', qty: 9 }]))).toEqual([
      'buy 5 A at 20',
    ]);
  });

  it('a close sells all that is held, or a portion of it, and buys a short back', () => {
    const close = (how: unknown): object => ({ at: { bar: 2 }, close: how });
    expect(dealt(run([buy(0), close(true)]))).toEqual(['buy 5 A at 20', 'sell 5 A at 40']);
    expect(dealt(run([buy(0), close({ portion: 0.2 })]))).toEqual(['buy 5 A at 20', 'sell 1 A at 40']);
    expect(dealt(run([{ at: { bar: 0 }, submit: { side: 'sell', type: 'market', qty: 5 } }, close(true)]))).toEqual([
      'sell 5 A at 20',
      'buy 5 A at 40',
    ]);
    expect(dealt(run([close(true)]))).toEqual([]);
  });
});
