import { describe, expect, it } from 'vitest';
import { Thinned } from '../../../engine/loop/thinned.ts';

function keptOf(count: number, most: number): readonly number[] {
  const kept = new Thinned(most);
  for (let k = 0; k < count; k++) kept.add(10 * k, k);
  const { ts, value } = kept.columns();
  expect([...ts]).toEqual([...value].map((one) => 10 * one));
  return [...value];
}

describe('a thinned line', () => {
  it('is all of a line that has room', () => {
    expect(keptOf(0, 8)).toEqual([]);
    expect(keptOf(1, 8)).toEqual([0]);
    expect(keptOf(8, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(keptOf(5_000, 8_192)).toHaveLength(5_000);
  });

  it('is every second value of one that has not, every fourth, and so on, and the newest', () => {
    expect(keptOf(9, 8)).toEqual([0, 2, 4, 6, 8]);
    expect(keptOf(10, 8)).toEqual([0, 2, 4, 6, 8, 9]);
    expect(keptOf(15, 8)).toEqual([0, 2, 4, 6, 8, 10, 12, 14]);
    expect(keptOf(16, 8)).toEqual([0, 4, 8, 12, 15]);
    expect(keptOf(17, 8)).toEqual([0, 4, 8, 12, 16]);
    expect(keptOf(100, 8)).toEqual([0, 16, 32, 48, 64, 80, 96, 99]);
  });

  it('keeps what was newest of values at one time', () => {
    const kept = new Thinned(4);
    for (let k = 0; k < 6; k++) kept.add(7, k);
    expect([...kept.columns().value]).toEqual([0, 2, 4, 5]);
  });
});
