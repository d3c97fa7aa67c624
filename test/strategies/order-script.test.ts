import { describe, expect, it } from 'vitest';
import {
  type AnyStrategy,
  BarSeries,
  barColumns,
  ConfigError,
  CustomSeries,
  type FillRecord,
  instrumentOf,
  type OrderRecord,
  Outcome,
  QuoteSeries,
  runBacktest,
  TradeSeries,
} from '../../engine/index.ts';
import orderScript from '../../strategies/order-script.ts';

const DAY = 86_400_000;
type Row = readonly [open: number, high: number, low: number, close: number];
type AnySeries = BarSeries | QuoteSeries | TradeSeries | CustomSeries;

/** Daily bars from the first of January 2024; `skip` days later for a feed that starts later. */
function bars(id: string, rows: readonly Row[], skip = 0): BarSeries {
  const columns = barColumns(rows.length);
  rows.forEach(([open, high, low, close], k) => {
    const start = Date.UTC(2024, 0, 1 + skip + k);
    columns.openTimes[k + 1] = start;
    columns.times[k + 1] = start + DAY;
    columns.open[k + 1] = open;
    columns.high[k + 1] = high;
    columns.low[k + 1] = low;
    columns.close[k + 1] = close;
  });
  return new BarSeries(id, columns);
}

const FLAT: readonly Row[] = [
  [10, 11, 9, 10],
  [20, 21, 19, 20],
  [30, 31, 29, 30],
  [40, 41, 39, 40],
  [50, 51, 49, 50],
];

interface Ran {
  readonly fills: readonly FillRecord[];
  readonly orders: readonly OrderRecord[];
  readonly logs: readonly string[];
}

/** Runs a script over feeds; each feed is an instrument of its own. */
function run(
  commands: readonly unknown[],
  feeds: Readonly<Record<string, AnySeries | readonly AnySeries[]>> = { asset: bars('A', FLAT) },
): Ran {
  const series = Object.values(feeds).flat();
  const traded = series.filter((one) => one.kind !== 'custom');
  traded.forEach((one, k) => {
    one.instrument = k;
  });
  const strategy = orderScript as unknown as AnyStrategy;
  const finished = runBacktest({
    strategies: [{ id: 'script', strategy, params: { script: { commands } }, feeds, capital: null }],
    series,
    instruments: traded.map((one) => instrumentOf(one.id, { stepSize: 1 })),
    account: { cash: 10_000, type: 'margin', leverage: 1, currency: 'USD' },
    fee: { model: 'none' },
    slippage: { model: 'none' },
    sizer: { model: 'fixed', qty: 1 },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    simulator: { fillOn: 'next-open', touch: 'through', exitsFrom: 'fill' },
    seed: 1,
    warmUntil: Number.NEGATIVE_INFINITY,
  });
  const { fills, orders } = new Outcome(finished);
  return { fills, orders, logs: finished.session.logs.map(({ message }) => message) };
}

const dealt = ({ fills }: Ran): readonly string[] =>
  fills.map(({ side, qty, price, instrument }) => `${side} ${qty} ${instrument} at ${price}`);
const buy = (bar: number, more: object = {}): object => ({ at: { bar }, submit: { side: 'buy', type: 'market', qty: 5, ...more } });

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
    const feeds = { asset: bars('A', FLAT), other: bars('B', FLAT) };
    const { orders } = run(
      [{ ...buy(0, { ref: 'first' }), feed: 'other' }, { ...buy(0, { ref: 'second' }), at: '2024-01-02' }, buy(0, { ref: 'third' })],
      feeds,
    );
    expect(orders.map(({ ref }) => ref)).toEqual(['first', 'second', 'third']);
  });

  it('bars are counted per feed, each from its own first row', () => {
    const feeds = { asset: bars('A', FLAT), late: bars('B', FLAT, 2) };
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
    const feeds = { asset: bars('A', FLAT), other: bars('B', FLAT) };
    expect(dealt(run([buy(0), { ...buy(0), feed: 'other' }], feeds))).toEqual(['buy 5 A at 20', 'buy 5 B at 20']);
  });

  it('a feed of a role of many is named by its instrument', () => {
    expect(dealt(run([{ ...buy(0), feed: 'B' }], { universe: [bars('A', FLAT), bars('B', FLAT)] }))).toEqual(['buy 5 B at 20']);
  });
});

