import { describe, expect, test } from 'vitest';
import { curveMoments, momentsOf } from '../../../engine/analysis/moments.ts';
import { returnsOf } from '../../../engine/analysis/returns.ts';
import { seededRandom } from '../../../engine/loop/random.ts';

const curve = (...values: number[]): Float64Array => Float64Array.from(values);

/** A curve that rests, jumps, touches nothing, owes, and is unknown for a while. */
function wild(seed: number): Float64Array {
  const random = seededRandom(seed);
  let value = 1_000;
  return Float64Array.from({ length: 2_000 }, () => {
    const what = random();
    if (what < 0.4) value *= 1 + (random() - 0.5) / 10;
    else if (what < 0.41) value = [0, -5, Number.NaN, 1_000, 1e-300][Math.floor(random() * 5)]!;
    return value;
  });
}

describe('the moments of a curve', () => {
  test.each([0, 0.0001, -0.002])('are those of its returns to the last bit, against a required return of %d', (required) => {
    for (let seed = 1; seed <= 20; seed++) {
      const equity = wild(seed);
      expect(curveMoments(1_000, equity, required), `seed ${seed}`).toEqual(momentsOf(returnsOf(1_000, equity), required));
    }
  });

  test.each([
    ['no value', 100, curve()],
    ['one value', 100, curve(101)],
    ['one value of which nothing is known', 100, curve(Number.NaN)],
    ['nothing to begin with', 0, curve(0, 0, 1, 2)],
    ['nothing that moves', 100, curve(100, 100, 100)],
    ['equal returns', 100, curve(110, 121, 133.1)],
  ])('are those of its returns for %s', (_, start, equity) => {
    expect(curveMoments(start, equity, 0)).toEqual(momentsOf(returnsOf(start, equity), 0));
  });

  test('count returns that are known, and those alone', () => {
    const { count, mean } = curveMoments(100, curve(110, 110, Number.NaN, 110, 121), 0);
    expect([count, mean]).toEqual([3, expect.closeTo(0.2 / 3, 12)]);
  });
});
