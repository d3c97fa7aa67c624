import { describe, expect, it } from 'vitest';
import { endOf } from '../../../engine/risk/cool-down.ts';
import { Days } from '../../../engine/risk/days.ts';
import { durationOf } from '../../../engine/risk/duration.ts';
import { sessions } from '../session-table.ts';
import { at, bars, daily, ends, follow, liveAll, type Row, sides, type Terms, trader } from '../world.ts';
import { changes } from './said.ts';

const day = (price: number): Row => [price, price, price, price];

describe('a length of time', () => {
  it('is a whole number and a unit', () => {
    expect(['0s', '500ms', '30s', '10m', '4h', '1d', '2w'].map(durationOf)).toEqual([
      0, 500, 30_000, 600_000, 14_400_000, 86_400_000, 1_209_600_000,
    ]);
    for (const text of ['', '5', 'm', '1.5h', '-1m', '01m', '1 m', '1y', '1M']) expect(durationOf(text)).toBeNaN();
  });
});

describe('the end of a restriction', () => {
  const days = new Days();
  const xnys = sessions([
    ['2024-01-05', '14:30', '21:00'],
    ['2024-01-08', '14:30', '21:00'],
  ]);
  const end = (time: string, ...calendars: readonly (ReturnType<typeof sessions> | undefined)[]) =>
    endOf('next-session', at(time), calendars, days);

  it('comes so much later, or never', () => {
    expect([endOf(60_000, 5, [], days), endOf(null, 5, [], days), endOf('cause', 5, [], days)]).toEqual([60_005, Infinity, Infinity]);
  });

  it('is the open of the session after the one in which it began', () => {
    expect(end('2024-01-05T14:30', xnys)).toBe(at('2024-01-08T14:30'));
    expect(end('2024-01-05T20:59', xnys)).toBe(at('2024-01-08T14:30'));
    // The close is not of the session any more, and the decision at it is.
    expect(end('2024-01-05T21:00', xnys)).toBe(at('2024-01-08T14:30'));
    expect(end('2024-01-05T10:00', xnys)).toBe(at('2024-01-05T14:30'));
    expect(end('2024-01-08T15:00', xnys)).toBe(Infinity);
  });

  it('is the first moment of the next day where there is no calendar, and the first of several', () => {
    expect(end('2024-01-05T10:00', undefined)).toBe(at('2024-01-06') + 1);
    expect(end('2024-01-06T00:00', undefined)).toBe(at('2024-01-06') + 1);
    expect(end('2024-01-05T15:00', xnys, undefined)).toBe(at('2024-01-06') + 1);
    expect(endOf('next-session', at('2024-01-05T21:59'), [undefined], new Days('22:00'))).toBe(at('2024-01-05T22:00') + 1);
  });
});

describe('a breaker with a cool-down', () => {
  /** A thousand units at 10.00, and another unit asked for at every close. */
  const held = (prices: readonly number[], risk: Terms['risk']) =>
    daily(
      prices.map(day),
      (ctx) => Object.fromEntries(prices.map((_, k) => [k, () => ctx.buy(ctx.feeds.asset, { qty: k === 0 ? 1_000 : 1 })])),
      { account: { leverage: 4 }, ...(risk && { risk }) },
    );

  it('lets trading go on when it is over, and measures anew from the equity of that moment', () => {
    // 10 % off on the 3rd; two days later trading goes on at 8899.9; 10 % of that are gone on the 8th.
    const past = held([10, 10, 9, 9, 8.9, 8.5, 8.1, 8, 8], { maxDrawdown: { limit: 0.1, coolDown: '2d' } });
    expect(changes(past)).toEqual([
      ['2024-01-04T00:00', 'max-drawdown', 'active', 'reducing'],
      ['2024-01-06T00:00', 'max-drawdown', 'reducing', 'active'],
      ['2024-01-09T00:00', 'max-drawdown', 'active', 'reducing'],
    ]);
    expect(past.session.risk.transitions[2]!.why).toBe('equity of 7998.4 at most 8009.91, its highest was 8899.9');
    expect(ends(past).map((end) => end === 'rejected: trading-halted')).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('is over at the moment at which it ends: what is decided then passes', () => {
    const past = held([10, 10, 9, 9, 9], { maxDrawdown: { limit: 0.1, coolDown: '1d' } });
    expect(ends(past)).toEqual(['filled', 'filled', 'rejected: trading-halted', 'filled', 'accepted']);
  });

  it('for the session lasts through the decision at its close', () => {
    const past = held([10, 10, 9, 9, 9], { maxDailyLoss: { limit: 0.05, coolDown: 'next-session' } });
    expect(changes(past)).toEqual([
      ['2024-01-04T00:00', 'max-daily-loss', 'active', 'reducing'],
      ['2024-01-04T00:00', 'max-daily-loss', 'reducing', 'active'],
    ]);
    expect(ends(past)).toEqual(['filled', 'filled', 'rejected: trading-halted', 'filled', 'accepted']);
  });

  it('warns of its first time alone, and says until when', () => {
    const past = held([10, 10, 9, 9, 8, 8, 7], { maxDailyLoss: { limit: 0.05, coolDown: '1d' } });
    expect(past.session.notices).toEqual([
      'max-daily-loss was reached at 2024-01-04T00:00:00.000Z: until 2024-01-05T00:00:00.000Z only orders that reduce a position were let through',
    ]);
  });

  it('for good lasts to the end of the run', () => {
    const past = held([10, 10, 9, 12, 15, 20], { maxDrawdown: 0.1 });
    expect(changes(past)).toHaveLength(1);
    expect(past.session.notices).toEqual([
      'max-drawdown was reached at 2024-01-04T00:00:00.000Z: from then on only orders that reduce a position were let through',
    ]);
  });
});

describe('what is done when a limit is reached', () => {
  const run = (action: 'reduce' | 'halt' | 'flatten') =>
    daily(
      [day(10), day(10), day(9), day(8), day(7)],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 900, stopLoss: { price: 7.5 } }),
          ctx.buy(ctx.feeds.asset, { qty: 1, limit: 5, ref: 'waits' }),
        ],
        2: () => ctx.sell(ctx.feeds.asset, { qty: 100, ref: 'exit' }),
      }),
      { risk: { maxDrawdown: { limit: 0.08, action } } },
    );

  it('reduce: exits pass, and those that wait stay; entries are cancelled', () => {
    expect(sides(run('reduce'))).toEqual([
      ['buy', 900, 10],
      ['sell', 100, 8],
      ['sell', 800, 7],
    ]);
  });

  it('halt: nothing passes, and exits that wait stay', () => {
    const past = run('halt');
    expect(past.orders.map(({ ref, reason, status }) => [ref, reason ?? status])).toEqual([
      [null, 'filled'],
      [null, 'filled'],
      ['waits', 'user'],
      ['exit', 'trading-halted'],
    ]);
    expect(sides(past).at(-1)).toEqual(['sell', 900, 7]);
  });

  it('flatten: everything is cancelled and closed at the next open, and nothing passes', () => {
    const past = run('flatten');
    expect(sides(past)).toEqual([
      ['buy', 900, 10],
      ['sell', 900, 8],
    ]);
    expect(past.orders.map(({ tag, reason, status }) => [tag, reason ?? status])).toEqual([
      [null, 'filled'],
      ['stop-loss', 'user'],
      [null, 'user'],
      ['max-drawdown', 'filled'],
      [null, 'trading-halted'],
    ]);
    expect(past.session.notices).toEqual([
      'max-drawdown was reached at 2024-01-04T00:00:00.000Z: everything was closed, and from then on no order was let through',
    ]);
  });
});

