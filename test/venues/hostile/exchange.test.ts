import { describe, expect, it } from 'vitest';
import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { VirtualWall } from '../virtual-wall.ts';
import { Chance } from './chance.ts';
import { Exchange, type ExchangeTerms } from './exchange.ts';
import { Market, type Move } from './market.ts';
import { orderOf } from './orders.ts';

const TERMS: ExchangeTerms = {
  ...{ cash: 1_000, leverage: 1, maker: 0, taker: 0.001, uniqueIds: 'always', amend: 'in-place', reduceOnly: true, forgetful: false },
  ...{ contingent: 'native', findsById: true },
};

/** An exchange of two instruments with a tick of 0.5 and a step of 1, whose market a test moves: prices in ticks. */
function exchange(terms: Partial<ExchangeTerms> = {}) {
  const wall = new VirtualWall(0);
  const contract = { tickSize: 0.5, stepSize: 1, contract: 'linear' } as const;
  const market = new Market([instrumentOf('SPOT', { tickSize: 0.5, stepSize: 1 }), instrumentOf('LINEAR', contract)], wall, []);
  let show: (move: Move) => void = () => {};
  market.follow = (listener) => {
    show = listener;
    return () => {};
  };
  const it = new Exchange(market, wall, { ...TERMS, ...terms }, new Chance(1, 'test'));
  const news: VenueNews[] = [];
  it.tell = (one) => news.push(one);
  const quote = (bid: number, ask: number, sizes: readonly number[] = [5, 5], instrument = 0): void =>
    show({ kind: 'quote', ts: 0, instrument, bid, ask, bids: sizes, asks: sizes });
  const print = (price: number, size: number, side: 1 | -1): void => show({ kind: 'trade', ts: 0, instrument: 0, price, size, side });
  quote(199, 200);
  quote(199, 200, [5, 5], 1);
  const said = (): string[] => news.splice(0).map(textOf);
  const state = (id: string): string => (({ status, filledQty, qty }) => `${status} ${filledQty}/${qty}`)(it.find(id)!);
  return { it, wall, quote, print, said, state };
}

const textOf = (news: VenueNews): string => {
  if (news.kind === 'order') return `${news.order.clientId} ${news.order.status}${news.reason === undefined ? '' : ` ${news.reason}`}`;
  return news.kind === 'fill' ? `${news.fill.qty} at ${news.fill.price}` : news.kind;
};

