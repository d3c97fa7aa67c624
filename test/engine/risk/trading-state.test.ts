import { describe, expect, it } from 'vitest';
import type { Input } from '../../../engine/loop/order-of-events.ts';
import { at, bars, daily, ends, follow, type Row, sides } from '../world.ts';
import { byHand } from './by-hand.ts';
import { changes, said } from './said.ts';

const flat: Row = [10, 11, 9, 10];
const day = (price: number): Row => [price, price, price, price];

describe('what a person says', () => {
  const state = (to: 'active' | 'reducing' | 'halted') => ({ kind: 'trading-state', state: to }) as const;

  it('takes back entries that wait and leaves exits, in either state', () => {
    for (const to of ['reducing', 'halted'] as const) {
      const past = daily(
        [flat, flat, flat, flat],
        (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 2, stopLoss: { price: 5 } }), ctx.buy(ctx.feeds.asset, { limit: 5 })] }),
        said(['2024-01-03T12:00', state(to)]),
      );
      expect(ends(past)).toEqual(['filled', 'accepted', 'canceled: user']);
    }
  });

  it('is recorded, and ends what breakers began: they measure anew', () => {
    const past = daily(
      [10, 10, 9, 9, 8.5, 8, 8].map(day),
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1_000 }), 4: () => ctx.buy(ctx.feeds.asset, { qty: 1, ref: 'again' }) }),
      { ...said(['2024-01-05T12:00', state('active')]), account: { leverage: 2 }, risk: { maxDrawdown: 0.1 } },
    );
    expect(changes(past)).toEqual([
      ['2024-01-04T00:00', 'max-drawdown', 'active', 'reducing'],
      ['2024-01-05T12:00', 'human', 'reducing', 'active'],
      ['2024-01-07T00:00', 'max-drawdown', 'active', 'reducing'],
    ]);
    expect(past.session.risk.transitions[1]!.why).toBe('ended max-drawdown');
    expect(past.orders[1]).toMatchObject({ ref: 'again', status: 'filled' });
  });

  it('to close all is done whatever may be traded', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }) }),
      said(['2024-01-02T12:00', state('halted')], ['2024-01-02T13:00', 'close-all']),
    );
    expect(sides(past)).toEqual([
      ['buy', 3, 10],
      ['sell', 3, 10],
    ]);
  });

  it('to close all is done once: trading goes on', () => {
    const past = daily(
      [flat, flat, flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }), 2: () => ctx.buy(ctx.feeds.asset, { qty: 1 }) }),
      said(['2024-01-02T12:00', 'close-all']),
    );
    expect(sides(past).map(([side, qty]) => [side, qty])).toEqual([
      ['buy', 3],
      ['sell', 3],
      ['buy', 1],
    ]);
  });

  it('is heard at its time, before the closes of that moment, in the order in which it was said', () => {
    const inputs: readonly Input[] = [
      ...said(['2024-01-03', state('halted')], ['2024-01-03', state('reducing')], ['2023-01-01', state('active')]).inputs,
    ];
    const past = daily([flat, flat, flat], (ctx) => ({ 1: () => ctx.buy(ctx.feeds.asset, { qty: 1 }) }), { inputs });
    expect(ends(past)).toEqual(['rejected: trading-halted']);
    expect(changes(past)).toEqual([
      ['2024-01-03T00:00', 'human', 'active', 'halted'],
      ['2024-01-03T00:00', 'human', 'halted', 'reducing'],
    ]);
  });
});

describe('several causes', () => {
  it('hold trading down by the gravest of them; each that comes or goes is recorded', () => {
    const past = daily(
      [10, 10, 9.5, 9, 9, 9, 9].map(day),
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1_000 }),
        2: () => ctx.sell(ctx.feeds.asset, { qty: 1, ref: 'exit' }),
        3: () => ctx.sell(ctx.feeds.asset, { qty: 1, ref: 'halted' }),
        5: () => ctx.sell(ctx.feeds.asset, { qty: 1, ref: 'exit again' }),
      }),
      {
        account: { leverage: 2 },
        risk: { maxDrawdown: 0.05, trailingStop: { limit: 0.1, action: 'halt', coolDown: '36h' } },
      },
    );
    expect(changes(past)).toEqual([
      ['2024-01-04T00:00', 'max-drawdown', 'active', 'reducing'],
      ['2024-01-05T00:00', 'equity-trailing-stop', 'reducing', 'halted'],
      ['2024-01-06T12:00', 'equity-trailing-stop', 'halted', 'reducing'],
    ]);
    expect(past.orders.slice(1).map(({ ref, reason, status }) => [ref, reason ?? status])).toEqual([
      ['exit', 'filled'],
      ['halted', 'trading-halted'],
      ['exit again', 'filled'],
    ]);
    // Only what changed the state is warned of.
    expect(past.session.notices).toHaveLength(2);
  });
});

