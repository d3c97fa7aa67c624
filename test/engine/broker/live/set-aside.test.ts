import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../../../engine/model/order.ts';
import { millis } from '../../../../engine/model/time.ts';
import { BEGIN, Desk, dealt, fault, placed, submitOf } from './scripted-venue.ts';

const Y = { instrument: 1 } as const;
const SELL = { ...Y, side: 'sell' } as const;
const Y1 = { instrument: 'Y' } as const;
const EXIT = { ...SELL, qty: undefined, parent: 1, reduceOnly: true, group: 0 } as const;
const STOP = { ...EXIT, type: 'stop', price: undefined, trigger: 95 } as const;
const TARGET = { ...EXIT, type: 'limit', price: 105, trigger: undefined } as const;
const CLOSE = { ...SELL, type: 'market', price: undefined, reduceOnly: true } as const;

type Said = Partial<ReturnType<typeof placed>>;

/** A spot venue that sets aside what is to be sold, and what it says of its orders. */
class Pocket {
  readonly desk: Desk;

  private constructor(setsAside: 'all' | 'limits') {
    const supports = { setsAside, reduceOnly: false, amend: 'none' } as const;
    this.desk = new Desk({ supports, options: { emulateExits: true } });
  }

  /** Ten were bought, and an exit rests. */
  static async holding(exit: Partial<OrderRequest> = TARGET, setsAside: 'all' | 'limits' = 'all'): Promise<Pocket> {
    const pocket = new Pocket(setsAside);
    const { desk } = pocket;
    await desk.start();
    const now = desk.wall.now();
    await desk.send(submitOf(1, now, { ...Y, qty: 10 }), submitOf(2, now, exit));
    desk.venue.say({ kind: 'order', order: placed('t-1', 1, { instrument: 'Y', qty: 10 }) });
    await pocket.fills('t-1', 10, 100, 'buy');
    await pocket.says('t-2', {
      type: exit.type ?? 'limit',
      qty: 10 * (exit.fraction ?? 1),
      price: exit.price,
      trigger: exit.trigger,
    });
    pocket.told();
    return pocket;
  }

