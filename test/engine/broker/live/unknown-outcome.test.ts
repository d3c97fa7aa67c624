import { describe, expect, it } from 'vitest';
import { Desk, dealt, fault, placed, submitOf } from './scripted-venue.ts';

const order = (...args: Parameters<typeof placed>) => ({ kind: 'order', order: placed(...args) }) as const;
const fill = (...args: Parameters<typeof dealt>) => ({ kind: 'fill', fill: dealt(...args) }) as const;

/** A desk whose next order has an unknown outcome. */
async function inDoubt(terms: ConstructorParameters<typeof Desk>[0] = {}): Promise<Desk> {
  const desk = await new Desk(terms).start();
  desk.venue.answers.place = [fault('unknown', 'answered 504')];
  await desk.submit(1);
  expect(desk.said()).toEqual(['unknown-outcome 1']);
  desk.asked();
  return desk;
}

describe('an order whose outcome is not known', () => {
  it('is asked for after 250 ms, 1 s, 2 s, 5 s and never sent again', async () => {
    const desk = await inDoubt();
    const times: number[] = [];
    const before = desk.wall.now();
    for (let k = 0; k < 9_000; k += 50) {
      await desk.wall.pass(50);
      if (desk.asked().includes('find t-1')) times.push(desk.wall.now() - before);
    }
    expect(times).toEqual([250, 1_250, 3_250, 8_250]);
    expect(desk.venue.asked.filter((text) => text.startsWith('place'))).toHaveLength(1);
  });

  it('is accepted once it is found', async () => {
    const desk = await inDoubt();
    desk.venue.orders.push(placed('t-1', 5));
    await desk.wall.pass(250);
    expect(desk.said()).toEqual(['accepted 1']);
    expect(desk.broker.health().unknown).toBe(0);
  });

  it('is what the stream says, if that is sooner', async () => {
    const desk = await inDoubt();
    desk.venue.say(order('t-1', 5));
    expect(desk.said()).toEqual(['accepted 1']);
    await desk.wall.pass(60_000);
    expect(desk.asked()).toEqual([]);
  });

  it('is known by its fill alone', async () => {
    const desk = await inDoubt();
    desk.venue.say(fill('t-1', 'e1', 6, 2));
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 2 at 100, 0 left']);
  });

  it('counts as rejected only after five answers over half a minute, the last of them with a look at all orders', async () => {
    const desk = await inDoubt();
    await desk.wall.pass(29_000);
    expect(desk.said()).toEqual([]);
    await desk.wall.pass(20_000);
    expect(desk.said()).toEqual(['rejected 1: venue']);
    const asked = desk.asked();
    expect(asked.filter((text) => text === 'find t-1').length).toBeGreaterThanOrEqual(4);
    expect(asked.at(-1)).toMatch(/^snapshot/);
    expect(desk.notes.map(({ text }) => text)).toEqual(['order 1 (t-1) was never seen at script: it counts as ended']);
  });

  it('is still in doubt while the questions fail', async () => {
    const desk = await inDoubt();
    desk.venue.answers.find = Array.from({ length: 50 }, () => fault('unknown'));
    await desk.wall.pass(120_000);
    expect(desk.said()).toEqual([]);
    expect(desk.broker.health().unknown).toBe(1);
  });

  it('shows up after it was given up: it is cancelled there, told of, and what it fills is booked', async () => {
    const desk = await inDoubt();
    await desk.wall.pass(60_000);
    desk.said();
    desk.asked();
    desk.venue.say(order('t-1', 70_000), fill('t-1', 'e1', 70_000, 0.5));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['cancel t-1']);
    expect(desk.said()).toEqual(['adjusted: buy 0.5 at 100, order 1 was filled after it was given up']);
    expect(desk.notes.at(-1)!.text).toBe('order 1 (t-1) was rejected, and is open at script: it is cancelled');
    desk.venue.say(order('t-1', 71_000, { status: 'canceled', filledQty: 0.5, avgPrice: 100 }));
    await desk.wall.pass(60_000);
    expect(desk.broker.health().unknown).toBe(0);
    expect(desk.said()).toEqual([]);
  });

  it('exists where the venue says that there is one of its id', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = [fault('duplicate')];
    desk.venue.orders.push(placed('t-1', 5));
    await desk.submit(1);
    await desk.wall.pass(250);
    expect(desk.said()).toEqual(['unknown-outcome 1', 'accepted 1']);
  });

  it('is looked for among all orders where it cannot be asked for by its id', async () => {
    const desk = await inDoubt({ supports: { findsById: false } });
    desk.venue.orders.push(placed('t-1', 5));
    await desk.wall.pass(250);
    expect(desk.asked()).toEqual(['snapshot since -60000']);
    expect(desk.said()).toEqual(['accepted 1']);
  });

  it('is in doubt as well when a request is never answered', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = ['hang'];
    await desk.submit(1);
    await desk.wall.pass(9_999);
    expect(desk.said()).toEqual([]);
    await desk.wall.pass(1);
    expect(desk.said()).toEqual(['unknown-outcome 1']);
  });

  it('is in doubt when it was taken and then nobody knows of it', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    await desk.wall.pass(1_999);
    expect(desk.said()).toEqual([]);
    await desk.wall.pass(1);
    expect(desk.said()).toEqual(['unknown-outcome 1']);
  });

  it('takes no refusal for an answer once it was seen', async () => {
    const desk = await new Desk().start();
    let refuse = (): void => {};
    desk.venue.answers.place = [new Promise((_, reject) => (refuse = () => reject(fault('refused'))))];
    await desk.submit(1);
    desk.venue.orders.push(placed('t-1', 5));
    desk.venue.say(order('t-1', 5));
    refuse();
    await desk.wall.pass(20_000);
    expect(desk.said()).toEqual(['accepted 1']);
  });

  it('is not given up by answers that failed', async () => {
    const desk = await inDoubt();
    desk.venue.answers.find = Array.from({ length: 6 }, () => fault('unknown'));
    await desk.wall.pass(60_000);
    expect(desk.said()).toEqual([]);
    await desk.wall.pass(30_000);
    expect(desk.said()).toEqual(['rejected 1: venue']);
  });
});