describe('a strategy that throws', () => {
  it('may only reduce from then on, alone; what it asked for at that moment is discarded', () => {
    const asset = bars(
      'A',
      '1d',
      Array.from({ length: 6 }, () => flat),
    );
    const { session, refused } = byHand(asset, [
      (ctx) =>
        follow(asset, {
          0: () => ctx.buy(asset, { qty: 2 }),
          1: () => {
            ctx.buy(asset, { qty: 1, stopLoss: { price: 5 } });
            throw new Error('no such line');
          },
          2: () => [ctx.buy(asset, { qty: 1 }), ctx.sell(asset, { qty: 2 })],
        }),
      (ctx) => follow(asset, { 3: () => ctx.buy(asset, { qty: 7 }) }),
    ]);
    expect(session.risk.transitions).toEqual([
      { ts: at('2024-01-03'), strategyId: 's1', from: 'active', to: 'reducing', who: 'strategy', why: 'no such line' },
    ]);
    expect(session.notices).toEqual([
      'strategy "s1" threw at 2024-01-03T00:00:00.000Z: from then on only orders that reduce a position were let through',
    ]);
    expect([1, 2, 3, 4, 5, 6].map((id) => session.blotter.reason(id) ?? session.blotter.state(id).status)).toEqual([
      'filled',
      'strategy-failed',
      'strategy-failed',
      'trading-halted',
      'filled',
      'filled',
    ]);
    expect(refused).toEqual(['strategy-failed', 'trading-halted']);
    expect([session.account.qtyOf(0, 0), session.account.qtyOf(1, 0)]).toEqual([0, 7]);
  });
});

describe('what a person says at the moment at which a strategy throws', () => {
  it('is done: what the strategy asked for is forgotten, and no more', () => {
    const asset = bars('A', '1d', [flat, flat, flat, flat]);
    const { session } = byHand(
      asset,
      [
        (ctx) =>
          follow(asset, {
            0: () => ctx.buy(asset, { qty: 2, stopLoss: { price: 5 } }),
            2: () => {
              throw new Error('no such line');
            },
          }),
      ],
      said(['2024-01-04', 'cancel-all']).inputs,
    );
    expect(session.blotter.state(2).status).toBe('canceled');
  });
});

describe('a venue that fills an order which it has cancelled', () => {
  it('is answered by another order that closes it, while everything is to be flat', () => {
    const asset = bars(
      'A',
      '1d',
      Array.from({ length: 4 }, () => flat),
    );
    const { session, tell, sent, step } = byHand.venue(asset, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 5, limit: 9 }) }));
    step();
    tell({ kind: 'accepted', id: 1 });
    step({ kind: 'kill' });
    tell({ kind: 'canceled', id: 1, reason: 'user' });
    step();
    expect(sent).toEqual(['submit 1', 'cancel 1']);
    tell({ kind: 'filled', id: 1, qty: 5, price: 9 });
    step();
    expect([session.account.qty(0), sent]).toEqual([5, ['submit 1', 'cancel 1', 'submit 2']]);
    expect(session.blotter.state(2)).toMatchObject({ side: 'sell', qty: 5, type: 'market' });
    tell({ kind: 'filled', id: 2, qty: 5, price: 9 });
    expect([session.account.qty(0), session.blotter.openOrders(0, -1)]).toEqual([0, []]);
  });

  it('leaves no exit behind that would open the other side, while only exits pass', () => {
    const asset = bars(
      'A',
      '1d',
      Array.from({ length: 5 }, () => flat),
    );
    const { session, tell, sent, step } = byHand.venue(asset, (ctx) =>
      follow(asset, {
        0: () => ctx.buy(asset, { qty: 5 }),
        1: () => [ctx.sell(asset, { qty: 5, limit: 20 }), ctx.sell(asset, { qty: 5, limit: 30 })],
      }),
    );
    step();
    tell({ kind: 'accepted', id: 1 });
    tell({ kind: 'filled', id: 1, qty: 5, price: 10 });
    step();
    for (const id of [2, 3]) tell({ kind: 'accepted', id });
    // Together the two would turn the position: the younger goes.
    step({ kind: 'trading-state', state: 'reducing' });
    tell({ kind: 'canceled', id: 3, reason: 'user' });
    expect(sent).toEqual(['submit 1', 'submit 2', 'submit 3', 'cancel 3']);
    tell({ kind: 'filled', id: 3, qty: 5, price: 30 });
    expect([session.account.qty(0), sent.at(-1)]).toEqual([0, 'cancel 2']);
  });
});
