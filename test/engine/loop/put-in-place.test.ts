import { describe, expect, it } from 'vitest';
import { putInPlace } from '../../../engine/loop/put-in-place.ts';

describe('a state that is put in place', () => {
  it('keeps the objects and lists that somebody holds, with what they held when it was written', () => {
    const list = [1, 2, 3];
    const inner = { count: 1, gone: true };
    const state: Record<string, unknown> = { list, inner, extra: 1 };
    putInPlace(state, { list: [7], inner: { count: 5, more: { deep: null } }, added: 'x' });
    expect(state).toEqual({ list: [7], inner: { count: 5, more: { deep: null } }, added: 'x' });
    expect(state['list']).toBe(list);
    expect(state['inner']).toBe(inner);
  });

  it('replaces what is of another kind', () => {
    const state: Record<string, unknown> = { a: [1], b: { c: 1 }, d: 1 };
    putInPlace(state, { a: { x: 1 }, b: 2, d: [3] });
    expect(state).toEqual({ a: { x: 1 }, b: 2, d: [3] });
  });
});
