import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../engine/index.ts';
import orderScript from '../../strategies/order-script.ts';
import { buy, run } from './order-script-run.ts';

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
      'commands[0].submit.type: Expected one of market, limit, stop, stop-limit, market-if-touched, limit-if-touched, trailing-stop, trailing-stop-limit, market-on-open, limit-on-open, market-on-close, limit-on-close, but it was missing',
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
      'a gtd order without an end',
      { at: { bar: 0 }, submit: { ...limit, tif: 'gtd' } },
      'commands[0].submit.expiresAt: Expected the end of a gtd order, but it was missing',
    ],
    [
      'a gtc order with an end',
      { at: { bar: 0 }, submit: { ...limit, tif: 'gtc', expiresAt: '2024-01-02' } },
      'commands[0].submit.expiresAt: Expected no end of a gtc order, but it was "2024-01-02"',
    ],
    [
      'an exit without a level',
      buy(0, { stopLoss: {} }),
      'commands[0].submit.stopLoss: Expected a price, { "pct": x } or { "trail": { ... } }, but it was "{}"',
    ],
    [
      'an exit at two levels',
      buy(0, { takeProfit: { pct: 0.1, price: 9 } }),
      'commands[0].submit.takeProfit: Expected a price or { "pct": x }, but it was "{"pct":0.1,"price":9}"',
    ],
    [
      'an exit that trails by nothing',
      buy(0, { stopLoss: { trail: { activation: 9 } } }),
      'commands[0].submit.stopLoss.trail: Expected one of { "amount": x } and { "percent": x }, but it was "{"activation":9}"',
    ],
    [
      'an exit that trails and stands',
      buy(0, { stopLoss: { trail: { amount: 1 }, pct: 0.1 } }),
      'commands[0].submit.stopLoss.trail: Expected no trail beside a pct or a price, but it was "{"amount":1}"',
    ],
    [
      'a target that trails',
      buy(0, { takeProfit: { trail: { amount: 1 } } }),
      'commands[0].submit.takeProfit.trail: Expected one of the fields pct, price, portion, but it was "trail"',
    ],
    ['no targets', buy(0, { takeProfit: [] }), 'commands[0].submit.takeProfit: Expected at least one target, but it was "[]"'],
    [
      'a target among several without a level',
      buy(0, { takeProfit: [{ pct: 0.1 }, { portion: 0.5 }] }),
      'commands[0].submit.takeProfit[1]: Expected a price or { "pct": x }, but it was "{"portion":0.5}"',
    ],
    [
      'targets of more than all',
      buy(0, { takeProfit: [60, 70].map((price) => ({ price, portion: 0.75 })) }),
      'commands[0].submit.takeProfit: Expected targets of 1 in all, but it was "1.5"',
    ],
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
