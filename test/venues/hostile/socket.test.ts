import { afterEach, describe, expect, it } from 'vitest';
import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Arrival } from '../../../engine/feed/live-feed.ts';
import { millis } from '../../../engine/model/time.ts';
import { orderOf } from './orders.ts';
import type { Fate, Trouble } from './schedule.ts';
import { type SocketWorld, socketWorld } from './socket-world.ts';

let open: SocketWorld | undefined;
afterEach(() => open?.close());

const unbound = new AbortController().signal;

/** The venue behind its server, where every request suffers the same. */
async function venue(trouble?: Trouble) {
  open = await socketWorld({ seed: 1, terms: { uniqueIds: 'always', findsById: true } }, [{ kind: 'bars', instrument: 0, length: 1_000 }]);
  const { wall, world } = open;
  const news: VenueNews[] = [];
  world.schedule.rates = {};
  for (const off of world.front.pending.splice(0)) off();
  world.schedule.fate = (): Fate => ({ trouble: undefined, there: 10, back: 10 });
  await wall.settled(open.venue.open((one) => news.push(one), unbound));
  await wall.pass(500);
  world.schedule.fate = (): Fate => ({ trouble, there: 10, back: 10 });
  const place = (clientId: string) =>
    open!.venue.place({ clientId, order: orderOf({ qty: 2 }), instrument: world.instruments[0]!, exits: [] });
  const outcome = (promise: Promise<unknown>): Promise<unknown> =>
    wall.settled(
      Promise.race([
        promise.then(
          () => 'done',
          (fault) => fault.kind,
        ),
        new Promise((resolve) => wall.after(30_000, () => resolve('never'))),
      ]),
    );
  return { ...open, news, place, outcome };
}

describe('the hostile venue over a socket', () => {
  it('does what it is asked, and says so by its stream', async () => {
    const { wall, venue: it, news, place, outcome } = await venue();
    expect(await outcome(place('a'))).toBe('done');
    await wall.pass(1_000);
    expect(new Set(news.map((one) => (one.kind === 'order' ? one.order.status : one.kind)))).toEqual(
      new Set(['heard', 'open', 'fill', 'filled']),
    );
    expect(await wall.settled(it.find('a'))).toMatchObject({ clientId: 'a', status: 'filled', filledQty: 2 });
    expect(await wall.settled(it.find('b'))).toBeUndefined();
    expect(await wall.settled(it.snapshot(millis(0)))).toMatchObject({ positions: [{ instrument: 'ALPHA', qty: 2 }] });
    expect(await wall.settled(it.time())).toBeGreaterThan(0);
  });

  it.each<[Trouble, outcome: string, orders: number]>([
    ['lost', 'unknown', 0],
    ['ghost', 'unknown', 1],
    ['unanswered', 'unknown', 1],
    ['hung-after', 'never', 1],
    ['broken-after', 'unknown', 1],
    ['busy', 'busy', 0],
    ['refused', 'refused', 0],
    ['clock', 'clock', 0],
    ['twice', 'done', 1],
  ])('%s: an order is %s, and there are %i of it', async (trouble, expected, orders) => {
    const { world, place, outcome } = await venue(trouble);
    expect(await outcome(place('a'))).toBe(expected);
    expect(world.exchange.orders).toHaveLength(orders);
  });

  it('refuses connections while it restarts, and takes them again', async () => {
    const { wall, venue: it, world, news, place, outcome } = await venue();
    world.front.take({ kind: 'restarts', ts: 0, ms: 1_000, keeps: true });
    await wall.pass(0);
    expect(news.at(-1)).toEqual({ kind: 'down', why: 'the socket was closed' });
    expect(await outcome(place('a'))).toBe('not-sent');
    expect(await outcome(it.open(() => {}, unbound))).toBe('not-sent');
    await wall.pass(1_000);
    expect(await outcome(it.open((one) => news.push(one), unbound))).toBe('done');
    expect(await outcome(place('b'))).toBe('done');
    await wall.pass(1_000);
    expect(news.at(-1)).toEqual({ kind: 'heard', stream: 'orders' });
  });

  it('delivers its market, and goes on after the stream was lost', async () => {
    const { wall, world, feed } = await venue();
    const came: Arrival[] = [];
    const take = (): void => {
      for (let one = feed.poll(); one !== undefined; one = feed.poll()) came.push(one);
    };
    await wall.settled(feed.connect(take, unbound));
    await wall.pass(5_000);
    expect(new Set(came.map(({ kind }) => kind))).toEqual(new Set(['connection', 'open', 'row', 'complete']));
    world.front.take({ kind: 'restarts', ts: 0, ms: 1_000, keeps: true });
    await wall.pass(5_000);
    expect(came.filter(({ kind }) => kind === 'connection').map((one) => one.kind === 'connection' && one.up)).toEqual([true, false, true]);
    await feed.close();
    came.length = 0;
    await wall.pass(5_000);
    expect(came).toEqual([]);
  });

  it('comes in the same order every time', async () => {
    const play = async (): Promise<string> => {
      const it = await socketWorld({ seed: 7 }, [{ kind: 'bars', instrument: 0, length: 1_000 }]);
      const heard: string[] = [];
      const note = (one: unknown): void => void heard.push(`${it.wall.now()} ${JSON.stringify(one)}`);
      const connect = (): void => void it.venue.open(note, unbound).catch((fault) => note(fault.kind));
      connect();
      for (let k = 0; k < 30; k++) {
        it.venue
          .place({ clientId: `c${k}`, order: orderOf(), instrument: it.world.instruments[0]!, exits: [] })
          .catch((fault) => note(fault.kind));
        if (k % 10 === 9) connect();
        await it.wall.pass(1_000);
      }
      await it.close();
      return heard.join('\n');
    };
    expect(await play()).toBe(await play());
  });
});