  async says(clientId: string, said: Said = {}): Promise<void> {
    const order = placed(clientId, this.#now, { instrument: 'Y', side: 'sell', qty: 10, price: 105, ...said });
    this.desk.venue.orders.push(order);
    this.desk.venue.say({ kind: 'order', order });
    await this.desk.wall.pass(1);
  }

  async fills(clientId: string, qty: number, price: number, side: 'buy' | 'sell' = 'sell'): Promise<void> {
    const fill = dealt(clientId, `e-${clientId}-${this.#now}`, this.#now, qty, price, { instrument: 'Y', side });
    this.desk.venue.say({ kind: 'fill', fill });
    await this.desk.wall.pass(1);
  }

  /** What was asked of the venue and told to the session since this was asked last. */
  told(): string[] {
    return [...this.desk.asked().filter((text) => !text.startsWith('find')), ...this.desk.said()];
  }

  get #now(): number {
    return this.desk.wall.now() - BEGIN;
  }
}

describe('where a venue sets aside what is to be sold at spot', () => {
  it('an exit steps back for what closes the position, which waits until it has', async () => {
    const pocket = await Pocket.holding();
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    expect(pocket.told()).toEqual(['cancel t-2']);
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['place t-3 sell 10']);
    await pocket.fills('t-3', 10, 99);
    expect(pocket.told()).toEqual(['accepted 3', 'filled 3: 10 at 99, 0 left', 'canceled 2: position-closed']);
    await pocket.desk.wall.pass(60_000);
    expect(pocket.told()).toEqual([]);
  });

  it('it returns as it was where that is refused', async () => {
    const pocket = await Pocket.holding();
    pocket.desk.venue.answers.place = [fault('refused', 'no such thing')];
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-3 sell 10', 'place t-2-1 sell 10 at 105', 'rejected 3: venue']);
    await pocket.says('t-2-1');
    await pocket.fills('t-2-1', 10, 105);
    expect(pocket.told()).toEqual(['filled 2: 10 at 105, 0 left']);
  });

  it('it returns with what is left of the position', async () => {
    const pocket = await Pocket.holding(STOP);
    await pocket.desk.submit(3, { ...CLOSE, qty: 4 });
    await pocket.says('t-2', { status: 'canceled', type: 'stop', price: undefined, trigger: 95 });
    await pocket.fills('t-3', 4, 99);
    expect(pocket.told()).toEqual([
      ...['cancel t-2', 'place t-3 sell 4', 'place t-2-1 sell 6 at 95'],
      ...['accepted 3', 'filled 3: 4 at 99, 0 left', 'replaced 2: 6 at 95'],
    ]);
  });

  it('stays away though the venue says twice that it is gone', async () => {
    const pocket = await Pocket.holding();
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    for (let k = 0; k < 2; k++) await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-3 sell 10']);
  });

  it('nothing is sold once more where the exit was quicker', async () => {
    const pocket = await Pocket.holding();
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.fills('t-2', 10, 105);
    expect(pocket.told()).toEqual(['cancel t-2', 'filled 2: 10 at 105, 0 left', 'canceled 3: position-closed']);
  });

  it('what the exit has sold meanwhile is not sold once more', async () => {
    const pocket = await Pocket.holding();
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.fills('t-2', 1, 105);
    await pocket.says('t-2', { status: 'canceled', filledQty: 1, avgPrice: 105 });
    expect(pocket.told()).toEqual([
      'cancel t-2',
      'place t-3 sell 9',
      'filled 2: 1 at 105, 9 left',
      'accepted 3',
      'replaced 3: 9 at undefined',
    ]);
  });

  it('what the exit has sold is taken off what is spare first', async () => {
    const pocket = await Pocket.holding();
    await pocket.desk.submit(3, { ...CLOSE, qty: 4 });
    await pocket.fills('t-2', 3, 105);
    await pocket.says('t-2', { status: 'canceled', filledQty: 3, avgPrice: 105 });
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-3 sell 4', 'filled 2: 3 at 105, 7 left']);
  });

  it('the oldest exits step back first, and no more of them than are in the way', async () => {
    const pocket = await Pocket.holding({ ...TARGET, fraction: 0.5 });
    const { desk } = pocket;
    await desk.send(submitOf(3, desk.wall.now(), { ...TARGET, fraction: 0.5 }));
    await pocket.says('t-3', { qty: 5 });
    pocket.told();
    await desk.submit(4, { ...CLOSE, qty: 5 });
    expect(pocket.told()).toEqual(['cancel t-2']);
  });

  it('an exit that has not left yet steps back without a word, and returns as the others', async () => {
    const pocket = await Pocket.holding();
    const { desk } = pocket;
    desk.venue.answers.place = [undefined, fault('busy', 'too much'), fault('refused', 'no such thing')];
    await desk.send(submitOf(3, desk.wall.now(), { ...Y, qty: 5 }), submitOf(4, desk.wall.now(), { ...TARGET, parent: 3 }));
    await pocket.fills('t-3', 5, 100, 'buy');
    pocket.told();
    await desk.submit(5, { ...CLOSE, qty: 15 });
    await desk.wall.pass(1_001);
    expect(pocket.told()).toEqual(['cancel t-2']);
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual([
      ...['place t-5 sell 15', 'place t-2-1 sell 10 at 105', 'place t-4-1 sell 5 at 105', 'rejected 5: venue'],
    ]);
  });

  it('nobody waits for one that has not left yet, and it returns all the same', async () => {
    const desk = await new Desk({ supports: { setsAside: 'all', amend: 'none' }, options: { emulateExits: true } }).start();
    desk.venue.answers.place = [undefined, fault('busy', 'too much'), fault('refused', 'no such thing')];
    const now = desk.wall.now();
    await desk.send(submitOf(1, now, { ...Y, qty: 5 }), submitOf(2, now, TARGET));
    desk.venue.say({ kind: 'fill', fill: dealt('t-1', 'e1', 1, 5, 100, Y1) });
    await desk.wall.pass(1);
    await desk.submit(3, { ...CLOSE, qty: 5 });
    await desk.wall.pass(1_100);
    expect(desk.asked()).toEqual([
      ...[
        'place t-1 buy 5 at 100',
        'place t-2 sell 5 at 105 to reduce',
        'place t-3 sell 5 to reduce',
        'place t-2-1 sell 5 at 105 to reduce',
      ],
    ]);
  });

  it('an order waits for one that its author cancels', async () => {
    const pocket = await Pocket.holding();
    const { desk } = pocket;
    const now = desk.wall.now();
    await desk.send({ kind: 'cancel', ts: now, id: 2 }, submitOf(3, now, { ...SELL, qty: 10, price: 103 }));
    expect(pocket.told()).toEqual(['cancel t-2']);
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['place t-3 sell 10 at 103', 'canceled 2: user']);
  });

