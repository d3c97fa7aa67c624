import { describe, expect, it } from 'vitest';
import { Blotter } from '../../../engine/broker/blotter.ts';
import { plainFee } from '../../../engine/broker/sim/fees/plain-fee.ts';
import { PESSIMISTIC } from '../../../engine/broker/sim/rules.ts';
import { SimBroker } from '../../../engine/broker/sim/sim-broker.ts';
import { slippageModel } from '../../../engine/broker/sim/slippage.ts';
import { Merge } from '../../../engine/feed/merge.ts';
import { Clock } from '../../../engine/loop/clock.ts';
import { assignMarkets } from '../../../engine/loop/markets.ts';
import type { HumanOrder, Input } from '../../../engine/loop/order-of-events.ts';
import { Session } from '../../../engine/loop/session.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { millis } from '../../../engine/model/time.ts';
import { Portfolio } from '../../../engine/portfolio/portfolio.ts';
import { Context } from '../../../engine/strategy/context.ts';
import type { Handlers } from '../../../engine/strategy/define.ts';
import { Host } from '../../../engine/strategy/host.ts';
import { at, bars, follow, live, type Row } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('the clock', () => {
  it('goes on or stands, and never back', () => {
    const clock = new Clock();
    clock.advance(5);
    clock.advance(5);
    expect(clock.now).toBe(5);
    expect(() => clock.advance(4)).toThrow('Expected time to go on from 1970-01-01T00:00:00.005Z, but it was 1970-01-01T00:00:00.004Z');
  });
});

describe('answers to answers', () => {
  it('end after eight rounds of one moment: the rest waits for the next event', () => {
    const asset = bars('A', '1d', [flat, flat, [20, 21, 19, 20]]);
    const past = live({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset) }, { onFill: () => void ctx.buy(asset) }));
    const at10 = past.fills.filter(({ price }) => price === 10);
    expect(at10).toHaveLength(9);
    expect(at10.every(({ ts }) => ts === at('2024-01-02'))).toBe(true);
    expect(past.fills.some(({ price, ts }) => price === 20 && ts === at('2024-01-03'))).toBe(true);
  });
});

/** A session by hand, as a live driver has it: people and brokers speak between the bars. */
function byHand(
  rows: readonly Row[],
  make: (ctx: Context<{ asset: ReturnType<typeof bars> }>) => Handlers,
  said: Readonly<Record<number, HumanOrder>>,
) {
  const asset = bars('A', '1d', rows);
  asset.instrument = 0;
  const instruments = [instrumentOf('A')];
  const markets = assignMarkets([asset], instruments);
  const portfolio = new Portfolio({ cash: 1_000, type: 'margin', leverage: 1, currency: 'USD' }, instruments, markets, markets, [
    Number.NaN,
  ]);
  const session = new Session({
    instruments,
    portfolio,
    blotter: new Blotter(),
    random: () => 0.5,
    plot() {},
    resample: () => asset,
  });
  const sim = new SimBroker(instruments, markets, portfolio, {
    ...PESSIMISTIC,
    fee: plainFee({ model: 'none' }),
    slippage: slippageModel({ model: 'none' }),
    size: () => 1,
  });
  session.connect(sim, { sizer: () => 1, sizeAt: 'signal', checks: [] });
  session.host([new Host('by hand', make(new Context({ asset }, session.desk, 0)), Uint8Array.of(1))]);
  const merge = new Merge([asset], sim.waiting);
  session.onAlarm = (ts) => {
    merge.alarm = ts;
  };
  for (let closes = 0; merge.next(); ) {
    const order = said[closes];
    const inputs: Input[] = order === undefined || merge.moment === 'open' ? [] : [{ kind: 'human', ts: millis(merge.ts), seq: 0, order }];
    session.step(merge, inputs);
    if (merge.moment === 'close') closes++;
  }
  session.finish();
  return session;
}

