import { describe, expect, it } from 'vitest';
import turtle from '../../strategies/turtle.ts';
import { at, bars, type Past, type Row } from '../engine/world.ts';
import { points, run, story } from './run.ts';

const TERMS = { instruments: { A: { stepSize: 1 } }, account: { leverage: 20 } };
/** The channel of 20 bars is not ready in these worlds: the stops are those of the units. */
const PARAMS = { entry: 3, exit: 20, period: 2, units: 3, gross: 20 };
/** Three bars with a range of 2: N is 2, the channel 99 to 101, and a unit 1 % of 10 000 over 2, which is 50. */
const CALM: readonly Row[] = [
  [100, 101, 99, 100],
  [100, 101, 99, 100],
  [100, 101, 99, 100],
];
const UP: Row = [100, 102, 100, 102];

const trade = (after: readonly Row[], params: object = {}, terms: object = {}): Past =>
  run(turtle, { asset: bars('A', '1d', [...CALM, ...after]) }, { ...PARAMS, ...params }, { ...TERMS, ...terms });
const triggers = ({ orders }: Past, tag: string | null = null): readonly (number | null)[] =>
  orders.filter((order) => order.tag === tag).map(({ trigger }) => trigger);

describe('turtle', () => {
  it('enters at the edge of the channel, adds at every half N, and stops all units 2 N from the newest', () => {
    const past = trade([UP, [101.5, 102.5, 101.5, 102.5], [102.5, 103, 102.4, 103], [103, 103, 100, 100]]);
    // N:     day 3: 2   day 4: 1.5      day 5: 1.05
    // equity        10 050     10 100: 1 % over N is 50, then 67
    // adds:         102         102.75
    expect(story(past)).toEqual([
      '3 inside buy 50 A 101',
      '4 inside buy 50 A 102',
      '5 inside buy 67 A 102.75',
      '6 inside sell 50 A 100.65',
      '6 inside sell 50 A 100.65',
      '6 inside sell 67 A 100.65',
    ]);
  });

  it('trades the mirror image, and only with `shorts`', () => {
    const down: readonly Row[] = [
      [100, 100, 98, 98],
      [98.5, 98.5, 97.5, 97.5],
      [97.5, 97.6, 97, 97],
      [97, 100, 97, 100],
    ];
    expect(story(trade(down))).toEqual([
      '3 inside sell 50 A 99',
      '4 inside sell 50 A 98',
      '5 inside sell 67 A 97.25',
      '6 inside buy 50 A 99.35',
      '6 inside buy 50 A 99.35',
      '6 inside buy 67 A 99.35',
    ]);
    expect(trade(down.slice(0, 3), { shorts: false }).fills).toEqual([]);
  });

  it('fills a gap at the open, and counts its stop from there', () => {
    const past = trade([[105, 105, 104, 104]], { units: 1 });
    expect(story(past)).toEqual(['3 buy 50 A 105']);
    // At that open the bar is not known yet: N is 2.
    expect(triggers(past, 'stop-loss')[0]).toBe(105 - 4);
  });

  it('lets the stops follow the shorter channel once that is nearer', () => {
    const past = trade([UP, [103, 106, 103, 106], [106, 107, 105, 107], [107, 107, 104, 104]], { exit: 2, units: 1 });
    // Lows of the last two: day 3: 99  day 4: 100  day 5: 103, and no unit's stop is nearer.
    expect(story(past)).toEqual(['3 inside buy 50 A 101']);
    expect(story(trade([UP, [103, 106, 103, 106], [106, 107, 105, 107], [107, 107, 102, 104]], { exit: 2, units: 1 }))).toEqual([
      '3 inside buy 50 A 101',
      '6 inside sell 50 A 103',
    ]);
  });

  it('gives all units together `gross` of equity at most', () => {
    const [first] = trade([UP], { gross: 0.9 }, { account: { leverage: 1 } }).fills;
    // A third of 0.9 of 10 000, at 101.
    expect(first!.qty).toBe(29);
  });

  it('moves its entries with the channel or with N, and leaves them alone while both stay', () => {
    const narrow: Row = [100, 100.9, 99.1, 100];
    // N: 2, 1.9, 1.85; then the 101 and 99 of the first days have left the channel.
    expect(triggers(trade([narrow, narrow], { shorts: false }))).toEqual([101]);
    const moved = trade([narrow, narrow, narrow], { shorts: false });
    expect(triggers(moved)).toEqual([101, 100.9]);
    expect(moved.orders.map(({ status, tag }) => `${status} ${tag}`)).toEqual([
      'canceled null',
      'canceled stop-loss',
      'accepted null',
      'accepted stop-loss',
    ]);
    // A day of 0.4 takes N to 1.2: the same edge, another size.
    const quiet = trade([[100, 100.2, 99.8, 100]], { shorts: false });
    expect(quiet.orders.filter(({ tag }) => tag === null).map(({ trigger, qty }) => [trigger, qty])).toEqual([
      [101, 50],
      [101, 83],
    ]);
  });

  it('ends flat after a bar that breaks both edges, and begins anew', () => {
    const past = trade([
      [100, 103, 97, 100],
      [100, 104, 100, 104],
    ]);
    expect(story(past).slice(0, 2)).toEqual(['3 inside buy 50 A 101', '3 inside sell 50 A 99']);
    expect(story(past)[2]).toMatch(/^4 inside buy \d+ A 103$/);
    expect(past.orders.filter(({ status }) => status === 'accepted').map(({ side, tag }) => `${side} ${tag}`)).toEqual([
      'sell stop-loss',
      'buy null',
      'sell stop-loss',
    ]);
  });

  it('takes back what would add when it is stopped out', () => {
    const past = trade([UP, [96, 96, 90, 95], [95, 110, 95, 110]], { shorts: false });
    // The add at 102 is gone at the open of day 4. Then N is (2 + 12) / 2: day 5 breaks the channel's 102 with a new first unit.
    expect(story(past)).toEqual(['3 inside buy 50 A 101', '4 sell 50 A 96', '5 inside buy 13 A 102']);
  });

  it('waits through a warm-up, and while the market stands still', () => {
    expect(story(trade([UP, UP, UP], { units: 1 }, { warmUntil: at('2024-01-05') }))).toEqual(['5 inside buy 50 A 102']);
    expect(run(turtle, { asset: points('A', [100, 100, 100, 100, 100]) }, PARAMS, TERMS).orders).toEqual([]);
  });
});