describe('orders', () => {
  it('sends every type with its prices', () => {
    const types = [
      { type: 'market' },
      { type: 'limit', price: 5 },
      { type: 'stop', trigger: 99 },
      { type: 'stop-limit', trigger: 98, price: 99 },
    ];
    const { orders } = run(types.map((type) => buy(0, { trail: null, ...type })));
    expect(orders.map(({ type, price, trigger }) => [type, price, trigger])).toEqual([
      ['market', null, null],
      ['limit', 5, null],
      ['stop', null, 99],
      ['stop-limit', 99, 98],
    ]);
  });

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
    const { fills, orders } = run([stop(25, 'a'), stop(35, 'a'), stop(45, 'b')]);
    expect(fills.map(({ price }) => price)).toEqual([30, 50]);
    expect(orders.map(({ status }) => status)).toEqual(['filled', 'canceled', 'filled']);
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

describe('a bad script is refused in setup, naming the place', () => {
  const limit = { side: 'buy', type: 'limit', qty: 5, price: 5 };
  const cases: readonly (readonly [fault: string, command: unknown, message: string])[] = [
    ['no object', 7, 'commands[0]: Expected one of submit, replace, cancel, close, but it was "7"'],
    ['no act', { at: { bar: 0 } }, 'commands[0]: Expected one of submit, replace, cancel, close, but it was "{"at":{"bar":0}}"'],
    [
      'two acts',
      { at: { bar: 0 }, cancel: 'o1', close: true },
      'commands[0]: Expected one of submit, replace, cancel, close, but it was "["cancel","close"]"',
    ],
    [
      'an unknown field',
      { at: { bar: 0 }, close: true, when: 1 },
      'commands[0].when: Expected one of the fields at, feed, close, but it was "when"',
    ],
    ['an unknown field of an order', buy(0, { quantity: 5 }), 'commands[0].submit.quantity: Expected one of the fields ref, side, type'],
    ['no moment', { close: true }, 'commands[0].at: Expected { "bar": k } or an ISO-8601 time, but it was missing'],
    [
      'a moment that is no time',
      { at: 'noon', close: true },
      'commands[0].at: Expected { "bar": k } or an ISO-8601 time, but it was "noon"',
    ],
    ['half a bar', { at: { bar: 1.5 }, close: true }, 'commands[0].at.bar: Expected a whole number of bars, from 0, but it was "1.5"'],
    ['a negative bar', { at: { bar: -1 }, close: true }, 'commands[0].at.bar: Expected a whole number of bars, from 0, but it was "-1"'],
    ['a bar that is no number', { at: { bar: 'x' }, close: true }, 'commands[0].at.bar: Expected a number, but it was "x"'],
    [
      'an unknown feed',
      { at: { bar: 0 }, feed: 'gold', close: true },
      `commands[0].feed: Expected one of the run's feeds asset, but it was "gold"`,
    ],
    [
      'an unknown ref to cancel',
      { at: { bar: 0 }, cancel: 'o9' },
      'commands[0].cancel: Expected the ref of an order that the script submits, but it was "o9"',
    ],
    [
      'an unknown ref to replace',
      { at: { bar: 0 }, replace: 'o9', qty: 1 },
      'commands[0].replace: Expected the ref of an order that the script submits, but it was "o9"',
    ],
    [
      'an unknown parent',
      buy(0, { parent: 'o9' }),
      'commands[0].submit.parent: Expected the ref of an order that the script submits, but it was "o9"',
    ],
    [
      'a replace of nothing',
      { at: { bar: 0 }, replace: 'o9' },
      'commands[0]: Expected a new qty, price or trigger, but it was "none of them"',
    ],
    [
      'no side',
      { at: { bar: 0 }, submit: { ...limit, side: null } },
      'commands[0].submit.side: Expected one of buy, sell, but it was missing',
    ],
    [
      'an unknown side',
      { at: { bar: 0 }, submit: { ...limit, side: 'long' } },
      'commands[0].submit.side: Expected one of buy, sell, but it was "long"',
    ],
    [
      'no type',
      { at: { bar: 0 }, submit: { side: 'buy', qty: 1 } },
      'commands[0].submit.type: Expected one of market, limit, stop, stop-limit, but it was missing',
    ],
    ['no quantity', buy(0, { qty: null }), 'commands[0].submit.qty: Expected a qty or a size, but it was missing'],
    ['a negative quantity', buy(0, { qty: -5 }), 'commands[0].submit.qty: Expected a positive number, but it was "-5"'],
    [
      'a quantity and a size',
      buy(0, { size: { fraction: 1 } }),
      'commands[0].submit.size: Expected no size beside a qty, but it was "{"fraction":1}"',
    ],
    [
      'an empty size',
      buy(0, { qty: null, size: {} }),
      'commands[0].submit.size: Expected { "fraction": x } of equity or { "portion": x } of the position, but it was "{}"',
    ],
    [
      'a portion above 1',
      buy(0, { qty: null, size: { portion: 2 } }),
      'commands[0].submit.size.portion: Expected a share above 0 and at most 1, but it was "2"',
    ],
    [
      'a limit without a price',
      { at: { bar: 0 }, submit: { ...limit, price: null } },
      'commands[0].submit.price: Expected a price for a limit order, but it was missing',
    ],
    ['a market order with a price', buy(0, { price: 5 }), 'commands[0].submit.price: Expected no price for a market order, but it was "5"'],
    [
      'a stop without a trigger',
      buy(0, { type: 'stop' }),
      'commands[0].submit.trigger: Expected a trigger for a stop order, but it was missing',
    ],
    [
      'a trail',
      buy(0, { trail: { amount: 1 } }),
      'commands[0].submit.trail: Expected no trail: trailing stops are not part of this version, but it was "{"amount":1}"',
    ],
    [
      'a gtd order without an end',
      { at: { bar: 0 }, submit: { ...limit, tif: 'gtd' } },
      'commands[0].submit.expiresAt: Expected the end of a gtd order, but it was missing',
    ],
    [
      'a gtc order with an end',
      { at: { bar: 0 }, submit: { ...limit, tif: 'gtc', expiresAt: '2024-01-02' } },
      'commands[0].submit.expiresAt: Expected no end of a gtc order, but it was "2024-01-02"',
    ],
    ['an exit without a level', buy(0, { stopLoss: {} }), 'commands[0].submit.stopLoss: Expected a price or { "pct": x }, but it was "{}"'],
    ['an exit that is a text', buy(0, { takeProfit: '9' }), 'commands[0].submit.takeProfit: Expected a number, but it was "9"'],
    ['a flag that is a text', buy(0, { reduceOnly: 'yes' }), 'commands[0].submit.reduceOnly: Expected true or false, but it was "yes"'],
    ['an empty ref', buy(0, { ref: '' }), 'commands[0].submit.ref: Expected a text, but it was ""'],
    [
      'a close of nothing',
      { at: { bar: 0 }, close: { portion: 0 } },
      'commands[0].close.portion: Expected a share above 0 and at most 1, but it was "0"',
    ],
    ['a close that is false', { at: { bar: 0 }, close: false }, 'commands[0].close: Expected an object, but it was "false"'],
  ];

  it.for(cases)('%s', ([, command, message]) => {
    expect(() => run([command])).toThrow(ConfigError);
    expect(() => run([command])).toThrow(message);
  });

  it('names the command by its place in the list, and takes no ref twice', () => {
    expect(() => run([buy(0, { ref: 'o1' }), buy(0, { ref: 'o1' })])).toThrow(
      'commands[1].submit.ref: Expected a ref that no other order has, but it was "o1"',
    );
  });

  it('the param takes an object with commands and nothing else', () => {
    const { script } = orderScript.params;
    expect(script.parse({ commands: [] })).toEqual({ commands: [] });
    expect(() => script.parse('orders.json')).toThrow('Expected an order script { "commands": [...] }, but it was "orders.json"');
    expect(() => script.parse(null)).toThrow(RangeError);
  });
});