describe('while an outcome is unknown', () => {
  it('no new exposure of that instrument leaves, and the refusal says why', async () => {
    const desk = await inDoubt();
    await desk.submit(2);
    await desk.submit(3, { instrument: 1 });
    expect(desk.asked()).toEqual(['place t-3 buy 2 at 100']);
    expect(desk.said()).toEqual(['rejected 2: outcome-unknown']);
  });

  it('what is on its way but has not left is refused as well', async () => {
    const desk = await new Desk({ limits: { orders: { units: 1, per: 1_000, reserve: 0 } } }).start();
    await desk.wall.pass(5_000);
    desk.asked();
    desk.venue.answers.place = [fault('unknown')];
    await desk.send(submitOf(1, desk.wall.now()), submitOf(2, desk.wall.now()));
    await desk.wall.pass(2_000);
    expect(desk.said()).toEqual(['unknown-outcome 1', 'rejected 2: outcome-unknown']);
  });

  it('exits leave where the venue sees to it that they only reduce', async () => {
    const desk = await inDoubt();
    await desk.submit(2, { side: 'sell', reduceOnly: true });
    expect(desk.asked()).toEqual(['place t-2 sell 2 at 100 to reduce']);
  });

  it('exits do not leave where it does not', async () => {
    const desk = await inDoubt({ supports: { reduceOnly: false } });
    await desk.submit(2, { side: 'sell', reduceOnly: true });
    expect(desk.said()).toEqual(['rejected 2: outcome-unknown']);
  });

  it('a change that adds exposure does not leave, one that takes some away does', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5));
    desk.venue.answers.place = [fault('unknown')];
    await desk.submit(2);
    desk.said();
    desk.asked();
    await desk.replace(1, { price: 101 });
    await desk.replace(1, { qty: 1 });
    expect(desk.said()).toEqual(['replace-rejected 1: outcome-unknown']);
    expect(desk.asked()).toEqual(['amend t-1 to 1 at -']);
  });
});

describe('a request that has certainly not been carried out', () => {
  it('is sent once more when it never left, as long as it is not too old', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = [fault('not-sent'), fault('not-sent')];
    await desk.submit(1);
    await desk.wall.pass(1_000);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100', 'place t-1 buy 2 at 100', 'place t-1 buy 2 at 100']);
    desk.venue.say(order('t-1', 1_000));
    desk.venue.answers.place = Array.from({ length: 100 }, () => fault('not-sent'));
    await desk.submit(2);
    await desk.wall.pass(6_000);
    expect(desk.said().filter((text) => text.startsWith('rejected'))).toEqual(['rejected 2: too-old']);
  });

  it('waits as long as a busy venue asks, and so does everything else', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = [fault('busy', 'too many requests', 3_000)];
    await desk.submit(1);
    await desk.submit(2);
    desk.asked();
    await desk.wall.pass(2_900);
    expect(desk.asked()).toEqual([]);
    await desk.wall.pass(200);
    expect(desk.asked()).toEqual(['place t-2 buy 2 at 100', 'place t-1 buy 2 at 100']);
  });

  it('is sent once more when our time was off, and refused the second time', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = [fault('clock'), fault('clock')];
    await desk.submit(1);
    await desk.wall.pass(1_000);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100', 'time', 'place t-1 buy 2 at 100']);
    expect(desk.said()).toEqual(['rejected 1: clock-skew']);
  });

  it('is rejected when the venue refuses it, and its words are kept', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = [fault('refused', 'the margin is insufficient')];
    await desk.submit(1);
    expect(desk.said()).toEqual(['rejected 1: venue']);
    expect(desk.notes).toMatchObject([{ what: 'refused', text: 'order 1: the margin is insufficient' }]);
  });
});