  it('an order that finds enough does not wait, and neither does one that would be refused anyway', async () => {
    const pocket = await Pocket.holding({ ...TARGET, fraction: 0.4 });
    const { desk } = pocket;
    const now = desk.wall.now();
    await desk.send({ kind: 'cancel', ts: now, id: 2 }, submitOf(3, now, { ...CLOSE, qty: 6 }));
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-3 sell 6']);
    const other = await Pocket.holding();
    await other.desk.submit(3, { ...SELL, qty: 10, price: 103 });
    expect(other.told()).toEqual(['place t-3 sell 10 at 103']);
  });

  it('a stop stays where venues set nothing aside for it, a target does not', async () => {
    const stop = await Pocket.holding(STOP, 'limits');
    await stop.desk.submit(3, { ...CLOSE, qty: 10 });
    expect(stop.told()).toEqual(['place t-3 sell 10']);
    const target = await Pocket.holding(TARGET, 'limits');
    await target.desk.submit(3, { ...CLOSE, qty: 10 });
    expect(target.told()).toEqual(['cancel t-2']);
  });

  it('it is too late where the exit does not go in time, and that returns once it has gone', async () => {
    const pocket = await Pocket.holding();
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.desk.wall.pass(5_002);
    expect(pocket.told().filter((text) => !text.startsWith('cancel t-2'))).toEqual(['rejected 3: too-old']);
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['place t-2-1 sell 10 at 105']);
  });

  it('it stays where the venue does not cancel it', async () => {
    const pocket = await Pocket.holding();
    pocket.desk.venue.answers.cancel = [fault('refused', 'being met')];
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.desk.wall.pass(300);
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-3 sell 10']);
    await pocket.says('t-3', { type: 'market', price: undefined, status: 'rejected' });
    expect(pocket.told()).toEqual(['rejected 3: venue']);
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['canceled 2: venue']);
  });

  it('it returns where its author thinks better of the close', async () => {
    const pocket = await Pocket.holding();
    await pocket.desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.desk.cancel(3);
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-2-1 sell 10 at 105', 'canceled 3: user']);
  });

  it('its author may cancel or change it while it is away', async () => {
    const pocket = await Pocket.holding();
    pocket.desk.venue.answers.place = ['hang'];
    await pocket.desk.submit(3, { ...CLOSE, qty: 4 });
    await pocket.says('t-2', { status: 'canceled' });
    await pocket.desk.replace(2, { price: 104 });
    await pocket.fills('t-3', 4, 99);
    expect(pocket.told()).toEqual([
      ...['cancel t-2', 'place t-3 sell 4', 'place t-2-1 sell 6 at 104'],
      ...['replaced 2: 10 at 104', 'accepted 3', 'filled 3: 4 at 99, 0 left', 'replaced 2: 6 at 104'],
    ]);
    const other = await Pocket.holding();
    await other.desk.submit(3, { ...CLOSE, qty: 4 });
    await other.says('t-2', { status: 'canceled' });
    await other.desk.cancel(2);
    await other.fills('t-3', 4, 99);
    expect(other.told()).toEqual(['cancel t-2', 'place t-3 sell 4', 'canceled 2: user', 'accepted 3', 'filled 3: 4 at 99, 0 left']);
  });

  it('exits return behind the last of two that sell', async () => {
    const pocket = await Pocket.holding();
    pocket.desk.venue.answers.place = [undefined, fault('refused', 'no such thing')];
    await pocket.desk.submit(3, { ...CLOSE, qty: 4 });
    await pocket.desk.submit(4, { ...CLOSE, qty: 2 });
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-3 sell 4', 'place t-4 sell 2', 'rejected 4: venue']);
    await pocket.fills('t-3', 4, 99);
    expect(pocket.told()).toEqual(['place t-2-1 sell 6 at 105', 'accepted 3', 'filled 3: 4 at 99, 0 left', 'replaced 2: 6 at 105']);
  });

  it('it is not missed while it is away, for however long', async () => {
    const pocket = await Pocket.holding();
    const { desk } = pocket;
    await desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.says('t-2', { status: 'canceled' });
    await pocket.says('t-3', { type: 'market', price: undefined });
    desk.venue.orders.splice(0, 2);
    await desk.wall.settled(desk.broker.snapshot(millis(BEGIN)));
    await desk.wall.pass(120_000);
    await pocket.says('t-3', { type: 'market', price: undefined, status: 'canceled' });
    expect(pocket.told().filter((text) => !text.startsWith('snapshot'))).toEqual([
      ...['cancel t-2', 'place t-3 sell 10', 'place t-2-1 sell 10 at 105', 'accepted 3', 'canceled 3: venue'],
    ]);
  });

  it('one that is being placed anew stays away meanwhile, too', async () => {
    const pocket = await Pocket.holding();
    const { desk } = pocket;
    await desk.replace(2, { price: 104 });
    await desk.submit(3, { ...CLOSE, qty: 10 });
    await pocket.says('t-2', { status: 'canceled' });
    expect(pocket.told()).toEqual(['cancel t-2', 'place t-3 sell 10', 'replaced 2: 10 at 104']);
    await pocket.says('t-3', { type: 'market', price: undefined, status: 'rejected' });
    expect(pocket.told()).toEqual(['place t-2-1 sell 10 at 104', 'rejected 3: venue']);
  });

  it("an author's own orders stay where they are: what they keep is refused by the venue", async () => {
    const pocket = await Pocket.holding({ ...TARGET, fraction: 0.4 });
    await pocket.desk.submit(3, { ...SELL, qty: 6, price: 103 });
    await pocket.says('t-3', { qty: 6, price: 103 });
    pocket.told();
    await pocket.desk.submit(4, { ...CLOSE, qty: 5 });
    expect(pocket.told()).toEqual(['cancel t-2']);
    await pocket.says('t-2', { qty: 4, status: 'canceled' });
    expect(pocket.told()).toEqual(['place t-4 sell 5']);
  });

  it('a reduce-only order that rests sells no more than is left of what has arrived', async () => {
    const pocket = await Pocket.holding({ ...TARGET, fraction: 0.4 });
    const { desk } = pocket;
    await desk.submit(3, { ...SELL, qty: 7, price: 103, reduceOnly: true });
    await pocket.says('t-3', { qty: 6, price: 103 });
    await desk.submit(4, { ...SELL, qty: 1, price: 103, reduceOnly: true });
    await desk.submit(5, { ...SELL, qty: 1, price: 103 });
    expect(pocket.told()).toEqual([
      ...['place t-3 sell 6 at 103', 'place t-4 sell 1 at 103', 'place t-5 sell 1 at 103'],
      ...['accepted 3', 'replaced 3: 6 at 103'],
    ]);
  });

  it('nothing waits where nothing is set aside', async () => {
    const desk = await new Desk({ supports: { setsAside: 'all' } }).start();
    for (const side of ['buy', 'sell'] as const) {
      const instrument = side === 'buy' ? 1 : 0;
      const id = instrument * 2 + 1;
      const now = desk.wall.now();
      await desk.send(submitOf(id, now, { instrument, side }));
      await desk.send({ kind: 'cancel', ts: now, id }, submitOf(id + 1, now, { instrument, side }));
    }
    expect(desk.asked()).toEqual([
      ...['place t-3 buy 2 at 100', 'cancel t-3', 'place t-4 buy 2 at 100'],
      ...['place t-1 sell 2 at 100', 'cancel t-1', 'place t-2 sell 2 at 100'],
    ]);
  });

  it('nothing steps back for what buys, for other instruments and strategies, or where units are not set aside', async () => {
    const pocket = await Pocket.holding();
    const { desk } = pocket;
    await desk.submit(3, { ...Y, type: 'market', price: undefined, qty: 5 });
    await desk.submit(4, { ...CLOSE, instrument: 0, qty: 5 });
    await desk.submit(5, { ...CLOSE, strategy: 1, qty: 5 });
    expect(pocket.told()).toEqual(['place t-3 buy 5', 'place t-4 sell 5', 'place t-5 sell 5']);
  });
});
