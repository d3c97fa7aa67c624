import { describe, expect, it } from 'vitest';
import { type BarSeries, CustomSeries } from '../../engine/model/series.ts';
import fundingCarry from '../../strategies/funding-carry.ts';
import { at, bars, type Past, type Row, type Terms } from '../engine/world.ts';
import { run } from './run.ts';

const STEP = { stepSize: 1 };
const TERMS: Terms = { instruments: { COIN: STEP, PERP: STEP } };
/** The mean of the last two rates, of 1000 a year. */
const PARAMS = { lookback: 2, enter: 0.1, leave: 0.03, perYear: 1000 };

/** Bars of eight hours from Monday's midnight on. */
const prices = (id: string, drawn: readonly (number | string)[]): BarSeries =>
  bars(
    id,
    '8h',
    drawn.map((price): Row | string => (typeof price === 'string' ? price : [price, price, price, price])),
  );
const EIGHT_HOURS = 8 * 3_600_000;
/** Rates in hundredths of a per cent, each known at the end of one of those bars. */
function rated(rates: readonly number[]): CustomSeries {
  const times = Float64Array.of(Number.NaN, ...rates.map((_, k) => at('2024-01-01') + (k + 1) * EIGHT_HOURS));
  return new CustomSeries('funding', times, times, { rate: Float64Array.of(Number.NaN, ...rates.map((rate) => rate / 10_000)) });
}

const carry = (
  spot: readonly (number | string)[],
  perp: readonly (number | string)[],
  rates: readonly number[],
  params = {},
  terms = {},
): Past =>
  run(
    fundingCarry,
    { spot: prices('COIN', spot), perp: prices('PERP', perp), rates: rated(rates) },
    { ...PARAMS, ...params },
    { ...TERMS, ...terms },
  );
const told = ({ fills }: Past): readonly string[] =>
  fills.map(({ ts, side, qty, instrument, price }) => `${new Date(ts).toISOString().slice(8, 13)} ${side} ${qty} ${instrument} ${price}`);
const notes = ({ orders }: Past): readonly (string | null)[] => orders.map(({ note }) => note);

const SEVEN = [100, 100, 100, 100, 100, 100, 100];

describe('funding-carry', () => {
  it('buys spot and sells as many of the perpetual while the longs pay, and ends when they no longer do', () => {
    const past = carry(SEVEN, [100, 101, 101, 102, 102, 100, 100], [0, 2, 3, 1, -1, 0, 0]);
    // Mean rates a year: 10 % at Monday's 16:00, 25, 20, then 0 at Tuesday's 16:00.
    expect(told(past)).toEqual(['01T16 buy 45 COIN 100', '01T16 sell 45 PERP 101', '02T16 sell 45 COIN 100', '02T16 buy 45 PERP 100']);
    expect(notes(past)).toEqual([
      'funding of 10.00 % a year',
      'funding of 10.00 % a year',
      // Rates of 0.03, 0.01 and -0.01 per cent were met.
      'funding of 0.00 % a year; the rates met sum to 0.03 %',
      'funding of 0.00 % a year; the rates met sum to 0.03 %',
    ]);
    // The account shows the basis alone: 1 point on 45 units.
    expect(past.equity.at(-1)).toBe(10_045);
  });

  it('does not mind where the price goes', () => {
    const past = carry([100, 100, 100, 150, 300, 80, 80], [100, 100, 100, 150, 300, 80, 80], [2, 2, 2, 2, 2, 2, 2]);
    expect(new Set(past.equity)).toEqual(new Set([10_000]));
    expect(past.orders).toHaveLength(2);
  });

  it('takes negative rates with `reverse` only', () => {
    const down = [-1, -1, -2, 0, 0, 0, 0];
    expect(carry(SEVEN, SEVEN, down).orders).toEqual([]);
    const past = carry(SEVEN, SEVEN, down, { reverse: true });
    expect(told(past)).toEqual(['01T16 sell 45 COIN 100', '01T16 buy 45 PERP 100', '02T16 buy 45 COIN 100', '02T16 sell 45 PERP 100']);
    expect(notes(past)[3]).toBe('funding of 0.00 % a year; the rates met sum to 0.02 %');
  });

  it('knows no rate before its time', () => {
    // Two rates are needed, and the second is known at Monday's 16:00.
    expect(told(carry([100, 100], [100, 100], [5, 5]))).toEqual([]);
    expect(carry([100], [100], [5]).orders).toEqual([]);
  });

  it('waits for prices of one moment, and while a leg is on its way', () => {
    const past = carry(SEVEN, [100, '2024-01-02T00:00', 100, 100, 100, 100], [2, 2, 2, 2, 2, 2, 2]);
    // The perpetual stood still from 8:00 on Monday until midnight: both have a price again on Tuesday at 8:00.
    expect(told(past)).toEqual(['02T08 buy 45 COIN 100', '02T08 sell 45 PERP 100']);
    expect(past.orders).toHaveLength(2);
  });

  it('closes the one leg where the other was refused', () => {
    const past = carry(SEVEN, [100, 100, 250, 100, 100, 100, 100], [2, 2, 2, 2, 2, 2, 2]);
    expect(past.orders[1]).toMatchObject({ instrument: 'PERP', status: 'canceled', reason: 'insufficient-margin' });
    expect(notes(past)[2]).toBe('a leg is missing; the rates met sum to 0.00 %');
    expect(told(past).slice(0, 2)).toEqual(['01T16 buy 45 COIN 100', '02T00 sell 45 COIN 100']);
  });

  it('waits through a warm-up', () => {
    const past = carry(SEVEN, SEVEN, [2, 2, 2, 2, 2, 2, 2], {}, { warmUntil: at('2024-01-02') });
    expect(told(past)).toEqual(['02T08 buy 45 COIN 100', '02T08 sell 45 PERP 100']);
  });
});
