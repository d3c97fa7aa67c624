import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../engine/index.ts';
import { buy, run } from './order-script-run.ts';

const trailing = (trail: object): object => buy(0, { type: 'trailing-stop', trail });

describe('terms that a type of order does not have, or lacks, are refused in setup', () => {
  it.for<readonly [fault: string, command: unknown, message: string]>([
    [
      'a market order with a trail',
      buy(0, { trail: { amount: 1 } }),
      'commands[0].submit.trail: Expected no trail for a market order, but it was "{"amount":1}"',
    ],
    [
      'a trailing stop without a trail',
      buy(0, { type: 'trailing-stop' }),
      'commands[0].submit.trail: Expected a trail for a trailing-stop order, but it was missing',
    ],
    [
      'a trail without a distance',
      trailing({}),
      'commands[0].submit.trail: Expected one of { "amount": x } and { "percent": x }, but it was "{}"',
    ],
    [
      'a trail of two distances',
      trailing({ amount: 1, percent: 0.1 }),
      'commands[0].submit.trail: Expected one of { "amount": x } and { "percent": x }, but it was "{"amount":1,"percent":0.1}"',
    ],
    [
      'a trail of a negative amount',
      trailing({ amount: -1 }),
      'commands[0].submit.trail.amount: Expected a positive number, but it was "-1"',
    ],
    [
      'a trail of all of the price',
      trailing({ percent: 1 }),
      'commands[0].submit.trail.percent: Expected a fraction above 0 and below 1, but it was "1"',
    ],
    [
      'a trail of an unknown field',
      trailing({ amount: 1, distance: 1 }),
      'commands[0].submit.trail.distance: Expected one of the fields amount, percent, activation, offset, but it was "distance"',
    ],
    [
      'a trailing stop with an offset',
      trailing({ amount: 1, offset: 1 }),
      'commands[0].submit.trail.offset: Expected no offset of a trailing stop, but it was "1"',
    ],
    [
      'a trailing stop-limit without an offset',
      buy(0, { type: 'trailing-stop-limit', trail: { amount: 1 } }),
      'commands[0].submit.trail.offset: Expected the offset of a trailing-stop-limit, but it was missing',
    ],
    [
      'a negative offset',
      buy(0, { type: 'trailing-stop-limit', trail: { amount: 1, offset: -1 } }),
      'commands[0].submit.trail.offset: Expected a number, 0 or above, but it was "-1"',
    ],
    [
      'an if-touched order without a trigger',
      buy(0, { type: 'market-if-touched' }),
      'commands[0].submit.trigger: Expected a trigger for a market-if-touched order, but it was missing',
    ],
    [
      'a stop that is touched',
      buy(0, { type: 'stop', touched: 9 }),
      'commands[0].submit.touched: Expected no touched for a stop order, but it was "9"',
    ],
    [
      'a trigger said twice',
      buy(0, { type: 'market-if-touched', touched: 9, trigger: 9 }),
      'commands[0].submit.touched: Expected no touched beside a trigger, but it was "9"',
    ],
    [
      'a stop at the open',
      buy(0, { type: 'stop', trigger: 9, at: 'open' }),
      'commands[0].submit.at: Expected no "at" for a stop order, but it was "open"',
    ],
    ['an auction at noon', buy(0, { at: 'noon' }), 'commands[0].submit.at: Expected one of open, close, but it was "noon"'],
    [
      'an auction of the open at the close',
      buy(0, { type: 'market-on-open', at: 'close' }),
      'commands[0].submit.at: Expected no "at" for a market-on-open order, but it was "close"',
    ],
    [
      'a market order that must not take',
      buy(0, { postOnly: true }),
      'commands[0].submit.postOnly: Expected no postOnly for a market order, but it was "true"',
    ],
    [
      'a market order that shows a part',
      buy(0, { display: 1 }),
      'commands[0].submit.display: Expected no display for a market order, but it was "1"',
    ],
    [
      'a negative display',
      buy(0, { type: 'limit', price: 9, display: -1 }),
      'commands[0].submit.display: Expected a positive number, but it was "-1"',
    ],
    [
      'a display of more than there is',
      buy(0, { type: 'limit', price: 9, display: 6 }),
      'commands[0].submit.display: Expected at most the qty of 5, but it was "6"',
    ],
    ['a group of one', buy(0, { oco: 'a' }), 'commands[0].submit.oco: Expected a group that another order names too, but it was "a"'],
  ])('%s', ([, command, message]) => {
    expect(() => run([command])).toThrow(ConfigError);
    expect(() => run([command])).toThrow(message);
  });
});
