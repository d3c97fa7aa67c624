import { describe, expect, it } from 'vitest';
import { BybitFeed } from '../../../../data/live/bybit/feed.ts';
import { MINUTE } from '../../../../engine/model/time.ts';
import { VirtualWall } from '../../../venues/virtual-wall.ts';
import { Scripted, upTo, wanted } from './scripted.ts';

const bars = async (): Promise<Scripted> => {
  const world = new Scripted('bars');
  await world.connect();
  return world;
};

describe('bars of Bybit', () => {
  it('begin with those of before that are settled, and the one that goes on', async () => {
    const world = await bars();
    expect(world.topics).toEqual(['kline.1.BTCUSDT']);
    // Bar 9 ended this very moment: it may still change, and is asked for again.
    expect(world.rows).toEqual(upTo(8));
    await world.wall.run(10 * MINUTE + 3_000);
    expect(world.rows).toEqual(upTo(9));
    expect(world.opens.at(-1)).toBe(10);
  });

  it('come as the stream confirms them, and are begun once', async () => {
    const world = await bars();
    world.bar(9, true);
    world.bar(10, false);
    world.bar(10, false);
    await world.wall.run(11 * MINUTE);
    world.bar(10, true);
    world.bar(11, false);
    expect(world.rows).toEqual(upTo(10));
    expect(world.opens).toEqual([10, 11]);
  });

  it('that the stream confirms twice come once', async () => {
    const world = await bars();
    world.bar(9, true);
    world.bar(9, true);
    world.bar(8, true);
    expect(world.rows).toEqual(upTo(9));
  });

  it('that the stream leaves out are asked for, and those behind wait', async () => {
    const world = await bars();
    world.bar(9, true);
    await world.wall.run(12 * MINUTE);
    world.bar(11, true);
    await world.wall.run(12 * MINUTE + 3_000);
    expect(world.rows).toEqual(upTo(11));
  });

  it('that end while the stream is down come with it, in order, each once', async () => {
    const world = await bars();
    world.bar(9, true);
    world.cut();
    world.refusals = 3;
    await world.wall.run(14 * MINUTE + 30_000);
    expect(world.isOpen).toBe(true);
    world.bar(14, false);
    await world.wall.run(15 * MINUTE);
    world.bar(14, true);
    expect(world.rows).toEqual(upTo(14));
    const spoken = world.arrivals.flatMap((one) => (one.kind === 'connection' ? [one.up] : []));
    expect(spoken).toEqual([true, false, true]);
  });

  it('are asked for again where the venue fails, however often', async () => {
    const world = await bars();
    world.bar(9, true);
    world.failures = 4;
    world.cut();
    await world.wall.run(14 * MINUTE);
    expect(world.rows).toEqual(upTo(12));
    expect(world.failures).toBeLessThanOrEqual(0);
  });

  it('that the venue does not have are not waited for', async () => {
    const world = await bars();
    world.bar(9, true);
    for (const hole of [10, 11, 13]) world.holes.add(hole);
    await world.wall.run(16 * MINUTE);
    expect(world.rows).toEqual([...upTo(9), 12, 14]);
  });

  it('of a silent stream come by asking, none missing, none twice', async () => {
    const world = await bars();
    await world.wall.run(60 * MINUTE + 3_000);
    expect(world.rows).toEqual(upTo(59));
  });

  it('of more than an answer holds come in several', async () => {
    const world = new Scripted('bars');
    await world.connect();
    world.bar(9, true);
    world.failures = Number.POSITIVE_INFINITY;
    await world.wall.run(2_500 * MINUTE);
    world.failures = 0;
    await world.wall.run(2_501 * MINUTE);
    expect(world.rows).toEqual(upTo(2_499));
  });

  it('survive any order of cuts, losses and failures', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      let state = seed;
      const chance = (): number => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      const world = new Scripted('bars', new VirtualWall(10 * MINUTE));
      await world.connect();
      for (let k = 10; k < 80; k++) {
        if (chance() < 0.1) world.cut();
        if (chance() < 0.1) world.refusals = Math.floor(chance() * 4);
        if (chance() < 0.1) world.failures = Math.floor(chance() * 4);
        if (chance() < 0.8) world.bar(k, false);
        await world.wall.run((k + 1) * MINUTE + Math.floor(chance() * 1_500));
        if (chance() < 0.7) world.bar(k, true);
        if (chance() < 0.1) world.bar(k - 1, true);
      }
      await world.wall.run(85 * MINUTE);
      expect({ seed, rows: world.rows.slice(0, 80) }).toEqual({ seed, rows: upTo(79) });
      expect(new Set(world.opens).size).toBe(world.opens.length);
      await world.feed.close();
      expect(world.wall.waiting).toBe(0);
    }
  });

  it('of a length that Bybit does not have are refused', () => {
    const parts = { wall: new VirtualWall(), random: () => 0, listen: async () => () => {}, rest: undefined as never };
    const place = () => ({ category: 'linear', symbol: 'BTCUSDT' }) as const;
    expect(() => new BybitFeed({ ...parts, place, wanted: [{ ...wanted('bars'), length: 2 * MINUTE }] })).toThrow('were of 2 minutes');
  });
});

