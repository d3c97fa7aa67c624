import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../engine/feed/live-feed.ts';
import { VirtualWall } from '../virtual-wall.ts';
import { HostileFeed } from './hostile-feed.ts';
import { HostileWorld } from './hostile-world.ts';

/** Ten seconds of the market of a seed, as its feed delivers it: bars of a second, quotes and prints of one instrument. */
async function listened(seed: number, chaos: number) {
  const wall = new VirtualWall();
  const world = new HostileWorld({ seed, wall, chaos });
  const feed = new HostileFeed(world, wall, [
    { kind: 'bars', instrument: 0, length: 1_000 },
    { kind: 'quotes', instrument: 0 },
    { kind: 'trades', instrument: 0 },
  ]);
  const came: (Arrival & { readonly seenTs: number })[] = [];
  const take = (): void => {
    for (let one = feed.poll(); one !== undefined; one = feed.poll()) came.push({ ...one, seenTs: wall.now() });
  };
  await wall.settled(feed.connect(take, new AbortController().signal));
  await wall.pass(10_000);
  const rows = (k: number) => came.flatMap((one) => (one.kind === 'row' && one.feed === k ? [one.values] : []));
  const close = async (): Promise<number> => {
    await feed.close();
    world.close();
    return wall.waiting;
  };
  return { wall, feed, came, rows, close };
}

describe('the feed of a hostile market', () => {
  it('delivers every row once and in order where nothing goes wrong', async () => {
    const { feed, came, rows, close } = await listened(1, 0);
    for (const k of [0, 1, 2]) {
      // What was before it was connected does not come.
      const first = feed.truth[k]!.findIndex(([ts]) => ts === rows(k)[0]![0]);
      expect(rows(k)).toEqual(feed.truth[k]!.slice(first, first + rows(k).length));
    }
    expect(rows(0).length).toBeGreaterThan(5);
    for (const [openTs = 0, ts = 0, open = 0, high = 0, low = 0, close_ = 0] of rows(0)) {
      expect(ts - openTs).toBe(1_000);
      expect([Math.max(open, close_) <= high, Math.min(open, close_) >= low]).toEqual([true, true]);
    }
    const opens = came.flatMap((one) => (one.kind === 'open' ? [one] : []));
    const begun = new Map(opens.map(({ openTs, open }) => [openTs, open]));
    for (const [openTs = 0, , open] of rows(0).slice(1)) expect(begun.get(openTs)).toBe(open);
    expect(await close()).toBe(0);
  });

  it('says that all is told up to a time, and tells nothing of before where nothing goes wrong', async () => {
    const { came } = await listened(1, 0);
    let complete = 0;
    for (const one of came) {
      if (one.kind === 'complete') complete = one.ts;
      if (one.kind === 'row') expect(one.values[one.feed === 0 ? 1 : 0]).toBeGreaterThan(complete);
    }
    expect(complete).toBeGreaterThan(0);
  });

  it('has rows that come late, never, twice, or again with other values', async () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 30; seed++) {
      const { feed, rows } = await listened(seed, 60_000);
      const came = new Map<number, number[][]>();
      for (const row of rows(0)) came.set(row[0]!, [...(came.get(row[0]!) ?? []), [...row]]);
      const order = rows(0).map(([openTs]) => openTs!);
      if (order.some((openTs, k) => k > 0 && openTs < order[k - 1]!)) kinds.add('late');
      for (const row of feed.truth[0]!.slice(0, -5)) {
        const told = came.get(row[0]!) ?? [];
        if (told.length === 0) kinds.add('missing');
        if (told.length > 1) kinds.add(String(told[0]) === String(told[1]) ? 'doubled' : 'corrected');
      }
    }
    expect([...kinds].sort()).toEqual(['corrected', 'doubled', 'late', 'missing']);
  });

  it('is cut off, and comes back', async () => {
    const ups: string[] = [];
    for (let seed = 1; seed <= 20 && ups.length === 0; seed++) {
      const { came } = await listened(seed, 10_000);
      const turns = came.flatMap((one) => (one.kind === 'connection' ? [String(one.up)] : []));
      if (turns.length >= 3) ups.push(...turns);
    }
    expect(ups.slice(0, 3)).toEqual(['true', 'false', 'true']);
  });
});
