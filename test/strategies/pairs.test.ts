import { describe, expect, it } from 'vitest';
import pairs from '../../strategies/pairs.ts';
import { type Past, trades } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const TERMS = { instruments: { Y: { stepSize: 1 }, X: { stepSize: 1 } } };
const PARAMS = { lookback: 5, enter: 1.5, leave: 0.5, stop: 5 };
/** Day 4 is two deviations dear, day 6 below the mean of the last five. */
const DEAR = [100, 101, 100, 101, 110, 110, 101, 100];
const FLAT = DEAR.map(() => 100);

const trade = (y: readonly (number | string)[], x: readonly (number | string)[], params: object = {}): Past =>
  run(pairs, { y: points('Y', y), x: points('X', x) }, { ...PARAMS, ...params }, TERMS);
const notes = (past: Past): readonly (string | null)[] => past.orders.map(({ note }) => note);

describe('pairs', () => {
  it('sells the dear leg and buys the cheap one with equal money, and closes both back at the mean', () => {
    const past = trade(DEAR, FLAT);
    expect(story(past)).toEqual(['5 sell 40 Y 110', '5 buy 45 X 100', '7 buy 40 Y 100', '7 sell 45 X 100']);
    expect(past.equity.at(-1)).toBe(10_400);
    expect(notes(past).slice(2)).toEqual(['back at the mean', 'back at the mean']);
  });

  it('buys the cheap y and sells the dear x', () => {
    expect(story(trade(FLAT, DEAR))).toEqual(['5 buy 45 Y 100', '5 sell 40 X 110', '7 sell 45 Y 100', '7 buy 40 X 100']);
  });

  it('weighs the legs 1 to `ratio`', () => {
    expect(story(trade(DEAR, FLAT, { ratio: 2 })).slice(0, 2)).toEqual(['5 sell 27 Y 110', '5 buy 60 X 100']);
  });

  it('does nothing where both move alike', () => {
    const up = [100, 102, 101, 103, 150, 200, 400, 20];
    expect(trade(up, up).orders).toEqual([]);
    // In the same proportion all along, but for the last bit of two logarithms.
    expect(
      trade(
        up.map((price) => price * 3.7),
        up,
      ).orders,
    ).toEqual([]);
  });

  it('takes the loss where the spread goes on beyond `stop`, and does not enter out there', () => {
    const broken = trade([100, 101, 100, 101, 103, 103, 130, 131], FLAT, { stop: 1.9 });
    expect(story(broken)).toEqual(['5 sell 43 Y 103', '5 buy 45 X 100', '7 buy 43 Y 131', '7 sell 45 X 100']);
    expect(notes(broken)[2]).toBe('the pair has broken');
    expect(trade(DEAR, FLAT, { stop: 1.9 }).orders).toEqual([]);
  });

  it('compares prices of one moment only', () => {
    const withStray = ['2024-01-01', ...DEAR.slice(0, 4), 500, ...DEAR.slice(4)];
    const withGap = ['2024-01-01', ...FLAT.slice(0, 4), '2024-01-06', ...FLAT.slice(4)];
    expect(story(trade(withStray, withGap))).toEqual(['6 sell 40 Y 110', '6 buy 45 X 100', '8 buy 40 Y 100', '8 sell 45 X 100']);
  });

  it('counts a spread once, whatever else moves meanwhile', () => {
    const others = trades(
      'Z',
      ['12', '13', '14', '15', '16'].map((hour) => [`2024-01-06T${hour}:00`, 1]),
    );
    const past = run(pairs, { y: points('Y', DEAR), x: points('X', FLAT), others }, PARAMS, TERMS);
    expect(story(past)).toEqual(story(trade(DEAR, FLAT)));
  });

  it('waits while a leg is on its way', () => {
    // The prints of Y fill its orders; there is none from Friday noon to Sunday noon.
    const ticks = trades('Y', [
      ['2024-01-05T12:00', 110],
      ['2024-01-07T12:00', 101],
    ]);
    const past = run(pairs, { y: points('Y', DEAR), x: points('X', FLAT), ticks }, PARAMS, TERMS);
    expect(past.fills.map(({ side, qty, instrument }) => `${side} ${qty} ${instrument}`)).toEqual(['buy 45 X', 'sell 40 Y', 'sell 45 X']);
    expect(notes(past)).toEqual([null, null, 'back at the mean', 'back at the mean']);
  });

  it('closes the other leg where one was refused, and none where one was late', () => {
    const past = trade(DEAR, FLAT, { gross: 2 });
    expect(past.orders[1]).toMatchObject({ instrument: 'X', status: 'canceled', reason: 'insufficient-margin' });
    expect(story(past).slice(0, 2)).toEqual(['5 sell 90 Y 110', '6 buy 90 Y 101']);
    expect(notes(past)[2]).toBe('a leg is missing');

    const late = trade(DEAR, [...FLAT.slice(0, 5), '2024-01-08', 100, 100]);
    expect(story(late)).toEqual(['5 sell 40 Y 110', '7 buy 45 X 100', '8 sell 45 X 100']);
    expect(notes(late).slice(2)).toEqual(['back at the mean', 'back at the mean']);
  });
});
