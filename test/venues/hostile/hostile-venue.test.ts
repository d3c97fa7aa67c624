import { describe, expect, it } from 'vitest';
import type { VenueNews } from '../../../engine/broker/live/venue.ts';
import { millis } from '../../../engine/model/time.ts';
import { VirtualWall } from '../virtual-wall.ts';
import { HostileWorld } from './hostile-world.ts';
import { orderOf } from './orders.ts';
import { type Fate, TROUBLES, type Trouble } from './schedule.ts';

/** A venue whose requests all suffer the same, with an open stream. */
async function venue(trouble?: Trouble, seed = 1) {
  const wall = new VirtualWall();
  const world = new HostileWorld({ seed, wall, terms: { uniqueIds: 'always', findsById: true } });
  const { front, schedule, exchange } = world;
  schedule.rates = {};
  const news: VenueNews[] = [];
  for (const turn of front.pending.splice(0)) turn();
  await wall.settled(world.venue.open((one) => news.push(one), new AbortController().signal));
  await wall.pass(1_000);
  schedule.fate = (): Fate => ({ trouble, there: 10, back: 10 });
  const [instrument] = world.instruments;
  const place = (clientId: string, order = orderOf({ qty: 2 })) =>
    world.venue.place({ clientId, order, instrument: instrument!, exits: [] });
  const outcome = (promise: Promise<unknown>): Promise<unknown> =>
    wall.settled(
      Promise.race([
        promise.then(
          (value) => value ?? 'done',
          (fault) => fault.kind,
        ),
        new Promise((resolve) => wall.after(30_000, () => resolve('never'))),
      ]),
    );
  return { wall, world, exchange, news, place, outcome };
}

describe('the hostile venue', () => {
  it('does what it is asked where nothing goes wrong, and says so by its stream', async () => {
    const { wall, world, news, place, outcome } = await venue();
    expect(await outcome(place('a'))).toBe('done');
    await wall.pass(2_000);
    const kinds = news.map((one) => (one.kind === 'order' ? one.order.status : one.kind));
    expect(new Set(kinds)).toEqual(new Set(['heard', 'open', 'fill', 'filled']));
    expect(await outcome(world.venue.find('a'))).toMatchObject({ clientId: 'a', status: 'filled', filledQty: 2 });
    const snapshot = await wall.settled(world.venue.snapshot(millis(0)));
    expect(snapshot).toMatchObject({ positions: [{ instrument: 'ALPHA', qty: 2 }] });
    expect(snapshot.fills.reduce((sum, { qty }) => sum + qty, 0)).toBe(2);
  });

  it.each<[Trouble, outcome: string, orders: number]>([
    ['not-sent', 'not-sent', 0],
    ['lost', 'unknown', 0],
    ['ghost', 'unknown', 1],
    ['unanswered', 'unknown', 1],
    ['hung-before', 'never', 0],
    ['hung-after', 'never', 1],
    ['broken-before', 'unknown', 0],
    ['broken-after', 'unknown', 1],
    ['twice', 'done', 1],
    ['busy', 'busy', 0],
    ['refused', 'refused', 0],
    ['clock', 'clock', 0],
    ['late', 'done', 1],
    ['halved', 'done', 1],
    ['fill-first', 'done', 1],
    ['rejected-later', 'done', 1],
  ])('%s: an order is %s, and there are %i of it', async (trouble, expected, orders) => {
    const { exchange, place, outcome } = await venue(trouble);
    expect(await outcome(place('a'))).toBe(expected);
    expect(exchange.orders).toHaveLength(orders);
  });

  it('accepts, and rejects later', async () => {
    const { wall, exchange, news, place } = await venue('rejected-later');
    await wall.settled(place('a'));
    expect(exchange.find('a')).toMatchObject({ status: 'open', filledQty: 0 });
    await wall.pass(1_000);
    expect(news.filter(({ kind }) => kind === 'order')).toMatchObject([
      { order: { status: 'open' } },
      { order: { status: 'rejected' }, reason: 'venue' },
    ]);
  });

  it('fills half of an order', async () => {
    const { exchange, place, outcome } = await venue('halved');
    await outcome(place('a'));
    expect(exchange.find('a')).toMatchObject({ status: 'canceled', filledQty: 1 });
  });

  it('tells a fill before the order is accepted', async () => {
    const { wall, news, place } = await venue('fill-first');
    await wall.settled(place('a'));
    await wall.pass(2_000);
    const told = news.filter(({ kind }) => kind !== 'heard').map((one) => (one.kind === 'order' ? one.order.status : one.kind));
    expect(told[0]).toBe('fill');
    expect(told).toContain('open');
  });

  it('says that it does not know an order which it has', async () => {
    const { world, exchange, outcome } = await venue('lie');
    exchange.place('a', orderOf());
    expect(await outcome(world.venue.find('a'))).toBe('done');
    expect(exchange.find('a')).toBeDefined();
  });

  it('forgets a session, falls silent, restarts, and loses the time', async () => {
    const { wall, world, exchange, news, place, outcome } = await venue();
    const { front } = world;
    front.take({ kind: 'falls-silent', ts: 0 });
    news.length = 0;
    await wall.pass(5_000);
    expect(news).toEqual([]);
    await wall.settled(world.venue.open((one) => news.push(one), new AbortController().signal));
    front.take({ kind: 'forgets', ts: 0 });
    expect(news).toEqual([{ kind: 'down', why: 'the session has expired' }]);
    exchange.place('resting', orderOf({ price: 1 }));
    front.take({ kind: 'restarts', ts: 0, ms: 1_000, keeps: false });
    expect(['not-sent', 'unknown']).toContain(await outcome(place('a')));
    expect(exchange.open).toHaveLength(0);
    await wall.pass(1_000);
    expect(await outcome(place('b'))).toBe('done');
    front.take({ kind: 'skews', ts: 0, ms: 1_000, by: 300 });
    expect(exchange.now - wall.now()).toBe(300);
    await wall.pass(1_000);
    expect(exchange.now).toBe(wall.now());
  });

  it('has a fault for everything that may be asked', () => {
    const suffered = new Set(Object.values(TROUBLES).flat());
    expect(suffered.size).toBe(8);
  });

  it('plays the same schedule again from the same seed', async () => {
    const play = async (seed: number): Promise<string> => {
      const wall = new VirtualWall();
      const world = new HostileWorld({ seed, wall });
      const heard: string[] = [];
      void world.venue.open((one) => heard.push(`${wall.now()} ${JSON.stringify(one)}`), new AbortController().signal).catch(() => {});
      for (let k = 0; k < 40; k++) {
        const side = k % 3 === 0 ? 'sell' : 'buy';
        world.venue
          .place({ clientId: `c${k}`, order: orderOf({ side }), instrument: world.instruments[0]!, exits: [] })
          .catch((fault) => heard.push(fault.kind));
        await wall.pass(1_000);
      }
      world.close();
      return [String(world.schedule), ...heard].join('\n');
    };
    for (const seed of [3, 4, 5]) expect(await play(seed)).toBe(await play(seed));
    expect(await play(3)).not.toBe(await play(4));
  });
});
