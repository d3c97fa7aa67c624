import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, liveAll, type Row, sides, type Terms, trader } from '../world.ts';
import { changes, rest, said } from './said.ts';

const flat: Row = [10, 11, 9, 10];
const days = (n: number): readonly Row[] => Array.from({ length: n }, () => flat);

/** A bracket for a thousand units in bars of which ten trade: it fills ten by ten. */
const bracket = (terms: Terms, rows = days(8)) =>
  daily(
    rows,
    (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 1_000, stopLoss: { price: 5 }, takeProfit: { price: 20 } }),
      6: () => ctx.buy(ctx.feeds.asset, { qty: 1, ref: 'late' }),
    }),
    { simulator: { volumeLimit: 0.1 }, ...terms },
  );

describe('the kill switch', () => {
  it('pulled while a bracket is partly filled cancels the rest and its exits, and closes what had filled', () => {
    // Ten fill on each of the 2nd, 3rd and 4th; the switch is pulled at noon of the 4th.
    const past = bracket(said(['2024-01-04T12:00', 'kill']));
    expect(sides(past).slice(0, 3)).toEqual([
      ['buy', 10, 10],
      ['buy', 10, 10],
      ['buy', 10, 10],
    ]);
    expect(rest(past)).toEqual([0, 0]);
  });

  it('takes as many bars as the volume needs: no more than a tenth of each', () => {
    const past = bracket(said(['2024-01-04T12:00', 'kill']));
    const sold = past.fills.filter(({ side }) => side === 'sell');
    expect(sold.map(({ qty, tag }) => [qty, tag])).toEqual([
      [10, 'kill'],
      [10, 'kill'],
      [10, 'kill'],
    ]);
  });

  it('stays down: nothing passes any more', () => {
    const past = bracket(said(['2024-01-04T12:00', 'kill']));
    expect(changes(past)).toEqual([['2024-01-04T12:00', 'kill', 'active', 'halted']]);
    expect(past.orders.find(({ ref }) => ref === 'late')).toMatchObject({ status: 'rejected', reason: 'trading-halted' });
  });

  it('comes up when it is released, and only then: trading said to be active is not enough', () => {
    const kill = ['2024-01-02T12:00', 'kill'] as const;
    const active = ['2024-01-06T12:00', { kind: 'trading-state', state: 'active' }] as const;
    const late = (terms: Terms) => bracket(terms).orders.find(({ ref }) => ref === 'late')!.status;
    expect(late(said(kill, active))).toBe('rejected');
    expect(late(said(kill, ['2024-01-06T12:00', 'release']))).toBe('filled');
  });

  it.each([
    ['of hours', { order: 3_600_000, feed: 0, response: 3_600_000 }],
    ['of days', { order: 100_000_000, feed: 0, response: 100_000_000 }],
    ['drawn anew for each message', { order: { model: 'uniform', min: 0, max: 150_000_000 }, feed: 0, response: 5_000 }],
  ] as const)('ends flat with nothing resting through a latency %s: what fills on the way is closed in turn', (_, latency) => {
    for (let seed = 1; seed <= 20; seed++) {
      const past = bracket({ ...said(['2024-01-04T12:00', 'kill']), latency, seed }, days(40));
      expect(rest(past)).toEqual([0, 0]);
    }
  });

  it('sends a cancel again that came before its order', () => {
    let overtaken = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const past = daily(days(30), (ctx) => ({ 2: () => ctx.buy(ctx.feeds.asset, { qty: 1, limit: 5 }) }), {
        ...said(['2024-01-04T12:00', 'kill']),
        latency: { order: { model: 'uniform', min: 0, max: 150_000_000 }, feed: 0, response: 1_000 },
        seed,
      });
      if (past.orders[0]!.events.some(({ kind }) => kind === 'cancel-rejected')) overtaken++;
      expect([ends(past), rest(past)]).toEqual([['canceled: user'], [0, 0]]);
    }
    expect(overtaken).toBeGreaterThan(5);
  });

  it('works where a market is closed: the position is closed at its next open', () => {
    const past = daily(
      [flat, flat, '2024-01-08', flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }) }),
      said(['2024-01-06T12:00', 'kill']),
    );
    expect(past.fills.map(({ side, ts }) => [side, ts])).toEqual([
      ['buy', at('2024-01-02')],
      ['sell', at('2024-01-08')],
    ]);
  });

  it('closes every strategy of the account, hedged or not', () => {
    const asset = bars('A', '1d', days(5));
    const [long, short] = (['buy', 'sell'] as const).map((side, k) =>
      trader({ asset }, (ctx) => follow(asset, { 0: () => ctx[side](asset, { qty: 5 + k }) })),
    );
    const past = liveAll([long!, short!], said(['2024-01-03T12:00', 'kill']));
    expect(past.fills.map(({ strategyId, side, qty }) => [strategyId, side, qty])).toEqual([
      ['s1', 'buy', 5],
      ['s2', 'sell', 6],
      ['s1', 'sell', 5],
      ['s2', 'buy', 6],
    ]);
  });
});
