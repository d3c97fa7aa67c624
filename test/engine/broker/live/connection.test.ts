import { describe, expect, it } from 'vitest';
import { millis } from '../../../../engine/model/time.ts';
import { BEGIN, Desk, dealt, fault, NOTHING, placed } from './scripted-venue.ts';

const order = (...args: Parameters<typeof placed>) => ({ kind: 'order', order: placed(...args) }) as const;
const connect = (desk: Desk) => desk.wall.settled(desk.broker.connect(() => desk.drain(), new AbortController().signal, millis(BEGIN)));

describe('a connection', () => {
  it('opens the streams, asks for the time and then for the account', async () => {
    const desk = new Desk();
    const account = await connect(desk);
    expect(desk.asked()).toEqual(['open', 'time', 'snapshot since 0']);
    expect(account.account).toBe('A');
    expect(desk.said()).toEqual(['connection up']);
    expect(desk.broker.health()).toMatchObject({ up: true, why: '', skew: 0, unknown: 0 });
  });

  it("gives the snapshot the session's numbers of its orders", async () => {
    const desk = new Desk();
    desk.venue.orders.push(placed('t-7', 1), placed('other-7', 1), placed('t-7-2', 1));
    desk.venue.fills.push(dealt('', 'e', 1, 1, 100, { venueId: 'v-t-7' }));
    const { orders, fills } = await connect(desk);
    expect(orders.map(({ id }) => id)).toEqual([7, 0, 7]);
    expect(fills.map(({ id }) => id)).toEqual([7]);
  });

  it('lets nothing leave before it is told what the session knows', async () => {
    const desk = new Desk();
    await connect(desk);
    desk.asked();
    await desk.submit(1);
    expect(desk.asked()).toEqual([]);
    desk.broker.recall(NOTHING);
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100']);
  });

  it('is tried again after waits that grow by chance up to half a minute', async () => {
    const desk = new Desk();
    desk.venue.answers.open = Array.from({ length: 7 }, () => fault('not-sent', 'no route'));
    const before = desk.wall.now();
    await connect(desk);
    // Half of 1, 2, 4, 8, 16, 30, 30 seconds: chance is one half here.
    expect(desk.wall.now() - before).toBe(500 + 1_000 + 2_000 + 4_000 + 8_000 + 15_000 + 15_000);
  });

  it('is given up for the first time after so many attempts, with what was the matter', async () => {
    const desk = new Desk({ options: { connectTries: 2 } });
    desk.venue.answers.open = [fault('not-sent'), fault('unknown', 'answered 502')];
    await expect(connect(desk)).rejects.toMatchObject({
      message: 'Expected script to connect, but it was "answered 502"',
      retryable: true,
    });
  });

  it('is not waited for once it is called off', async () => {
    const desk = new Desk();
    desk.venue.answers.open = Array.from({ length: 7 }, () => fault('not-sent'));
    const off = new AbortController();
    const outcome = desk.broker.connect(() => {}, off.signal, millis(BEGIN)).catch((error: Error) => error.name);
    await desk.wall.pass(600);
    off.abort();
    expect(await outcome).toBe('AbortError');
    expect(desk.wall.waiting).toBe(0);
  });

  it('is not tried again with keys that are refused', async () => {
    const desk = new Desk();
    desk.venue.answers.open = [fault('auth', 'the key has expired')];
    await expect(connect(desk)).rejects.toMatchObject({ retryable: false });
    expect(desk.asked()).toEqual(['open', 'close']);
  });

  it('comes up again with what has happened meanwhile', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5));
    desk.venue.say({ kind: 'down', why: 'the server restarts' });
    expect(desk.said()).toEqual(['accepted 1', 'connection down']);
    expect(desk.broker.health()).toMatchObject({ up: false, why: 'the server restarts' });
    desk.venue.orders.push(placed('t-1', 9, { status: 'filled', filledQty: 2, avgPrice: 100 }));
    desk.venue.fills.push(dealt('t-1', 'e1', 9, 2));
    await desk.wall.pass(1_000);
    expect(desk.asked().slice(1)).toEqual(['close', 'open', 'time', 'snapshot since -60000']);
    expect(desk.said()).toEqual(['filled 1: 2 at 100, 0 left', 'connection up']);
  });

  it('asks what became of an order that the account is without', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), { kind: 'down', why: 'cut' });
    await desk.wall.pass(2_000);
    expect(desk.asked()).toContain('find t-1');
    await desk.wall.pass(60_000);
    expect(desk.said()).toEqual(['accepted 1', 'connection down', 'connection up', 'canceled 1: venue']);
    expect(desk.notes.at(-1)!.text).toBe('order 1 (t-1) is not there any more at script: it counts as ended');
  });

  it('asks no more about an order that the account was without, once it is there again', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), { kind: 'down', why: 'cut' });
    await desk.wall.pass(1_100);
    desk.venue.orders.push(placed('t-1', 5));
    await desk.wall.pass(5_000);
    desk.asked();
    await desk.wall.pass(60_000);
    expect(desk.asked()).toEqual([]);
    expect(desk.said()).toEqual(['accepted 1', 'connection down', 'connection up']);
  });

  it('keeps orders back while it is down, refuses what has become too old, and lets cancels pass', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), { kind: 'down', why: 'cut' });
    desk.venue.answers.open = Array.from({ length: 4 }, () => fault('not-sent'));
    desk.asked();
    await desk.submit(2);
    await desk.cancel(1);
    expect(desk.asked()).toContain('cancel t-1');
    await desk.wall.pass(5_100);
    expect(desk.said()).toContain('rejected 2: too-old');
    expect(desk.asked().filter((text) => text.startsWith('place'))).toEqual([]);
  });

  it('hears nothing of a connection that is over', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say({ kind: 'down', why: 'cut' }, order('t-1', 5));
    expect(desk.said()).toEqual(['connection down']);
  });

  it('ends for good when the keys are refused on the way', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = [fault('auth', 'the key was withdrawn')];
    await desk.submit(1);
    expect(desk.said()).toEqual(['rejected 1: venue', 'connection down']);
    await desk.wall.pass(100_000);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100', 'close']);
    expect(desk.broker.health()).toMatchObject({ up: false, why: 'the key was withdrawn' });
  });

  it('is not made anew with keys that have been refused meanwhile', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.open = [fault('auth', 'the key has expired')];
    desk.venue.say({ kind: 'down', why: 'cut' });
    await desk.wall.pass(600_000);
    expect(desk.asked().filter((text) => text === 'open')).toHaveLength(1);
    expect(desk.broker.health().why).toBe('the key has expired');
  });

  it('answers no question any more once it is closed', async () => {
    const desk = await new Desk().start();
    await desk.wall.settled(desk.broker.close());
    await expect(desk.broker.snapshot(millis(BEGIN))).rejects.toThrow('closed');
    await desk.broker.cancelAll();
  });

  it('leaves no timer behind when it is closed', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    await desk.submit(2, { price: 90 });
    await desk.cancel(2);
    await desk.wall.settled(desk.broker.close());
    expect(desk.wall.waiting).toBe(0);
  });
});

