import { describe, expect, it } from 'vitest';
import pairsRolling from '../../strategies/pairs-rolling.ts';
import { at, type Past, trades } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const TERMS = { instruments: { Y: { stepSize: 1 }, X: { stepSize: 1 } } };
const PARAMS = { lookback: 5, enter: 1.5, leave: 0.25, stop: 5, fit: 0.5, patience: 50 };
/**
 * Both move alike, but on day 4 y is 5 % dear. One point of five off a line has a residual of root(5 (1 - h))
 * deviations, however far off it is; h is 1/3 here, for x stood there on three of the days: 1.83.
 * The line passes that point's x at a third of the 5 %, so that its slope is 1 - log(1.05) / 3 / log(1.1) = 0.83.
 */
const X = [100, 110, 100, 110, 100, 110, 110];
const DEAR = [100, 110, 100, 110, 105, 110, 110];

const trade = (y: readonly (number | string)[], x: readonly (number | string)[], params: object = {}, terms: object = {}): Past =>
  run(pairsRolling, { y: points('Y', y), x: points('X', x) }, { ...PARAMS, ...params }, { ...TERMS, ...terms });
const notes = (past: Past): readonly (string | null)[] => past.orders.map(({ note }) => note);

describe('pairs-rolling', () => {
  it('sells a dear y, hedges it with the slope, and closes both back at the line', () => {
    const past = trade(DEAR, X);
    // 0.9 of 10 000 over 1.83: 4 920 of y at 105, and 0.83 times that of x at 100.
    expect(story(past)).toEqual(['5 sell 46 Y 110', '5 buy 40 X 110', '6 buy 46 Y 110', '6 sell 40 X 110']);
    expect(notes(past)).toEqual([null, null, 'back at the line', 'back at the line']);
  });

  it('buys a cheap one', () => {
    const cheap = [100, 110, 100, 110, 95, 110, 110];
    expect(story(trade(cheap, X, { gross: 0.5 })).map((fill) => fill.replace(/\d+ (?=[XY])/, ''))).toEqual([
      '5 buy Y 110',
      '5 sell X 110',
      '6 sell Y 110',
      '6 buy X 110',
    ]);
  });

  it('hedges with more of x where y moves more', () => {
    const twice = DEAR.map((price) => (price * price) / 100);
    const [y, x] = trade(twice, X).fills;
    // The slope of y = x squared, less two thirds of 2 x 5 % over a day's move.
    expect(x!.qty / (y!.qty * (twice[4]! / 100))).toBeCloseTo(2 * (1 - Math.log(1.05) / 3 / Math.log(1.1)), 1);
  });

  it('judges a trade by the line on which it was entered, not by one that bends towards the spread', () => {
    // y stays 5 % dear: a line over the last five bars passes through it after five days.
    const wide = [100, 110, 100, 110, 105, 115.5, 105, 115.5, 105, 115.5, 105, 110, 110];
    const x = [100, 110, 100, 110, 100, 110, 100, 110, 100, 110, 100, 110, 110];
    expect(story(trade(wide, x)).slice(2)).toEqual(['12 buy 46 Y 110', '12 sell 40 X 110']);
  });

  it('gives up after `patience` bars, and beyond `stop`', () => {
    const wide = [100, 110, 100, 110, 105, 115.5, 105, 115.5, 105];
    const slow = trade(wide, [100, 110, 100, 110, 100, 110, 100, 110, 100], { patience: 2 });
    expect(story(slow).slice(2, 4)).toEqual(['7 buy 46 Y 115.5', '7 sell 40 X 110']);
    expect(notes(slow)[2]).toBe('it took too long');
    const broken = trade([100, 110, 100, 110, 105, 115.5, 140, 140], [...X, 110]);
    expect(story(broken).slice(2)).toEqual(['7 buy 46 Y 140', '7 sell 40 X 110']);
    expect(notes(broken)[2]).toBe('the pair has broken');
    expect(trade(DEAR, X, { stop: 1.6 }).orders).toEqual([]);
  });

  it('enters only where x explains y, and in the same direction', () => {
    // It leaves (1 - h) of the squared 5 % unexplained: 0.17 of the variance.
    expect(trade(DEAR, X, { fit: 0.8 }).orders).toHaveLength(4);
    expect(trade(DEAR, X, { fit: 0.85 }).orders).toEqual([]);
    const against = X.map((price) => 11_000 / price);
    expect(trade(DEAR, against).orders).toEqual([]);
  });

  it('does nothing where both move alike, or one stands still', () => {
    const alike = X.map((price) => price * 3.7);
    expect(trade(alike, X).orders).toEqual([]);
    expect(
      trade(
        DEAR,
        X.map(() => 100),
      ).orders,
    ).toEqual([]);
    expect(
      trade(
        X.map(() => 100),
        DEAR,
      ).orders,
    ).toEqual([]);
  });

  it('compares prices of one moment only', () => {
    const withStray = ['2024-01-01', ...DEAR.slice(0, 4), 500, ...DEAR.slice(4)];
    const withGap = ['2024-01-01', ...X.slice(0, 4), '2024-01-06', ...X.slice(4)];
    expect(story(trade(withStray, withGap))).toEqual(['6 sell 46 Y 110', '6 buy 40 X 110', '7 buy 46 Y 110', '7 sell 40 X 110']);
  });

  it('counts a moment once, whatever else moves meanwhile', () => {
    const others = trades(
      'Z',
      ['12', '13', '14'].map((hour) => [`2024-01-04T${hour}:00`, 1]),
    );
    const past = run(pairsRolling, { y: points('Y', DEAR), x: points('X', X), others }, PARAMS, TERMS);
    expect(story(past)).toEqual(story(trade(DEAR, X)));
  });

  it('closes the other leg where one was refused, and waits through a warm-up', () => {
    const past = trade(DEAR, X, { gross: 1.5 });
    expect(past.orders[1]).toMatchObject({ instrument: 'X', status: 'canceled', reason: 'insufficient-margin' });
    expect(notes(past)[2]).toBe('a leg is missing');
    expect(trade(DEAR, X, {}, { warmUntil: at('2024-01-07') }).fills).toEqual([]);
  });
});