describe('a stream of Bybit', () => {
  it('that does not open at all is told after some attempts', async () => {
    const world = new Scripted('bars');
    world.refusals = 99;
    const opened = world.connect().then(
      () => 'open',
      (error: Error) => error.message,
    );
    await world.wall.run(20 * MINUTE);
    expect(await opened).toBe('Expected market data of bybit, but it was "the stream refused a topic"');
  });

  it('leaves nothing behind when it is closed, whatever it was doing', async () => {
    const world = await bars();
    world.cut();
    await world.feed.close();
    await world.wall.run(20 * MINUTE);
    expect(world.isOpen).toBe(false);
    expect(world.wall.waiting).toBe(0);
  });
});

describe('trades of Bybit', () => {
  const print = (k: number) => ({ T: k * 1000, S: k % 2 === 0 ? 'Buy' : 'Sell', v: '0.5', p: String(100 + k), i: `t${k}` });
  const asked = (k: number) => ({ id: `t${k}`, ts: k * 1000, values: [k * 1000, 100 + k, 0.5, k % 2 === 0 ? 1 : -1] });
  const seconds = (world: Scripted): number[] => world.arrivals.flatMap((one) => (one.kind === 'row' ? [one.values[0]! / 1000] : []));

  it('come with the taker’s side', async () => {
    const world = new Scripted('trades');
    await world.connect();
    world.say('publicTrade.BTCUSDT', [print(1), print(2)]);
    expect(world.arrivals.filter(({ kind }) => kind === 'row')).toEqual([
      { kind: 'row', feed: 0, values: [1000, 101, 0.5, -1] },
      { kind: 'row', feed: 0, values: [2000, 102, 0.5, 1] },
    ]);
  });

  it('that were missed are asked for, and none comes twice', async () => {
    const world = new Scripted('trades');
    await world.connect();
    world.say('publicTrade.BTCUSDT', [print(1), print(2)]);
    world.recent = [5, 4, 3, 2, 1].map(asked);
    world.cut();
    await world.wall.run(11 * MINUTE);
    world.say('publicTrade.BTCUSDT', [print(5), print(6)]);
    expect(seconds(world)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('of which some cannot be had any more are told to be incomplete', async () => {
    const world = new Scripted('trades');
    await world.connect();
    world.say('publicTrade.BTCUSDT', [print(1)]);
    world.recent = [9, 8].map(asked);
    world.cut();
    await world.wall.run(11 * MINUTE);
    expect(seconds(world)).toEqual([1, 8, 9]);
    expect(world.arrivals.filter((one) => one.kind === 'connection').at(-1)).toMatchObject({
      why: 'trades of BTCUSDT since 1000 may be missing',
    });
  });
});

describe('quotes of Bybit', () => {
  const quotes = (world: Scripted): (readonly number[])[] => world.arrivals.flatMap((one) => (one.kind === 'row' ? [one.values] : []));
  const book = (world: Scripted, type: string, u: number, b: string[][], a: string[][], ts: number): void =>
    world.say('orderbook.1.BTCUSDT', { b, a, u }, { type, ts });

  it('are the best of both sides, where they change', async () => {
    const world = new Scripted('quotes');
    await world.connect();
    book(world, 'snapshot', 7, [['99', '1']], [['101', '2']], 1000);
    book(world, 'snapshot', 7, [['99', '1']], [['101', '2']], 4000);
    book(world, 'snapshot', 8, [['99', '1']], [['101', '3']], 5000);
    expect(quotes(world)).toEqual([
      [1000, 99, 101, 1, 2],
      [5000, 99, 101, 1, 3],
    ]);
  });

  it('follow changes, and begin anew where one is missing', async () => {
    const world = new Scripted('quotes');
    await world.connect();
    book(world, 'snapshot', 7, [['99', '1']], [['101', '2']], 1000);
    book(world, 'delta', 8, [['100', '4']], [], 2000);
    book(world, 'delta', 10, [['100', '0']], [], 3000);
    expect(world.isOpen).toBe(false);
    await world.wall.run(11 * MINUTE);
    book(world, 'delta', 11, [['100', '9']], [], 4000);
    await world.wall.run(12 * MINUTE);
    book(world, 'snapshot', 1, [['98', '1']], [['102', '2']], 5000);
    expect(quotes(world)).toEqual([
      [1000, 99, 101, 1, 2],
      [2000, 100, 101, 4, 2],
      [5000, 98, 102, 1, 2],
    ]);
  });
});
