import { describe, expect, it } from 'vitest';
import type { PresetSpec } from '../../../../../engine/broker/sim/fees/fee-spec.ts';
import { FEE_PRESETS } from '../../../../../engine/broker/sim/fees/presets/presets.ts';
import type { InstrumentSpec } from '../../../../../engine/model/instrument.ts';
import { type Dealt, Till } from './till.ts';

type Options = Omit<PresetSpec, 'model' | 'name'>;

const till = (name: string, options: Options = {}, instrument: InstrumentSpec = {}): Till =>
  new Till({ model: 'preset', name, ...options }, { quote: FEE_PRESETS[name]?.currency ?? 'USD', ...instrument });

const fee = (name: string, dealt: Dealt, options: Options = {}): number => till(name, options).take(dealt);

/** Before the audit trail was charged for, and while the SEC took 20.70 a million. */
const IN_2019 = '2019-06-03T14:00';

describe('every preset', () => {
  it.each(Object.entries(FEE_PRESETS))('%s says where and when it was read, and can be made in each tier', (name, preset) => {
    expect(preset.source.length).toBeGreaterThan(40);
    expect(preset.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const tiers = preset.tiers === 0 ? [undefined] : [undefined, 'volume' as const, ...Array.from({ length: preset.tiers }, (_, k) => k)];
    const costs = tiers.map((tier) => fee(name, { qty: 100, price: 50, side: 'sell' }, { tier }));
    for (const cost of costs) expect(cost).toBeGreaterThan(0);
    const [usual, byVolume, first, ...better] = costs;
    if (preset.tiers > 0) expect([byVolume, first]).toEqual([usual, usual]);
    for (let k = 1; k < better.length; k++) expect(better[k]).toBeLessThanOrEqual(better[k - 1]!);
  });

  it.each([
    [
      'a name that is near',
      { name: 'binance-sport' },
      /^Expected a fee preset of .*, but it was "binance-sport"; did you mean "binance-spot"\?$/,
    ],
    ['a name of nothing', { name: 'toString' }, /but it was "toString"$/],
    [
      'a tier too many',
      { name: 'kraken-spot', tier: 12 },
      'Expected a tier of the fee preset "kraken-spot" to be "volume", or a number from 0 to 11, but it was "12"',
    ],
    ['half a tier', { name: 'kraken-spot', tier: 0.5 }, 'but it was "0.5"'],
    ['a tier where all pay the same', { name: 'alpaca-us-stocks', tier: 1 }, 'to be 0: all pay the same, but it was "1"'],
    [
      'volume without its tier',
      { name: 'kraken-spot', volume: 5 },
      'Expected "volume" of the fee preset "kraken-spot" with the tier "volume" only, but the tier was "0"',
    ],
    ['a coin that it has not', { name: 'kraken-spot', bnb: true }, 'Expected no "bnb" of the fee preset "kraken-spot", but it was "true"'],
    ['an exchange that it has not', { name: 'ibkr-us-stocks-fixed', exchange: { maker: 0, taker: 0 } }, 'Expected no "exchange" of'],
  ] as const)('refuses %s', (_, { name, ...options }, sentence) => {
    expect(() => till(name, options as Options)).toThrow(sentence);
  });
});

describe('IBKR, US stocks, fixed', () => {
  const name = 'ibkr-us-stocks-fixed';

  it.each([
    ['100 shares at 25', 100, 25, 1],
    ['1000 shares at 25', 1_000, 25, 5],
    ['1000 shares at 0.25', 1_000, 0.25, 2.5],
  ])("charges what the venue's own examples say: %s", (_, qty, price, expected) => {
    expect(fee(name, { qty, price, ts: IN_2019 })).toBeCloseTo(expected, 9);
  });

  it('passes on what regulators take of sales', () => {
    // 5.00, 20.70 per million of 25 000, and 0.000119 a share.
    expect(fee(name, { qty: 1_000, price: 25, side: 'sell', ts: IN_2019 })).toBeCloseTo(5 + 0.5175 + 0.119, 9);
    // The activity fee ends at 5.95, the commission at 1 % of 100 000.
    expect(fee(name, { qty: 1_000_000, price: 0.1, side: 'sell', ts: IN_2019 })).toBeCloseTo(1_000 + 2.07 + 5.95, 9);
  });

  it('takes the rates of the day', () => {
    const sold = (ts: string): number => fee(name, { qty: 1_000, price: 1_000, side: 'sell', ts }) - 5 - 1_000 * 0.0000265;
    expect(sold('2025-05-13')).toBeCloseTo(27.8 + 0.166, 9);
    expect(sold('2025-05-14')).toBeCloseTo(0.166, 9);
    expect(sold('2026-04-03')).toBeCloseTo(0.195, 9);
    expect(sold('2026-04-04')).toBeCloseTo(20.6 + 0.195, 9);
  });

  it('has one minimum for an order and day', () => {
    const one = till(name);
    const part = (ts: string): number => one.take({ qty: 10, price: 100, order: 1, open: true, ts });
    const fees = [part('2019-06-03T14:00'), part('2019-06-03T15:00'), part('2019-06-04T14:00')];
    expect(fees.map((cost) => Number(cost.toFixed(9)))).toEqual([1, 0, 1]);
  });
});

describe('IBKR, US stocks, tiered', () => {
  const name = 'ibkr-us-stocks-tiered';
  const pass = 1.000738;

  it('adds exchange and clearing, and what is charged on the commission', () => {
    expect(fee(name, { qty: 100, price: 25, ts: IN_2019 })).toBeCloseTo(0.35 * pass + 0.3 + 0.02, 9);
    expect(fee(name, { qty: 10, price: 25, ts: IN_2019 })).toBeCloseTo(0.35 * pass + 0.03 + 0.002, 9);
    expect(fee(name, { qty: 1_000, price: 25, ts: IN_2019, liquidity: 'maker' })).toBeCloseTo(3.5 * pass + 0.2, 9);
    expect(
      fee(name, { qty: 1_000, price: 25, ts: IN_2019, liquidity: 'maker' }, { exchange: { maker: -0.002, taker: 0.003 } }),
    ).toBeCloseTo(3.5 * pass + 0.2 - 2, 9);
  });

  it('caps commission at 1 % and clearing at 0.5 % of the trade', () => {
    expect(fee(name, { qty: 1_000, price: 0.02, ts: IN_2019 })).toBeCloseTo(0.2 * pass + 3 + 0.1, 9);
  });

  it('charges each share of a month by its own tier', () => {
    const one = till(name, { tier: 'volume', exchange: { maker: 0, taker: 0 } });
    const buy = (qty: number, ts: string): number => one.take({ qty, price: 50, ts }) - qty * 0.0002;
    expect(buy(200_000, '2019-06-03')).toBeCloseTo(700 * pass, 6);
    // 100 000 at 0.0035, and 100 000 at 0.002.
    expect(buy(200_000, '2019-06-04')).toBeCloseTo(550 * pass, 6);
    expect(buy(1_000, '2019-07-01')).toBeCloseTo(3.5 * pass, 6);
    expect(fee(name, { qty: 10_000, price: 50, ts: IN_2019 }, { tier: 3, exchange: { maker: 0, taker: 0 } })).toBeCloseTo(10 * pass + 2, 9);
  });
});

describe('Binance', () => {
  const dealt = { qty: 1, price: 60_000 };

  it('charges a tenth of a percent on spot, a quarter less with BNB', () => {
    expect(fee('binance-spot', dealt)).toBeCloseTo(60, 9);
    expect(fee('binance-spot', dealt, { bnb: true })).toBeCloseTo(45, 9);
    expect(fee('binance-spot', { ...dealt, liquidity: 'maker' }, { tier: 1, bnb: true })).toBeCloseTo(60_000 * 0.000675, 9);
  });

  it('charges 2 and 5 basis points on USDM futures, a tenth less with BNB', () => {
    expect(fee('binance-usdm', dealt)).toBeCloseTo(30, 9);
    expect(fee('binance-usdm', dealt, { bnb: true })).toBeCloseTo(27, 9);
    expect(fee('binance-usdm', { ...dealt, liquidity: 'maker' })).toBeCloseTo(12, 9);
    expect(fee('binance-usdm', { ...dealt, liquidity: 'maker' }, { tier: 9 })).toBe(0);
  });

  it('finds the tier by what was traded in the thirty days before', () => {
    const one = till('binance-spot', { tier: 'volume' }, { quote: 'USDT' });
    const maker = (qty: number, ts: string): number => one.take({ qty, price: 1, liquidity: 'maker', ts });
    expect(maker(999_999, '2026-01-05T10:00')).toBeCloseTo(999.999, 6);
    expect(maker(1, '2026-01-06T10:00')).toBeCloseTo(0.001, 12);
    expect(maker(1_000, '2026-01-07T10:00')).toBeCloseTo(0.9, 9);
    expect(till('binance-spot', { tier: 'volume', volume: 25_000_000 }).ask(dealt)).toBeCloseTo(36, 9);
  });
});

describe('Bybit', () => {
  it('charges spot and derivatives by level', () => {
    const dealt = { qty: 1, price: 10_000 };
    expect([0, 1, 6].map((tier) => fee('bybit-spot', dealt, { tier }))).toEqual([10, 8, 4.5]);
    expect([0, 1, 6].map((tier) => Number(fee('bybit-linear', dealt, { tier }).toFixed(9)))).toEqual([5.5, 4, 3]);
    expect(fee('bybit-linear', { ...dealt, liquidity: 'maker' }, { tier: 6 })).toBe(0);
  });

  it('charges inverse contracts in the coin, and counts their volume in dollars', () => {
    const inverse = { contract: 'inverse', quote: 'USD', settle: 'BTC' } as const;
    expect(till('bybit-inverse', {}, inverse).take({ qty: 10_000, price: 50_000 })).toBeCloseTo(0.2 * 0.00055, 12);
    const byVolume = till('bybit-inverse', { tier: 'volume' }, inverse);
    byVolume.take({ qty: 10_000_000, price: 50_000, ts: '2026-01-05' });
    expect(byVolume.ask({ qty: 10_000, price: 50_000, ts: '2026-01-06' })).toBeCloseTo(0.2 * 0.0004, 12);
  });
});

describe('Kraken and Coinbase', () => {
  it('charge by rolling volume', () => {
    const kraken = till('kraken-spot', { tier: 'volume' });
    expect(kraken.take({ qty: 10_000, price: 1, ts: '2026-01-05T10:00' })).toBeCloseTo(40, 9);
    expect(kraken.ask({ qty: 10_000, price: 1, ts: '2026-01-05T10:01' })).toBeCloseTo(35, 9);
    const coinbase = till('coinbase-advanced', { tier: 'volume' });
    expect(coinbase.take({ qty: 10_000, price: 1, ts: '2026-01-05T10:00' })).toBeCloseTo(60, 9);
    expect(coinbase.ask({ qty: 10_000, price: 1, ts: '2026-01-05T10:59' })).toBeCloseTo(60, 9);
    expect(coinbase.ask({ qty: 10_000, price: 1, ts: '2026-01-05T11:00' })).toBeCloseTo(40, 9);
  });
});

describe('Alpaca', () => {
  const sold = (qty: number, price: number, ts: string) => ({ qty, price, ts, side: 'sell' }) as const;

  it('passes on what regulators take, each rounded up to the cent of the day', () => {
    const one = till('alpaca-us-stocks');
    const cents = (dealt: Dealt): number => Math.round(one.take(dealt) * 100);
    // 27.80 per million of 10 000 are 0.278, 100 shares 0.0166 and 0.00265.
    expect(cents(sold(100, 100, '2025-05-12T14:00'))).toBe(28 + 2 + 1);
    // In all 0.556, 0.0332 and 0.0053.
    expect(cents(sold(100, 100, '2025-05-12T15:00'))).toBe(56 - 28 + 4 - 2);
    expect(cents({ qty: 100, price: 100, ts: '2025-05-13T14:00' })).toBe(1);
    expect(till('alpaca-us-stocks').take({ qty: 100, price: 100, ts: IN_2019 })).toBe(0);
  });
});

describe('Zerodha', () => {
  const bought = { qty: 400, price: 1_000, ts: '2026-05-11' };
  const sold = { qty: 400, price: 1_100, ts: '2026-05-11', side: 'sell' } as const;

  it('charges 400 shares bought at 1000 and sold at 1100 within a day', () => {
    const one = till('zerodha-equity-intraday');
    const charges = [40, 25.788, 0.84].reduce((sum, part) => sum + part);
    expect(one.take(bought) + one.take(sold)).toBeCloseTo(charges * 1.18 + 110 + 12, 9);
  });

  it('takes 0.03 % of a small order, and 20 rupees of a large one, however it is filled', () => {
    const one = till('zerodha-equity-intraday');
    const rest = (value: number): number => value * (0.0000307 + 0.000001) * 1.18 + value * 0.00003;
    expect(one.take({ qty: 10, price: 1_000, ts: '2026-05-11' })).toBeCloseTo(3 * 1.18 + rest(10_000), 9);
    const part = (open: boolean): number => one.take({ qty: 50, price: 1_000, order: 9, open, ts: '2026-05-11' });
    expect(part(true)).toBeCloseTo(15 * 1.18 + rest(50_000), 9);
    expect(part(false)).toBeCloseTo(5 * 1.18 + rest(50_000), 9);
  });

  it('charges holdings no brokerage, and the tax on both sides', () => {
    const one = till('zerodha-equity-delivery');
    expect(one.take(bought)).toBeCloseTo(400_000 * (0.0000317 * 1.18 + 0.001 + 0.00015), 9);
    expect(one.take(sold)).toBeCloseTo(440_000 * (0.0000317 * 1.18 + 0.001), 9);
  });

  it('takes the tax on futures and options as the budgets have raised it', () => {
    const tax = (name: string, ts: string): number => {
      const dealt = { qty: 100, price: 100, ts };
      return fee(name, { ...dealt, side: 'sell' }) - fee(name, dealt) + 10_000 * (name === 'zerodha-futures' ? 0.00002 : 0.00003);
    };
    const days = ['2024-09-30', '2024-10-01', '2026-03-31', '2026-04-01'];
    expect(days.map((day) => Number(tax('zerodha-futures', day).toFixed(9)))).toEqual([1.25, 2, 2, 5]);
    expect(days.map((day) => Number(tax('zerodha-options', day).toFixed(9)))).toEqual([6.25, 10, 10, 15]);
  });

  it('wants an account that has rupees, or their rate', () => {
    expect(() => till('zerodha-futures', {}, { quote: 'USD' })).toThrow('Expected "account.rates" to have "INR"');
  });
});
