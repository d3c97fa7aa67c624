import { describe, expect, it } from 'vitest';
import { sma } from '../../../engine/indicators/sma.ts';
import { authorLines } from '../../../engine/strategy/author-lines.ts';

describe('lines an author fills together', () => {
  it('move as one: every push is one row of each, and indicators of them follow', () => {
    const lines = authorLines(['y', 'x']);
    const mean = sma(lines.y, 2);
    lines.push({ y: 10, x: 1 });
    lines.push({ y: 14, x: 3 });
    expect([lines.y.value, lines.x.value, lines.x.ago(1), mean.value]).toEqual([14, 3, 1, 12]);
    expect(lines.y.driver).toBe(lines.x.driver);
  });

  it('remember a thousand rows', () => {
    const lines = authorLines(['y']);
    for (let k = 1; k <= 5_000; k++) lines.push({ y: k });
    expect(lines.y.ago(1_024)).toBe(5_000 - 1_024);
  });

  it.each([[[]], [['y', 'y']], [['push']]])('refuses the names %j', (names: readonly string[]) => {
    expect(() => authorLines(names)).toThrow('Expected');
  });
});
