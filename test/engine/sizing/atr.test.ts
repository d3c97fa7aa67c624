import { describe, expect, it } from 'vitest';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { atrRisk } from '../../../engine/sizing/atr-risk.ts';
import { bars, ends, follow, live, quotes, type Row, type Terms } from '../world.ts';
import { deskOf, pass, requestOf } from './desk.ts';

/** Every bar from the second on has a true range of 3; the fourth is wild. */
const drawn: readonly Row[] = [
  [10, 12, 9, 11],
  [11, 13, 10, 12],
  [12, 14, 11, 13],
  [13, 99, 1, 50],
  [50, 51, 49, 50],
];

const sizer = { model: 'atr', risk: 0.01, multiple: 2, period: 2 } as const;

const buyAfter = (bar: number, terms: Terms = {}) => {
  const asset = bars('A', '1d', drawn);
  return live({ asset }, (ctx) => follow(asset, { [bar]: () => ctx.buy(asset) }), { sizer, ...terms });
};

describe('a size by average true range', () => {
  it('loses its share of equity over so many ranges', () => {
    // 100 at risk, over twice 3.
    expect(buyAfter(2).orders[0]!.qty).toBeCloseTo(100 / 6, 12);
  });

  it('is refused until the range is known', () => {
    expect(ends(buyAfter(1))).toEqual(['rejected: nothing-to-size-by']);
    expect(ends(buyAfter(1, { sizer: { ...sizer, at: 'fill' } }))).toEqual(['canceled: nothing-to-size-by']);
  });

  it('knows nothing of the bar in which it fills', () => {
    expect(buyAfter(2, { sizer: { ...sizer, at: 'fill' } }).fills[0]!.qty).toBeCloseTo(100 / 6, 12);
    // The wild bar's range of 98 counts once it is over: (3 + 98) / 2.
    expect(buyAfter(3, { account: { cash: 100_000 } }).orders[0]!.qty).toBeCloseTo(1_000 / 101, 12);
  });

  it('is refused where the price stands still', () => {
    const asset = bars(
      'A',
      '1d',
      [1, 2, 3, 4].map((): Row => [10, 10, 10, 10]),
    );
    expect(ends(live({ asset }, (ctx) => follow(asset, { 3: () => ctx.buy(asset) }), { sizer }))).toEqual(['rejected: nothing-to-size-by']);
  });

  it('may be of longer bars, of which only finished ones count', () => {
    // Two hours a bar of two: ranges of 4 from the second on.
    const hours = bars('A', '1h', [
      [10, 12, 9, 11],
      [11, 13, 10, 12],
      [12, 14, 10, 12],
      [12, 14, 11, 12],
      [12, 14, 11, 13],
      [13, 15, 12, 14],
      [14, 99, 1, 14],
    ]);
    const past = live({ hours }, (ctx) => follow(hours, { 4: () => ctx.buy(hours), 5: () => ctx.buy(hours) }), {
      sizer: { ...sizer, timeframe: '2h' },
      account: { leverage: 10 },
    });
    expect([past.orders[0]!.reason, past.orders[1]!.qty]).toEqual(['nothing-to-size-by', 100 / 8]);
  });

  it('counts what a contract loses, in account money', () => {
    const asset = bars('A', '1d', drawn);
    const ready = atrRisk(sizer)(deskOf({ bars: [asset] }));
    pass(3, asset);
    const units = (spec: object, more = {}) => ready(requestOf({ instrument: instrumentOf('A', spec), price: 13, ...more }));
    expect(units({ multiplier: 5 })).toBeCloseTo(10 / 30, 12);
    expect(units({ multiplier: 5 }, { rate: 2 })).toBeCloseTo(10 / 60, 12);
    expect(units({ multiplier: 5, contract: 'quanto' })).toBeCloseTo(10 / 30, 12);
    // An inverse contract loses more below than above: 100 / 7 - 100 / 13 coins, and 100 / 13 - 100 / 19.
    const inverse = { multiplier: 100, contract: 'inverse', settle: 'BTC' };
    expect(units(inverse)).toBeCloseTo(10 / (100 / 7 - 100 / 13), 12);
    expect(units(inverse, { side: 'sell' })).toBeCloseTo(10 / (100 / 13 - 100 / 19), 12);
    expect(units(inverse, { price: 6 })).toBe('nothing-to-size-by');
  });

  it('has a period of 14 and two ranges where nothing is said', () => {
    const asset = bars(
      'A',
      '1d',
      Array.from({ length: 20 }, (): Row => [10, 12, 9, 10]),
    );
    const ready = atrRisk({ risk: 0.01 })(deskOf({ bars: [asset] }));
    pass(14, asset);
    expect(ready(requestOf())).toBe('nothing-to-size-by');
    pass(1, asset);
    expect(ready(requestOf())).toBeCloseTo(10 / 6, 12);
  });

  it('wants bars', () => {
    const asset = quotes('A', [['2024-01-01T10:00', 9, 10]]);
    expect(() => live({ asset }, () => ({}), { sizer })).toThrow('Expected bars of "A" for the sizer, but its feed was of no bars');
  });

  it('wants a whole period', () => {
    expect(() => buyAfter(2, { sizer: { ...sizer, period: 1.5 } })).toThrow('Expected the period of atr to be a whole number');
  });
});