describe('the exchange behind the hostile venue', () => {
  it('fills a market order level by level, as far as there is something, and cancels the rest', () => {
    const { it, state } = exchange({ cash: 10_000 });
    it.place('a', orderOf({ qty: 12 }));
    expect(it.fills.map(({ qty, price }) => [qty, price])).toEqual([
      [5, 100],
      [5, 100.5],
    ]);
    expect(state('a')).toBe('canceled 10/12');
    expect(it.account.cash).toBeCloseTo(10_000 - 1002.5 - 1.0025, 9);
  });

  it('fills a limit at once as far as its price reaches, and lets the rest rest', () => {
    const { it, quote, state } = exchange({ cash: 10_000 });
    it.place('a', orderOf({ qty: 12, price: 100 }));
    expect(state('a')).toBe('open 5/12');
    quote(198, 200, [4, 4]);
    expect(state('a')).toBe('open 9/12');
    expect(it.fills.at(-1)).toMatchObject({ price: 100, liquidity: 'maker', fee: 0 });
  });

  it('fills what rests by price, then by time', () => {
    const { it, print, state } = exchange();
    it.place('old', orderOf({ qty: 2, price: 98 }));
    it.place('young', orderOf({ qty: 2, price: 98 }));
    it.place('dear', orderOf({ qty: 1, price: 98.5 }));
    print(196, 4, -1);
    expect(['dear', 'old', 'young'].map(state)).toEqual(['filled 1/1', 'filled 2/2', 'open 1/2']);
    it.amend('young', { qty: 3, price: undefined, trigger: undefined });
    it.cancel('young');
    expect(state('young')).toBe('canceled 1/3');
  });

  it('wakes a stop at its price, as a market or a limit order', () => {
    const { it, print, quote, said } = exchange();
    it.place('stop', orderOf({ trigger: 101 }));
    it.place('limit', orderOf({ trigger: 101, price: 100 }));
    print(201, 1, 1);
    expect(it.fills).toHaveLength(0);
    said();
    quote(201, 202);
    print(202, 1, 1);
    expect(said().filter((text) => text.includes('triggered'))).toEqual(['stop open triggered', 'limit open triggered']);
    expect(it.fills.map(({ clientId, price }) => `${clientId} ${price}`)).toEqual(['stop 101']);
  });

  it('refuses a second order of one client id: always, while the first is open, or never', () => {
    for (const [uniqueIds, open, ended] of [
      ['always', true, true],
      ['while-open', true, false],
      ['never', false, false],
    ] as const) {
      const { it } = exchange({ uniqueIds });
      it.place('a', orderOf({ price: 90 }));
      const again = () => it.place('a', orderOf({ price: 90 }));
      if (open) expect(again).toThrow(expect.objectContaining({ kind: 'duplicate' }));
      it.cancel('a');
      if (ended) expect(again).toThrow(expect.objectContaining({ kind: 'duplicate' }));
      else expect(again).not.toThrow();
    }
  });

  it('lets a reduce-only order open nothing, and ends it with the position', () => {
    const { it, state } = exchange();
    const exit = orderOf({ side: 'sell', reduceOnly: true, qty: 3 });
    expect(() => it.place('early', exit)).toThrow('nothing to reduce');
    it.place('entry', orderOf({ qty: 2 }));
    it.place('target', { ...exit, type: 'limit', price: 110 });
    it.place('out', exit);
    expect(it.account.held).toEqual([0, 0]);
    expect([state('out'), state('target')]).toEqual(['canceled 2/3', 'canceled 0/3']);
  });

  it('keeps to post-only, ioc, fok and the end of an order', () => {
    const { it, wall, quote, state } = exchange({ cash: 10_000 });
    it.place('post', orderOf({ price: 100, postOnly: true }));
    it.place('ioc', orderOf({ price: 100, qty: 6, tif: 'ioc' }));
    it.place('fok', orderOf({ price: 100, qty: 6, tif: 'fok' }));
    it.place('gtd', orderOf({ price: 90, tif: 'gtd', expiresAt: 0 as never }));
    expect(['post', 'ioc', 'fok'].map(state)).toEqual(['canceled 0/1', 'canceled 5/6', 'canceled 0/6']);
    quote(199, 200);
    expect(state('gtd')).toBe('expired 0/1');
    expect(wall.waiting).toBe(0);
  });

  it('takes no order that the account cannot carry', () => {
    const { it } = exchange();
    expect(() => it.place('a', orderOf({ price: 100, qty: 11 }))).toThrow('the margin is insufficient');
    it.place('b', orderOf({ qty: 5 }));
    expect(() => it.place('c', orderOf({ price: 100, qty: 6 }))).toThrow(expect.objectContaining({ kind: 'refused' }));
    expect(it.arrived.map(({ clientId, taken }) => `${clientId} ${taken}`)).toEqual(['a false', 'b true', 'c false']);
  });

  it('pays a contract what it gains when it is closed, and spot its price when it is traded', () => {
    const { it, quote } = exchange({ taker: 0 });
    for (const instrument of [0, 1]) it.place(`in${instrument}`, orderOf({ qty: 2, instrument }));
    expect(it.account.cash).toBe(800);
    for (const instrument of [0, 1]) quote(220, 221, [5], instrument);
    for (const instrument of [0, 1]) it.place(`out${instrument}`, orderOf({ side: 'sell', qty: 2, instrument }));
    expect(it.account.cash).toBe(1_000 + 20 + 20);
    it.place('turn', orderOf({ side: 'sell', qty: 2, instrument: 1 }));
    expect(it.snapshot(0).positions).toEqual([{ instrument: 'LINEAR', qty: -2, avgPrice: 110 }]);
  });

  it('holds exits with their entry: they cover what it has filled, and cancel each other', () => {
    const { it, quote, print, state } = exchange({ cash: 10_000 });
    const exit = orderOf({ side: 'sell', qty: undefined, reduceOnly: true, group: 7 });
    const exits = [
      { clientId: 'stop', order: { ...exit, type: 'stop' as const, offset: -0.01 } },
      { clientId: 'target', order: { ...exit, type: 'limit' as const, price: 102 } },
    ];
    it.place('in', orderOf({ qty: 8, price: 100 }), {}, exits);
    expect(['in', 'stop', 'target'].map(state)).toEqual(['open 5/8', 'open 0/5', 'open 0/5']);
    expect(it.find('stop')!.trigger).toBe(99);
    quote(198, 200, [3]);
    expect(['in', 'stop', 'target'].map(state)).toEqual(['filled 8/8', 'open 0/8', 'open 0/8']);
    print(204, 2, 1);
    expect(['stop', 'target'].map(state)).toEqual(['open 0/6', 'open 2/8']);
    quote(190, 191, [20]);
    print(198, 1, -1);
    expect(['stop', 'target'].map(state)).toEqual(['filled 6/6', 'canceled 2/8']);
    expect(it.account.held[0]).toBe(0);
    it.place('never', orderOf({ qty: 1, price: 50 }), {}, [{ clientId: 'idle', order: { ...exit, type: 'stop', trigger: 40 } }]);
    it.cancel('never');
    expect(state('idle')).toBe('canceled 0/1');
  });

  it('gives the states of an order times that ascend, though nothing passes', () => {
    const { it } = exchange({ cash: 10_000 });
    it.place('a', orderOf({ qty: 6, price: 100 }));
    it.amend('a', { qty: 7, price: 99.5, trigger: undefined });
    const { ts } = it.find('a')!;
    it.cancel('a');
    expect(it.find('a')!.ts).toBeGreaterThan(ts);
    expect(it.fills.map((fill) => fill.ts)).toEqual([...it.fills.map((fill) => fill.ts)].sort((a, b) => a - b));
  });
});
