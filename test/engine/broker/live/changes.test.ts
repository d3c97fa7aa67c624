import { describe, expect, it } from 'vitest';
import { Desk, dealt, fault, placed, submitOf } from './scripted-venue.ts';

const order = (...args: Parameters<typeof placed>) => ({ kind: 'order', order: placed(...args) }) as const;
const fill = (...args: Parameters<typeof dealt>) => ({ kind: 'fill', fill: dealt(...args) }) as const;

/** A desk with order 1 open at the venue. */
async function resting(terms: ConstructorParameters<typeof Desk>[0] = {}): Promise<Desk> {
  const desk = await new Desk(terms).start();
  await desk.submit(1);
  desk.venue.orders.push(placed('t-1', 5));
  desk.venue.say(order('t-1', 5));
  desk.said();
  desk.asked();
  return desk;
}

describe('a cancel', () => {
  it('of what has not left ends the order at once, and nothing is sent', async () => {
    const desk = await new Desk().start();
    desk.broker.send(submitOf(1, desk.wall.now()));
    await desk.cancel(1);
    expect(desk.asked()).toEqual([]);
    expect(desk.said()).toEqual(['canceled 1: user']);
  });

  it('waits for the answer to the order that it is for', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = [fault('unknown')];
    await desk.submit(1);
    await desk.cancel(1);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100', 'cancel t-1']);
  });

  it('ends the order when the venue says so', async () => {
    const desk = await resting();
    await desk.cancel(1);
    expect(desk.said()).toEqual([]);
    desk.venue.say(order('t-1', 6, { status: 'canceled' }));
    expect(desk.said()).toEqual(['canceled 1: user']);
  });

  it('is sent again until the order is over, for it may be repeated', async () => {
    const desk = await resting();
    desk.venue.answers.cancel = [fault('unknown'), fault('unknown')];
    await desk.cancel(1);
    await desk.wall.pass(2_000);
    expect(desk.asked()).toEqual(['cancel t-1', 'find t-1', 'cancel t-1', 'find t-1', 'cancel t-1']);
    expect(desk.said()).toEqual([]);
  });

  it('that comes too late is refused, and the fill counts', async () => {
    const desk = await resting();
    desk.venue.answers.cancel = [fault('refused', 'it is filled')];
    await desk.cancel(1);
    desk.venue.say(fill('t-1', 'e1', 6, 2));
    expect(desk.said()).toEqual(['filled 1: 2 at 100, 0 left', 'cancel-rejected 1']);
  });

  it('that the venue refuses though the order is open is refused', async () => {
    const desk = await resting();
    desk.venue.answers.cancel = [fault('refused', 'not during the auction')];
    await desk.cancel(1);
    await desk.wall.pass(300);
    expect(desk.said()).toEqual(['cancel-rejected 1']);
  });

  it('of an order that is over, or never was, is refused', async () => {
    const desk = await resting();
    desk.venue.say(fill('t-1', 'e1', 6, 2));
    await desk.cancel(1);
    await desk.cancel(9);
    expect(desk.said()).toEqual(['filled 1: 2 at 100, 0 left', 'cancel-rejected 1', 'cancel-rejected 9']);
  });

  it('of an order that the venue does not know any more ends it after a while', async () => {
    const desk = await resting();
    desk.venue.orders.length = 0;
    desk.venue.answers.cancel = Array.from({ length: 20 }, () => fault('not-found'));
    await desk.cancel(1);
    await desk.wall.pass(60_000);
    expect(desk.said()).toEqual(['canceled 1: user']);
  });
});

describe('a replacement', () => {
  it('counts when the venue says so', async () => {
    const desk = await resting();
    await desk.replace(1, { qty: 3, price: 101 });
    expect(desk.asked()).toEqual(['amend t-1 to 3 at 101']);
    expect(desk.said()).toEqual([]);
    desk.venue.say(order('t-1', 6, { qty: 3, price: 101 }));
    expect(desk.said()).toEqual(['replaced 1: 3 at 101']);
  });

  it('waits for the one before it', async () => {
    const desk = await resting();
    await desk.replace(1, { price: 101 });
    await desk.replace(1, { price: 102 });
    expect(desk.asked()).toEqual(['amend t-1 to - at 101']);
    desk.venue.say(order('t-1', 6, { price: 101 }));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['amend t-1 to - at 102']);
  });

  it('that is refused leaves the order as it was', async () => {
    const desk = await resting();
    desk.venue.answers.amend = [fault('refused', 'too small')];
    await desk.replace(1, { qty: 1 });
    expect(desk.said()).toEqual(['replace-rejected 1: venue']);
  });

  it('of an unknown outcome puts the order in doubt until its terms are seen', async () => {
    const desk = await resting();
    desk.venue.answers.amend = [fault('unknown')];
    await desk.replace(1, { qty: 3 });
    await desk.submit(2);
    expect(desk.said()).toEqual(['unknown-outcome 1', 'rejected 2: outcome-unknown']);
    desk.venue.orders.push(placed('t-1', 6, { qty: 3 }));
    await desk.wall.pass(250);
    expect(desk.said()).toEqual(['accepted 1', 'replaced 1: 3 at 100']);
    expect(desk.broker.health().unknown).toBe(0);
  });

  it('that was lost is refused once the old terms have been seen for long enough', async () => {
    const desk = await resting();
    desk.venue.answers.amend = [fault('unknown')];
    await desk.replace(1, { qty: 3 });
    await desk.wall.pass(20_000);
    expect(desk.said()).toEqual(['unknown-outcome 1']);
    await desk.wall.pass(30_000);
    expect(desk.said()).toEqual(['replace-rejected 1: venue', 'accepted 1']);
    expect(desk.broker.health().unknown).toBe(0);
  });

  it('shows in a fill larger than the order was: it was made', async () => {
    const desk = await resting();
    await desk.replace(1, { qty: 5 });
    desk.venue.say(fill('t-1', 'e1', 6, 4));
    expect(desk.said()).toEqual(['replaced 1: 5 at 100', 'filled 1: 4 at 100, 1 left']);
  });

  it('is refused when the order is over before it', async () => {
    const desk = await resting();
    await desk.replace(1, { qty: 3 });
    desk.venue.say(order('t-1', 6, { status: 'canceled' }));
    expect(desk.said()).toEqual(['canceled 1: venue', 'replace-rejected 1: venue']);
  });

  it('is refused where the venue changes no orders, and that is said', async () => {
    const desk = await resting({ supports: { amend: 'none' } });
    await desk.replace(1, { qty: 3 });
    expect(desk.said()).toEqual(['replace-rejected 1: unsupported']);
    expect(desk.notes.at(-1)!.text).toBe('script cannot change order 1: it changes none');
  });

  it('does not leave once a cancel is wanted', async () => {
    const desk = await resting();
    await desk.cancel(1);
    await desk.replace(1, { qty: 3 });
    expect(desk.asked()).toEqual(['cancel t-1']);
    desk.venue.say(order('t-1', 6, { status: 'canceled' }));
    expect(desk.said()).toEqual(['canceled 1: user', 'replace-rejected 1: venue']);
  });
});