describe('a stream that falls silent', () => {
  const options = { staleAfter: 10_000 };

  it('is dead: the connection is made anew', async () => {
    const desk = await new Desk({ options }).start();
    desk.venue.say({ kind: 'heard', stream: 'orders' });
    await desk.wall.pass(9_999);
    expect(desk.said()).toEqual([]);
    await desk.wall.pass(1);
    expect(desk.said()).toEqual(['connection down']);
    expect(desk.broker.health().why).toBe('the stream "orders" has said nothing for 10000 ms');
  });

  it('is missed one by one', async () => {
    const desk = await new Desk({ options }).start();
    desk.venue.say({ kind: 'heard', stream: 'orders' }, { kind: 'heard', stream: 'fills' });
    await desk.wall.pass(6_000);
    desk.venue.say({ kind: 'heard', stream: 'fills' });
    await desk.wall.pass(5_000);
    expect(desk.notes.at(-1)!.text).toContain('"orders"');
  });

  it('has never spoken: that is a silence too', async () => {
    const desk = await new Desk({ options }).start();
    await desk.wall.pass(10_000);
    expect(desk.said()).toEqual(['connection down']);
  });

  it('is not missed while nothing may be expected of it', async () => {
    let isOpen = false;
    const desk = await new Desk({ options: { ...options, speaks: () => isOpen } }).start();
    desk.venue.say({ kind: 'heard', stream: 'orders' });
    await desk.wall.pass(60_000);
    expect(desk.said()).toEqual([]);
    isOpen = true;
    await desk.wall.pass(20_000);
    expect(desk.said()).toContain('connection down');
  });
});

describe('messages that a stream has lost', () => {
  it('are found in the account, which is looked at now and then', async () => {
    const desk = await new Desk({ options: { lookEvery: 60_000 } }).start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5));
    desk.venue.orders.push(placed('t-1', 9, { status: 'filled', filledQty: 2, avgPrice: 100 }));
    desk.venue.fills.push(dealt('t-1', 'e1', 9, 2));
    await desk.wall.pass(60_000);
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 2 at 100, 0 left']);
  });

  it('are found by a snapshot that someone else asks for', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.orders.push(placed('t-1', 9));
    await desk.wall.settled(desk.broker.snapshot(millis(BEGIN)));
    expect(desk.said()).toEqual(['accepted 1']);
  });
});

describe('the clock', () => {
  it("is compared with the venue's, as of the middle of the question's way", async () => {
    const desk = new Desk();
    desk.venue.answers.time = [millis(BEGIN + 400)];
    await connect(desk);
    expect(desk.broker.health().skew).toBe(400);
  });

  it('that is off by more than a second lets no exposure pass, and is told of', async () => {
    const desk = new Desk();
    desk.venue.answers.time = [millis(BEGIN - 1_500)];
    await connect(desk);
    desk.broker.recall(NOTHING);
    await desk.submit(1);
    await desk.submit(2, { reduceOnly: true, side: 'sell' });
    expect(desk.said()).toEqual(['connection up', 'rejected 1: clock-skew']);
    expect(desk.notes[0]!.text).toBe('our clock is 1500 ms ahead of that of script');
    expect(desk.broker.health().why).toBe('our clock is off');
  });
});
