import { describe, expect, it } from 'vitest';
import { simulate } from '../../../engine/loop/simulate.ts';
import { FILL } from '../../../engine/portfolio/fill-log.ts';
import type { Portfolio } from '../../../engine/portfolio/portfolio.ts';
import { randomParts } from '../../property/random-run.ts';
import { paper } from '../live-world.ts';

const fillsOf = ({ fills }: Portfolio, idOf: (id: number) => number): (readonly number[])[] =>
  Array.from({ length: fills.length }, (_, row) => fills.read(row).map((value, k) => (k === FILL.orderId ? idOf(value) : value)));

describe('a recording with the simulator in the place of its broker', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the fills of a paper session to its own options (seed %i)', async (seed) => {
    const { session, notebook } = await paper(() => randomParts(seed));
    const { live, ids } = simulate(randomParts(seed), notebook.entries);
    const own = fillsOf(session.assembly.session.account, (id) => ids.get(id)!);
    expect(own.length).toBeGreaterThan(30);
    expect(fillsOf(live.assembly.session.account, (id) => id)).toEqual(own);
  });
});