describe('a guard of the account', () => {
  const run = (prices: readonly number[], risk: Terms['risk']) =>
    daily(prices.map(day), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 900 }) }), risk === undefined ? {} : { risk });

  it('closes everything at a loss, or a gain, of so much of the equity at the start', () => {
    // 900 units: 1000 are lost at 8.888..., to the cent at 8.89 they are not.
    expect(run([10, 10, 8.89, 8.88, 8.5, 8.5], { stopLoss: 0.1 }).fills.map(({ price, tag }) => [price, tag])).toEqual([
      [10, null],
      [8.5, 'equity-stop-loss'],
    ]);
    expect(run([10, 10, 12.22, 12.23, 12, 12], { takeProfit: 0.2 }).fills.at(-1)).toMatchObject({ price: 12, tag: 'equity-take-profit' });
    expect(run([10, 10, 12.22, 12, 12], { takeProfit: 0.2 }).fills).toHaveLength(1);
  });

  it('follows equity up, and closes everything so far below its highest', () => {
    expect(run([10, 10, 20, 18, 17, 17], { trailingStop: 0.1 }).fills.at(-1)).toMatchObject({ price: 17, tag: 'equity-trailing-stop' });
  });

  it('may only reduce', () => {
    const past = run([10, 10, 8.8, 8.5, 8.5], { stopLoss: { limit: 0.1, action: 'reduce' } });
    expect([past.fills.length, changes(past)]).toEqual([1, [['2024-01-04T00:00', 'equity-stop-loss', 'active', 'reducing']]]);
  });

  it('of a strategy looks at its own capital and stops it alone', () => {
    const asset = bars('A', '1d', [10, 10, 9, 9, 9, 9].map(day));
    const own = (qty: number, id: string) =>
      trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty }), 3: () => ctx.buy(asset, { qty: 1, ref: id }) }), {
        id,
        capital: 5_000,
      });
    // 500 units lose 500 of 5000, a tenth; 499 do not.
    const past = liveAll([own(500, 'bold'), own(499, 'shy')], {
      risk: { strategies: { bold: { stopLoss: 0.1 }, shy: { stopLoss: 0.1 } } },
    });
    expect(past.session.risk.transitions).toMatchObject([{ strategyId: 'bold', from: 'active', to: 'halted', who: 'equity-stop-loss' }]);
    expect(past.fills.map(({ strategyId, side, qty }) => [strategyId, side, qty])).toEqual([
      ['bold', 'buy', 500],
      ['shy', 'buy', 499],
      ['bold', 'sell', 500],
      ['shy', 'buy', 1],
    ]);
    expect(past.orders.find(({ ref }) => ref === 'bold')).toMatchObject({ reason: 'trading-halted' });
    expect(past.session.notices[0]).toMatch(/^equity-stop-loss of "bold" was reached at /);
  });

  it('of a strategy needs a strategy that is there, with a capital', () => {
    expect(() => run([10], { strategies: { s2: { stopLoss: 0.1 } } })).toThrow(
      'Expected "risk.strategies" to name strategies of the run (s1), but it was "s2"',
    );
    expect(() => run([10], { strategies: { s1: { stopLoss: 0.1 } } })).toThrow(
      'Expected the strategy "s1" to have a capital, for the limits of "risk.strategies.s1", but it was missing',
    );
  });
});