describe('what a person says', () => {
  it('can cancel an order', () => {
    const session = byHand([flat, flat, flat], (ctx) => follow(ctx.feeds.asset, { 0: () => ctx.buy(ctx.feeds.asset, { limit: 5 }) }), {
      1: { kind: 'cancel', id: 1 },
    });
    expect([session.blotter.state(1).status, session.blotter.reason(1)]).toEqual(['canceled', 'user']);
  });

  it('can close everything: orders are cancelled, positions closed at the next open', () => {
    const told: string[] = [];
    const session = byHand(
      [flat, flat, flat, [12, 13, 11, 12]],
      (ctx) =>
        follow(
          ctx.feeds.asset,
          { 0: () => [ctx.buy(ctx.feeds.asset, { qty: 3 }), ctx.buy(ctx.feeds.asset, { limit: 5 })] },
          { onFill: ({ side, tag }) => void told.push(`${side} ${tag}`) },
        ),
      { 2: { kind: 'close-all' } },
    );
    expect([session.account.qty(0), session.account.equity, session.blotter.openOrders(0, -1)]).toEqual([0, 1_006, []]);
    expect(told).toEqual(['buy undefined', 'sell close-all']);
  });

  it('can stop entries and let exits through, or stop everything', () => {
    const trade = (state: 'reducing' | 'halted' | 'active') => {
      const session = byHand(
        [flat, flat, flat, flat],
        (ctx) =>
          follow(ctx.feeds.asset, {
            0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }),
            1: () => [ctx.buy(ctx.feeds.asset, { qty: 1 }), ctx.sell(ctx.feeds.asset, { qty: 1 }), ctx.sell(ctx.feeds.asset, { qty: 5 })],
          }),
        { 1: { kind: 'trading-state', state } },
      );
      return [2, 3, 4].map((id) => session.blotter.reason(id) ?? session.blotter.state(id).status);
    };
    expect(trade('active')).toEqual(['filled', 'filled', 'filled']);
    expect(trade('reducing')).toEqual(['trading-halted', 'filled', 'trading-halted']);
    expect(trade('halted')).toEqual(['trading-halted', 'trading-halted', 'trading-halted']);
  });
});

describe('what a broker says out of turn', () => {
  it('is booked before anything else of the moment, and told to the strategy', () => {
    const asset = bars('A', '1d', [flat]);
    asset.instrument = 0;
    const instruments = [instrumentOf('A')];
    const portfolio = new Portfolio(
      { cash: 1_000, type: 'margin', leverage: 1, currency: 'USD' },
      instruments,
      assignMarkets([asset], instruments),
      [asset],
      [Number.NaN],
    );
    const session = new Session({
      instruments,
      portfolio,
      blotter: new Blotter(),
      random: () => 0.5,
      plot() {},
      resample: () => asset,
    });
    const sent: string[] = [];
    const supports = { types: new Set(['market'] as const), tifs: new Set(['gtc'] as const), contingent: 'native' } as const;
    session.connect(
      { name: 'venue', supports, send: ({ kind }) => void sent.push(kind), poll: () => undefined },
      { sizer: () => 1, sizeAt: 'signal', checks: [] },
    );
    const seen: unknown[] = [];
    const ctx = new Context({ asset }, session.desk, 0);
    session.host([
      new Host(
        'venue',
        {
          onBar: () =>
            void (session.blotter.length === 0 ? [ctx.buy(asset, { qty: 2 }), ctx.buy(asset, { qty: 1, limit: 5 })] : seen.push(ctx.cash)),
          onFill: ({ price }) => void seen.push(price),
        },
        Uint8Array.of(1),
      ),
    ]);
    const batch = (count: number) =>
      ({ ts: at('2024-01-02'), isOpen: false, moment: 'close', moved: [asset], count, more: false }) as const;
    session.step(batch(1));
    expect([sent, session.blotter.reason(2)]).toEqual([['submit'], 'unsupported']);
    const ts = millis(at('2024-01-02'));
    const fill = {
      ts,
      orderId: 1,
      instrument: 0,
      strategy: 0,
      side: 'buy',
      qty: 2,
      price: 7,
      fee: 0.5,
      slippage: 0,
      liquidity: 'taker',
      certainty: 'exact',
      otherPrice: undefined,
      otherExit: undefined,
      tag: undefined,
      barTs: ts,
    } as const;
    session.step(batch(0), [{ kind: 'broker', ts, seq: 1, event: { kind: 'filled', ts, id: 1, fill, leavesQty: 0 } }]);
    expect([seen, session.account.cash, session.account.qty(0)]).toEqual([[7], 985.5, 2]);
  });
});
