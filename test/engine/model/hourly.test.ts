import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../engine/loop/random.ts';
import { Falls } from '../../../engine/model/falls.ts';
import { Hourly } from '../../../engine/model/hourly.ts';
import { at } from '../world.ts';

describe('what is kept of every hour', () => {
  it('is the last value in it, and an hour begins after the hour has struck', () => {
    const hours = new Hourly();
    for (const [text, value] of [
      ['2024-01-01T09:30', 1],
      ['2024-01-01T10:00', 2],
      ['2024-01-01T10:01', 3],
      ['2024-01-01T10:59', 4],
      ['2024-01-01T14:00', 5],
    ] as const)
      hours.add(at(text), value);
    const { ts, value } = hours.columns();
    expect([...value]).toEqual([2, 4, 5]);
    expect([...ts]).toEqual(['2024-01-01T10:00', '2024-01-01T10:59', '2024-01-01T14:00'].map(at));
  });

  it('is nothing of nothing', () => {
    expect(new Hourly().columns()).toEqual({ ts: new Float64Array(0), value: new Float64Array(0) });
  });
});

describe('the falls of a curve', () => {
  it('are the same whether it is taken at once or in stretches of any length', () => {
    const random = seededRandom(4);
    for (let round = 0; round < 50; round++) {
      const length = 1 + Math.floor(random() * 60);
      const ts = Float64Array.from({ length }, (_, k) => 1_000 * (k + 1));
      let last = 100;
      const value = ts.map(() => {
        last += Math.round((random() - 0.55) * 20);
        return random() < 0.05 ? Number.NaN : last;
      });
      const [whole, pieces] = [new Falls(100, 3), new Falls(100, 3)];
      whole.take(ts, value);
      for (let from = 0; from < length; ) {
        const to = from + Math.floor(random() * 5);
        pieces.take(ts.subarray(from, to), value.subarray(from, to));
        from = to;
      }
      expect(pieces.drawdown).toEqual(whole.drawdown);
      expect(pieces.deepest).toEqual(whole.deepest);
      const below = value.findIndex((one) => one < 0);
      expect([whole.ruin, pieces.ruin]).toEqual(below < 0 ? [Number.NaN, Number.NaN] : [ts[below], ts[below]]);
    }
  });
});
