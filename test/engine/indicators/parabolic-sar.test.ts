import { describe, expect, it } from 'vitest';
import { type ParabolicSarOptions, parabolicSar } from '../../../engine/indicators/parabolic-sar.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { bars, columnsOf, type Row } from '../world.ts';
import { ofColumns } from './rows.ts';

/** A bar from its high and low, which are all that matters here. */
const reach = (high: number, low: number): Row => [low, high, low, high];
const stops = (rows: readonly Row[], options: ParabolicSarOptions = {}): readonly number[] =>
  ofColumns(columnsOf('1d', rows), (own) => parabolicSar(own, options).value);
const directions = (rows: readonly Row[]): readonly number[] => ofColumns(columnsOf('1d', rows), (own) => parabolicSar(own).direction);

describe('parabolicSar', () => {
  it('follows a rise: towards each new high, by a share that grows, but never into the last two bars', () => {
    const rise = [reach(11, 10), reach(12, 11), reach(14, 13), reach(18, 16), reach(18, 17)];
    // 10; 10 + 0.02 (12 - 10); + 0.04 (14 - 10.04); + 0.06 (18 - 10.1984)
    expect(stops(rise)).toEqual([NaN, 10, 10.04, expect.closeTo(10.1984, 12), expect.closeTo(10.666496, 12)]);
    expect(directions(rise)).toEqual([NaN, 1, 1, 1, 1]);
  });

  it('is held back by the lows of the last two bars', () => {
    expect(stops([reach(11, 10), reach(100, 10.5), reach(101, 10.6), reach(102, 50)], { step: 0.2 })).toEqual([NaN, 10, 10.5, 10.5]);
  });

  it('turns on the bar that reaches the stop, and begins at the extreme of the rise that is over', () => {
    const turn = [reach(11, 10), reach(12, 11), reach(14, 13), reach(13, 10), reach(12, 9), reach(11, 8)];
    // Reached at 10.04 + 0.04 (14 - 10.04). By 0.02 towards the low of 10 it would be 13.92, inside the bar before; then by 0.04 towards 9.
    expect(stops(turn)).toEqual([NaN, 10, 10.04, 14, 14, 13.8]);
    expect(directions(turn)).toEqual([NaN, 1, 1, -1, -1, -1]);
  });

  it('puts the new stop outside of the bar that turns it, if that went further than the trend had', () => {
    expect(stops([reach(11, 10), reach(12, 11), reach(20, 9)]).at(-1)).toBe(20);
  });

  it('begins with a fall where the second bar reaches further down than up, else with a rise', () => {
    expect(directions([reach(11, 10), reach(10.9, 9)])).toEqual([NaN, -1]);
    expect(stops([reach(11, 10), reach(10.9, 9)])).toEqual([NaN, 11]);
    expect(directions([reach(11, 10), reach(12, 10.1)])).toEqual([NaN, 1]);
    expect(stops([reach(11, 10), reach(12, 10.1)])).toEqual([NaN, 10]);
  });

  it('turns on that very bar if it reaches the first stop, as TA-Lib does', () => {
    expect(directions([reach(11, 10), reach(11.5, 9)])).toEqual([NaN, 1]);
    expect(directions([reach(11, 10), reach(12, 9)])).toEqual([NaN, -1]);
  });

  it('keeps its stop on a bar with a hole, and goes on as if it had not been', () => {
    const rise = [reach(11, 10), reach(12, 11), reach(14, 13)] as const;
    const hole: Row = [NaN, NaN, NaN, NaN];
    expect(stops([rise[0], rise[1], hole, rise[2]])).toEqual([NaN, 10, 10, 10.04]);
    expect(directions([hole, rise[0], hole, rise[1]])).toEqual([NaN, NaN, NaN, 1]);
  });

  it('may accelerate from another start, and no further than allowed', () => {
    const rise = [reach(11, 10), reach(20, 19), reach(30, 29), reach(40, 39)];
    expect(stops(rise, { start: 0.1, step: 0.3, max: 0.2 })).toEqual([NaN, 10, 11, expect.closeTo(11 + 0.2 * 19, 12)]);
    // TA-Lib as well holds a step above the greatest one back.
    expect(stops(rise, { step: 0.5 })).toEqual(stops(rise, { step: 0.2 }));
  });

  it('refuses factors that are none', () => {
    expect(() => parabolicSar(bars('A', '1d', []), { step: 0 })).toThrow(
      new ConfigError('Expected the step of parabolicSar to be a number above 0, but it was "0"'),
    );
  });
});
