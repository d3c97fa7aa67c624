import { describe, expect, it } from 'vitest';
import type { FeeSpec } from '../../../engine/broker/sim/fees/fee-spec.ts';
import type { SizerSpec } from '../../../engine/sizing/sizer-spec.ts';
import { bars, ends, follow, live, type Row, type Terms } from '../world.ts';

const flat: Row = [10, 10, 10, 10];
const all: SizerSpec = { model: 'fixed', qty: 100_000, fit: true };

/** Buys (or sells) after the first bar and again after the second what the sizer says, at 10 each; the account has 10 000. */
const deal = (sizer: SizerSpec, terms: Terms = {}, side: 'buy' | 'sell' = 'buy', options: object = {}) => {
  const asset = bars('A', '1d', [flat, flat, flat, flat]);
  const send = (ctx: { buy: (feed: typeof asset, options: object) => unknown; sell: (feed: typeof asset, options: object) => unknown }) =>
    ctx[side](asset, options);
  return live({ asset }, (ctx) => follow(asset, { 0: () => send(ctx), 2: () => send(ctx) }), { sizer, ...terms });
};

const cash = { account: { type: 'cash' } } as const;
const percent: FeeSpec = { model: 'percent', rate: 0.001 };

describe('an order that fits', () => {
  it.each([
    ['without a fee', { model: 'none' }, 1_000],
    ['with a fee of its notional', percent, 10_000 / 10.01],
    ['with a fee per fill', { model: 'fixed', amount: 100 }, 990],
    ['with a minimum that counts', { model: 'per-order', min: 50, of: percent }, 995],
    ['with a minimum that does not', { model: 'per-order', min: 5, of: percent }, 10_000 / 10.01],
    ['with a fee per unit and a maximum', { model: 'per-share', perShare: 1, max: 500 }, 950],
  ] as const)('spends all there is %s, and not a cent more', (_, fee, units) => {
    for (const at of ['signal', 'fill'] as const) {
      const past = deal({ ...all, at }, { ...cash, fee });
      expect(past.fills[0]!.qty).toBeCloseTo(units, 9);
      expect(past.session.account.cash).toBeCloseTo(0, 8);
      expect(past.session.account.cash).toBeGreaterThan(-1e-7);
    }
  });

  it('is refused where nothing fits, with the reason for which it would have been', () => {
    for (const [at, status] of [
      ['signal', 'rejected'],
      ['fill', 'canceled'],
    ] as const) {
      const past = deal({ ...all, at }, { ...cash, fee: percent });
      expect(ends(past)).toEqual(['filled', `${status}: insufficient-cash`]);
    }
  });

  it('is left as it was where it need not be smaller', () => {
    expect(deal({ ...all, qty: 1_000 }, cash).fills[0]!.qty).toBe(1_000);
    expect(deal({ ...all, qty: 999.5 }, cash).fills[0]!.qty).toBe(999.5);
  });

  it('is refused whole where it is not asked to fit', () => {
    expect(ends(deal({ ...all, fit: false }, cash))).toEqual(['canceled: insufficient-cash', 'canceled: insufficient-cash']);
  });

  it('is made of whole steps', () => {
    const instruments = { A: { stepSize: 7 } };
    for (const at of ['signal', 'fill'] as const)
      expect(deal({ ...all, at }, { ...cash, instruments, fee: percent }).fills[0]!.qty).toBe(994);
    // The next step would cost 10 016.007.
    expect(994 * 10.01).toBeLessThan(10_000);
    expect(1_001 * 10.01).toBeGreaterThan(10_000);
    expect(ends(deal(all, { ...cash, instruments: { A: { stepSize: 2_000 } } }))).toEqual([
      'rejected: insufficient-cash',
      'rejected: insufficient-cash',
    ]);
  });

  it('takes the leverage there is, and what is free of it', () => {
    const past = deal({ ...all, qty: 3_000 }, { account: { leverage: 4 } });
    expect(past.fills.map(({ qty }) => Number(qty.toFixed(6)))).toEqual([3_000, 1_000]);
    expect(deal(all, { account: { leverage: 4 }, fee: percent }).fills[0]!.qty).toBeCloseTo(10_000 / 2.51, 6);
  });

  it('is short as far as margin goes', () => {
    expect(deal(all, { account: { leverage: 2 } }, 'sell').fills[0]!.qty).toBeCloseTo(2_000, 6);
    expect(ends(deal(all, cash, 'sell'))).toEqual(['rejected: no-position', 'rejected: no-position']);
    expect(deal(all, { instruments: { A: { borrow: { available: 350 } } } }, 'sell').fills[0]!.qty).toBeCloseTo(350, 6);
  });

  it('climbs the tiers of margin', () => {
    const margin = [
      { upTo: 50_000, initial: 0.1, maintenance: 0.05 },
      { upTo: null, initial: 0.5, maintenance: 0.25 },
    ];
    // 5000 for the first tier, and 5000 at a half: a notional of 60 000.
    expect(deal(all, { instruments: { A: { contract: 'linear', margin } } }).fills[0]!.qty).toBeCloseTo(6_000, 6);
  });

  it('always closes what is held, and opens what fits beyond', () => {
    const plan = (qty: number) =>
      live(
        { asset: bars('A', '1d', [flat, flat, flat, flat]) },
        (ctx) => {
          const own = ctx.feeds.asset;
          return follow(own, { 0: () => ctx.sell(own, { qty }), 2: () => ctx.buy(own) });
        },
        { sizer: all, account: { leverage: 2 } },
      );
    // Of 2000 short, all is bought back, and 2000 more.
    expect(plan(2_000).fills.map(({ qty }) => Number(qty.toFixed(6)))).toEqual([2_000, 4_000]);
  });

  it('may be said by the order itself', () => {
    const past = deal({ model: 'fixed', qty: 1, fit: true }, { ...cash, fee: percent }, 'buy', { size: { fraction: 5 } });
    expect(past.fills[0]!.qty).toBeCloseTo(10_000 / 10.01, 9);
  });

  it('is made of the coins there are, where a contract is inverse', () => {
    const instruments = { A: { contract: 'inverse', multiplier: 100, settle: 'BTC', quote: 'USD', stepSize: 1 } } as const;
    const account = { cash: 50, currency: 'BTC', leverage: 3 } as const;
    // 100 dollars at 10 are 10 coins: 15 contracts bind 50, and with a fee of 1 % of their notional 14.
    expect(deal(all, { instruments, account }).fills[0]!.qty).toBe(15);
    expect(deal(all, { instruments, account, fee: { model: 'percent', rate: 0.01 } }).fills[0]!.qty).toBe(14);
  });

  it('of a limit order counts the dearer of maker and taker', () => {
    const fee: FeeSpec = { model: 'maker-taker', maker: 0.002, taker: 0.001 };
    expect(deal(all, { ...cash, fee }, 'buy', { limit: 10 }).orders[0]!.qty).toBeCloseTo(10_000 / 10.02, 8);
    expect(deal(all, { ...cash, fee }).orders[0]!.qty).toBeCloseTo(10_000 / 10.01, 8);
  });

  it('fits the price at which it is sized: a gap may refuse what fitted at the signal, not at the fill', () => {
    const gap: readonly Row[] = [flat, [11, 11, 11, 11]];
    const run = (at: 'signal' | 'fill') => {
      const asset = bars('A', '1d', gap);
      return live({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset) }), { sizer: { ...all, at }, ...cash });
    };
    expect(ends(run('signal'))).toEqual(['canceled: insufficient-cash']);
    expect(run('fill').fills[0]!.qty).toBeCloseTo(10_000 / 11, 9);
  });
});
