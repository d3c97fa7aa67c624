import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../data/fetch/source.ts';
import { type Pager, walk } from '../../../data/fetch/walk.ts';
import { answerOf, type Habits } from '../../venues/habits.ts';

const STEP = 10;

interface Market {
  readonly rows: readonly Row[];
  readonly habits: Habits & { readonly cap: number };
  readonly bounded?: boolean;
}

/** A venue's endpoint over rows in memory, ten moments apart where none is missing; `asked` counts its requests. */
function pagerOf({ rows, habits, bounded = false }: Market, asked: { count: number } = { count: 0 }): Pager {
  const pager = (step: number, from: readonly Row[]): Omit<Pager, 'coarser'> => {
    // Pages of longer bars are longer.
    const pages = ((habits.pages ?? 1e9) * step) / STEP;
    return {
      name: 'X',
      now: () => 1e6,
      after: (time) => time + step,
      speaksTo: (since) => Math.min(since + habits.cap * step, (Math.floor(since / pages) + 1) * pages),
      bounded,
      async ask(since, until) {
        asked.count++;
        const range = { since, until: until === undefined ? Number.POSITIVE_INFINITY : until - 1, limit: habits.cap, step };
        return answerOf(from as (readonly [number, number])[], range, { ...habits, pages });
      },
    };
  };
  const longer = [...new Map(rows.map(([time]) => [Math.floor(time! / 200) * 200, 0])).keys()].map((time): Row => [time, 0]);
  return { ...pager(STEP, rows), coarser: { pager: pager(200, longer), startOf: (time) => time - 200 } };
}

async function walked(pager: Pager, from: number, to: number): Promise<Row[]> {
  const rows: Row[] = [];
  let upTo = from;
  for await (const page of walk(pager, from, to)) {
    expect(page.from).toBe(upTo);
    expect(page.upTo).toBeGreaterThan(page.from);
    for (const [time] of page.rows) expect(time! >= page.from && time! < page.upTo).toBe(true);
    upTo = page.upTo;
    rows.push(...page.rows);
  }
  expect(upTo).toBeGreaterThanOrEqual(to);
  return rows;
}

const rowsAt = (...times: number[]): Row[] => times.map((time) => [time, time * 2]);
const upwards = (from: number, count: number): Row[] => rowsAt(...Array.from({ length: count }, (_, k) => from + k * STEP));

describe('a walk through the pages of a venue', () => {
  it('gives each row once, though every page begins with the last row of the one before', async () => {
    const asked = { count: 0 };
    const rows = upwards(0, 25);
    expect(await walked(pagerOf({ rows, habits: { cap: 10 } }, asked), 0, 250)).toEqual(rows);
    expect(asked.count).toBe(3);
  });

  it('gives the rows that open in the stretch, its end left out', async () => {
    const rows = upwards(0, 25);
    expect(await walked(pagerOf({ rows, habits: { cap: 10 } }), 35, 100)).toEqual(upwards(40, 6));
  });

  it('goes on behind a hole that is longer than a page', async () => {
    const rows = [...upwards(0, 5), ...upwards(5000, 5)];
    const asked = { count: 0 };
    expect(await walked(pagerOf({ rows, habits: { cap: 10, windowed: true } }, asked), 0, 5100)).toEqual(rows);
    expect(asked.count).toBeLessThan(20);
  });

  it('begins where a market does, however long before that it is asked to', async () => {
    const rows = upwards(100_000, 5);
    for (const windowed of [true, false]) {
      const asked = { count: 0 };
      expect(await walked(pagerOf({ rows, habits: { cap: 10, windowed } }, asked), 0, 100_100)).toEqual(rows);
      expect(asked.count).toBeLessThan(70);
    }
  });

  it('goes on where a venue pages by days', async () => {
    const rows = [...upwards(0, 13), ...upwards(305, 30)];
    expect(await walked(pagerOf({ rows, habits: { cap: 40, pages: 100 } }), 0, 700)).toEqual(rows);
  });

  it('is not taken in by a venue that answers with the newest rows of what is asked for', async () => {
    const rows = upwards(0, 100);
    const asked = { count: 0 };
    expect(await walked(pagerOf({ rows, habits: { cap: 10, newest: true, newestFirst: true } }, asked), 0, 1000)).toEqual(rows);
    expect(asked.count).toBeLessThan(30);
  });

  it('gives what a venue has that never hands out more than its newest rows', async () => {
    const rows = upwards(0, 100);
    const habits = { cap: 10, newest: true, ignoresEnd: true };
    expect(await walked(pagerOf({ rows, habits }), 0, 1000)).toEqual(rows.slice(-10));
  });

  it('refuses a venue that gives two rows for one time', async () => {
    const pager = pagerOf({
      rows: [
        [0, 1],
        [10, 2],
        [10, 3],
        [20, 4],
      ],
      habits: { cap: 10 },
    });
    await expect(walked(pager, 0, 100)).rejects.toThrow(
      'Expected X to have one row at 1970-01-01T00:00:00.010Z, but it was "2" and then "3"',
    );
  });

  it('refuses a venue that gives another row than on the page before', async () => {
    const pager = pagerOf({ rows: upwards(0, 25), habits: { cap: 10 } });
    let asks = 0;
    const ask: Pager['ask'] = async (since, until) =>
      (await pager.ask(since, until)).map(([time, value]): Row => [time!, value! + (asks++ < 10 ? 0 : 1)]);
    await expect(walked({ ...pager, ask }, 0, 250)).rejects.toThrow('one row at 1970-01-01T00:00:00.090Z, but it was "180" and then "181"');
  });

  it('gives exactly what a venue has, for any holes and any habits together', async () => {
    const stretches = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 400 })), { minLength: 1, maxLength: 6 });
    const habits = fc.record({
      cap: fc.integer({ min: 3, max: 40 }),
      newestFirst: fc.boolean(),
      newest: fc.boolean(),
      windowed: fc.boolean(),
      repeatsSeam: fc.boolean(),
      doubles: fc.boolean(),
      pages: fc.constantFrom(170, 400, 1e9),
    });
    await fc.assert(
      fc.asyncProperty(stretches, habits, fc.boolean(), fc.nat(500), fc.nat(4000), async (parts, kept, bounded, first, from) => {
        const rows: Row[] = [];
        let time = first * STEP;
        for (const [count, hole] of parts) {
          rows.push(...upwards(time, count));
          time += (count + hole) * STEP;
        }
        const to = Math.max(from + 1, time - 155);
        const asked = { count: 0 };
        const found = await walked(pagerOf({ rows, habits: kept, bounded }, asked), from, to);
        expect(found).toEqual(rows.filter(([at]) => at! >= from && at! < to));
        expect(asked.count).toBeLessThan(200 + 3 * rows.length);
      }),
      { numRuns: 400 },
    );
  });
});
