import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../../../engine/model/order.ts';
import { millis } from '../../../../engine/model/time.ts';
import { BEGIN, Desk, dealt, fault, placed, submitOf } from './scripted-venue.ts';

const order = (...args: Parameters<typeof placed>) => ({ kind: 'order', order: placed(...args) }) as const;
const fill = (...args: Parameters<typeof dealt>) => ({ kind: 'fill', fill: dealt(...args) }) as const;

const STOP = { type: 'stop', side: 'sell', qty: undefined, price: undefined, trigger: 95, parent: 1, group: -1, reduceOnly: true } as const;
const TARGET = { ...STOP, type: 'limit', price: 105, trigger: undefined } as const;

/** An entry of 2 with a stop at 95 and a target at 105, on a venue that knows no linked orders. */
async function bracket(terms: ConstructorParameters<typeof Desk>[0] = {}): Promise<Desk> {
  const desk = await new Desk({ ...terms, options: { emulateExits: true, ...terms.options } }).start();
  const now = desk.wall.now();
  await desk.send(submitOf(1, now), submitOf(2, now, STOP), submitOf(3, now, TARGET));
  desk.venue.say(order('t-1', 1));
  return desk;
}

/** The same once it is in: both exits open at the venue. */
async function entered(terms: ConstructorParameters<typeof Desk>[0] = {}): Promise<Desk> {
  const desk = await bracket(terms);
  desk.venue.say(fill('t-1', 'e1', 2, 2));
  await desk.wall.pass(0);
  desk.venue.say(order('t-2', 3, STOP_THERE), order('t-3', 3, TARGET_THERE));
  desk.said();
  desk.asked();
  return desk;
}

const STOP_THERE = { side: 'sell', type: 'stop', price: undefined, trigger: 95 } as const;
const TARGET_THERE = { side: 'sell', type: 'limit', price: 105 } as const;

describe('exits that no venue holds for us', () => {
  it('are refused without consent, and their entry with them', async () => {
    const desk = await new Desk().start();
    const now = desk.wall.now();
    await desk.send(submitOf(1, now), submitOf(2, now, STOP), submitOf(3, now, TARGET));
    expect(desk.asked()).toEqual([]);
    expect(desk.said()).toEqual(['rejected 2: unsupported', 'rejected 1: unsupported', 'rejected 3: unsupported']);
    expect(desk.notes[0]!.text).toBe(
      'script cannot hold order 2: it has no linked orders, and exits that we hold die with us: consent with "emulateExits" is needed',
    );
  });

  it('wait with us until their entry fills', async () => {
    const desk = await bracket();
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100']);
    expect(desk.said()).toEqual(['accepted 2', 'accepted 3', 'accepted 1']);
  });

  it('are sent for what the entry has filled', async () => {
    const desk = await bracket();
    desk.asked();
    desk.said();
    desk.venue.say(fill('t-1', 'e1', 2, 0.5));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['place t-2 sell 0.5 at 95 to reduce', 'place t-3 sell 0.5 at 105 to reduce']);
    expect(desk.said()).toEqual(['filled 1: 0.5 at 100, 1.5 left', 'released 2: 0.5 at 95', 'released 3: 0.5 at 105']);
  });

  it('grow with the entry, in place where the venue changes orders', async () => {
    const desk = await bracket();
    desk.venue.say(fill('t-1', 'e1', 2, 0.5));
    await desk.wall.pass(0);
    desk.venue.say(order('t-2', 3, { ...STOP_THERE, qty: 0.5 }), order('t-3', 3, { ...TARGET_THERE, qty: 0.5 }));
    desk.asked();
    desk.venue.say(fill('t-1', 'e2', 4, 1.5));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['amend t-2 to 2 at 95', 'amend t-3 to 2 at 105']);
    desk.venue.say(order('t-2', 5, STOP_THERE));
    await desk.wall.pass(0);
    expect(desk.said().slice(-3)).toEqual(['filled 1: 1.5 at 100, 0 left', 'released 2: 2 at 95', 'released 3: 2 at 105']);
  });

  it('are cancelled and placed anew where it does not, under another client id', async () => {
    const desk = await bracket({ supports: { amend: 'none' } });
    desk.venue.say(fill('t-1', 'e1', 2, 0.5));
    await desk.wall.pass(0);
    desk.venue.say(order('t-2', 3, { ...STOP_THERE, qty: 0.5 }), order('t-3', 3, { ...TARGET_THERE, qty: 0.5 }));
    desk.venue.say(fill('t-1', 'e2', 4, 1.5));
    await desk.wall.pass(0);
    desk.asked();
    desk.venue.say(order('t-2', 5, { ...STOP_THERE, qty: 0.5, status: 'canceled' }));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['place t-2-1 sell 2 at 95 to reduce']);
    desk.venue.say(order('t-2-1', 6, STOP_THERE), fill('t-2-1', 'e3', 7, 2, 95, { side: 'sell' }));
    expect(desk.said().slice(-2)).toEqual(['released 3: 2 at 105', 'filled 2: 2 at 95, 0 left']);
    // The other was on its way out to be placed anew: now it is not.
    desk.venue.say(order('t-3', 8, { ...TARGET_THERE, qty: 0.5, status: 'canceled' }));
    await desk.wall.pass(0);
    expect(desk.said()).toEqual(['canceled 3: linked-order-filled']);
    expect(desk.asked()).toEqual([]);
  });

  it('end when the venue says so once placed anew, though its clock was set back meanwhile', async () => {
    const desk = await entered({ supports: { amend: 'none' } });
    await desk.replace(2, { trigger: 97 });
    desk.venue.say(order('t-2', 500, { ...STOP_THERE, status: 'canceled' }));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['cancel t-2', 'place t-2-1 sell 2 at 97 to reduce']);
    desk.venue.say(
      order('t-2-1', 400, { ...STOP_THERE, trigger: 97 }),
      order('t-2-1', 410, { ...STOP_THERE, trigger: 97, status: 'canceled' }),
    );
    await desk.wall.pass(0);
    expect(desk.said()).toEqual(['replaced 2: 2 at 97', 'canceled 2: venue']);
  });

  it('take their level from the average fill of the entry where it is a distance', async () => {
    const desk = await new Desk({ options: { emulateExits: true } }).start();
    const now = desk.wall.now();
    await desk.send(submitOf(1, now), submitOf(2, now, { ...STOP, trigger: undefined, offset: -0.05 }));
    desk.venue.say(fill('t-1', 'e1', 2, 1, 100), fill('t-1', 'e2', 2, 1, 102));
    await desk.wall.pass(0);
    expect(desk.asked().at(-1)).toBe('place t-2 sell 2 at 95.95 to reduce');
  });

  it('cover their share of the entry', async () => {
    const desk = await new Desk({ options: { emulateExits: true } }).start();
    const now = desk.wall.now();
    await desk.send(
      submitOf(1, now),
      submitOf(2, now, { ...TARGET, group: 0, fraction: 0.5 }),
      submitOf(3, now, { ...TARGET, group: 0, qty: 0.5 }),
    );
    desk.venue.say(fill('t-1', 'e1', 2, 0.5));
    await desk.wall.pass(0);
    // Half of 0.5 is 0.25, a quarter of it 0.125: both snapped down to a step of 0.1.
    expect(desk.asked().slice(1)).toEqual(['place t-2 sell 0.2 at 105 to reduce', 'place t-3 sell 0.1 at 105 to reduce']);
  });

  it('are one group: what one fills, the other loses', async () => {
    const desk = await entered();
    desk.venue.say(fill('t-3', 'e2', 4, 0.5, 105, { side: 'sell' }));
    await desk.wall.pass(0);
    expect(desk.said()).toEqual(['filled 3: 0.5 at 105, 1.5 left', 'replaced 2: 1.5 at 95']);
    expect(desk.asked()).toEqual(['amend t-2 to 1.5 at 95']);
    desk.venue.say(fill('t-3', 'e3', 5, 1.5, 105, { side: 'sell' }));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['cancel t-2']);
    desk.venue.say(order('t-2', 6, { ...STOP_THERE, status: 'canceled' }));
    expect(desk.said()).toEqual(['filled 3: 1.5 at 105, 0 left', 'canceled 2: linked-order-filled']);
  });

  it('cover what the entry has filled since less what the group has filled', async () => {
    const desk = await bracket();
    desk.venue.say(fill('t-1', 'e1', 2, 0.5));
    await desk.wall.pass(0);
    desk.venue.say(order('t-2', 3, { ...STOP_THERE, qty: 0.5 }), fill('t-3', 'e2', 4, 0.2, 105, { side: 'sell' }));
    desk.venue.say(order('t-2', 5, { ...STOP_THERE, qty: 0.3 }));
    await desk.wall.pass(0);
    desk.said();
    desk.venue.say(fill('t-1', 'e3', 6, 1.5));
    expect(desk.said()).toEqual(['filled 1: 1.5 at 100, 0 left', 'released 2: 1.8 at 95', 'released 3: 2 at 105']);
  });

  it('end the rest of their entry when one of them fills', async () => {
    const desk = await bracket();
    desk.venue.say(fill('t-1', 'e1', 2, 0.5));
    await desk.wall.pass(0);
    desk.asked();
    desk.venue.say(fill('t-2', 'e2', 3, 0.5, 95, { side: 'sell' }));
    await desk.wall.pass(0);
    expect(desk.asked()).toContain('cancel t-1');
    desk.venue.say(order('t-1', 4, { status: 'canceled', filledQty: 0.5, avgPrice: 100 }));
    expect(desk.said()).toContain('canceled 1: exit-filled');
  });

  it('end with an entry that never filled', async () => {
    const desk = await bracket();
    desk.said();
    desk.venue.say(order('t-1', 2, { status: 'canceled' }));
    expect(desk.said()).toEqual(['canceled 1: venue', 'canceled 2: parent-closed', 'canceled 3: parent-closed']);
  });

  it('end with an entry that was refused', async () => {
    const desk = await new Desk({ options: { emulateExits: true } }).start();
    desk.venue.answers.place = [fault('refused')];
    const now = desk.wall.now();
    await desk.send(submitOf(1, now), submitOf(2, now, STOP));
    expect(desk.said()).toEqual(['accepted 2', 'rejected 1: venue', 'canceled 2: parent-closed']);
  });

  it('protect what an entry filled after it was cancelled', async () => {
    const desk = await bracket();
    desk.venue.say(order('t-1', 3, { status: 'canceled', filledQty: 0.5, avgPrice: 100 }));
    expect(desk.said().at(-1)).toBe('accepted 1');
    desk.venue.say(fill('t-1', 'e1', 2, 0.5));
    await desk.wall.pass(0);
    expect(desk.asked().slice(1)).toEqual(['place t-2 sell 0.5 at 95 to reduce', 'place t-3 sell 0.5 at 105 to reduce']);
  });

  it('never cover more than is held', async () => {
    const desk = await entered();
    await desk.submit(4, { side: 'sell', reduceOnly: true, qty: 1.5, price: 101 });
    desk.asked();
    desk.venue.say(fill('t-4', 'e2', 5, 1.5, 101, { side: 'sell' }));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['amend t-2 to 0.5 at 95', 'amend t-3 to 0.5 at 105']);
    await desk.submit(5, { side: 'sell', reduceOnly: true, qty: 0.5, price: 101 });
    desk.venue.say(order('t-2', 6, { ...STOP_THERE, qty: 0.5 }), order('t-3', 6, { ...TARGET_THERE, qty: 0.5 }));
    desk.asked();
    desk.venue.say(fill('t-5', 'e3', 7, 0.5, 101, { side: 'sell' }));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['cancel t-2', 'cancel t-3']);
  });

  it('are cancelled by their author before and after they are sent', async () => {
    const desk = await bracket();
    desk.said();
    await desk.cancel(2);
    expect(desk.said()).toEqual(['canceled 2: user']);
    desk.venue.say(fill('t-1', 'e1', 2, 2));
    await desk.wall.pass(0);
    desk.asked();
    desk.venue.say(order('t-3', 3, TARGET_THERE));
    await desk.cancel(3);
    expect(desk.asked()).toEqual(['cancel t-3']);
  });

  it('are moved by their author: told at once, and seen to at the venue', async () => {
    const desk = await entered();
    await desk.replace(2, { trigger: 97 });
    expect(desk.said()).toEqual(['replaced 2: 2 at 97']);
    expect(desk.asked()).toEqual(['amend t-2 to 2 at 97']);
    desk.venue.answers.amend = [fault('refused')];
    await desk.replace(3, { price: 104 });
    expect(desk.asked()).toEqual(['amend t-3 to 2 at 104', 'cancel t-3']);
    desk.venue.say(order('t-3', 9, { ...TARGET_THERE, status: 'canceled' }));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['place t-3-1 sell 2 at 104 to reduce']);
    expect(desk.said()).toEqual(['replaced 3: 2 at 104']);
  });

  it('wait, and are not given up, while the outcome of another order is unknown and nothing holds them to reducing', async () => {
    const desk = await bracket({ supports: { reduceOnly: false } });
    desk.venue.answers.place = [fault('unknown')];
    await desk.submit(4);
    desk.asked();
    desk.venue.say(fill('t-1', 'e1', 2, 2));
    await desk.wall.pass(200);
    expect(desk.asked()).toEqual([]);
    desk.venue.say(order('t-4', 5));
    await desk.wall.pass(300);
    expect(desk.asked().filter((text) => text.startsWith('place'))).toEqual(['place t-2 sell 2 at 95', 'place t-3 sell 2 at 105']);
  });

  describe('whose entry pays its fee in what it buys', () => {
    /** Of what fills, a thousandth does not arrive. */
    const bought = (execId: string, ts: number, qty: number) =>
      ({ kind: 'fill', fill: dealt('t-1', execId, ts, qty, 100, { fee: qty / 1000, feeCurrency: 'X' }) }) as const;

    it('cover what has arrived, in whole steps', async () => {
      const desk = await bracket();
      desk.venue.say(bought('e1', 2, 0.5));
      await desk.wall.pass(0);
      expect(desk.asked().slice(1)).toEqual(['place t-2 sell 0.4 at 95 to reduce', 'place t-3 sell 0.4 at 105 to reduce']);
      desk.venue.say(order('t-2', 3, { ...STOP_THERE, qty: 0.4 }), order('t-3', 3, { ...TARGET_THERE, qty: 0.4 }), bought('e2', 4, 1.5));
      await desk.wall.pass(0);
      expect(desk.asked()).toEqual(['amend t-2 to 1.9 at 95', 'amend t-3 to 1.9 at 105']);
    });

    it('cover less than a step that was held before, too, in parts of their entry as well', async () => {
      const desk = await new Desk({ options: { emulateExits: true } }).start();
      const now = desk.wall.now();
      const buys = (id: number, execId: string, qty: number, fee: number) =>
        ({ kind: 'fill', fill: dealt(`t-${id}`, execId, 2, qty, 100, { fee, feeCurrency: 'X' }) }) as const;
      await desk.send(submitOf(1, now));
      desk.venue.say(buys(1, 'e1', 2, 0.06));
      // 1.94 have arrived, 1.9 are sold, 0.04 are left.
      await desk.submit(2, { side: 'sell', qty: 1.9 });
      desk.venue.say(fill('t-2', 'e2', 3, 1.9, 100, { side: 'sell' }));
      await desk.send(submitOf(3, now), submitOf(4, now, { ...STOP, parent: 3 }));
      desk.asked();
      desk.venue.say(buys(3, 'e3', 1, 0.03));
      await desk.wall.pass(0);
      expect(desk.asked()).toEqual(['place t-4 sell 1 at 95 to reduce']);
      desk.venue.say(order('t-4', 4, { ...STOP_THERE, qty: 1 }), buys(3, 'e4', 1, 0.03));
      await desk.wall.pass(0);
      // 1.94 and 0.04 are 1.98: no step more than 1.94 alone.
      expect(desk.asked()).toEqual(['amend t-4 to 1.9 at 95']);
    });

    it('leave that to another entry that is still filling: together they cover no more than is held', async () => {
      const desk = await new Desk({ options: { emulateExits: true } }).start();
      const now = desk.wall.now();
      const buys = (id: number, execId: string, qty: number) =>
        ({ kind: 'fill', fill: dealt(`t-${id}`, execId, 2, qty, 100, { fee: 0.05, feeCurrency: 'X' }) }) as const;
      await desk.send(submitOf(1, now), submitOf(2, now, { ...STOP, parent: 1, group: 0 }));
      await desk.send(submitOf(3, now), submitOf(4, now, { ...STOP, parent: 3, group: 0 }));
      desk.venue.say(buys(1, 'e1', 1), buys(3, 'e2', 2));
      await desk.wall.pass(0);
      desk.venue.say(order('t-2', 3, { ...STOP_THERE, qty: 0.9 }), order('t-4', 3, { ...STOP_THERE, qty: 1.9 }));
      desk.asked();
      desk.venue.say(buys(1, 'e3', 1));
      await desk.wall.pass(0);
      // 1.9 and 1.95 have arrived.
      expect(desk.asked()).toEqual(['amend t-2 to 1.9 at 95']);
      expect(desk.said().slice(-4)).toContain('released 4: 1.9 at 95');
    });

    it('wait where less than a step has arrived, and end with the entry', async () => {
      const desk = await bracket();
      desk.venue.say(bought('e1', 2, 0.1));
      desk.asked();
      desk.said();
      desk.venue.say(order('t-1', 3, { filledQty: 0.1, avgPrice: 100, status: 'canceled' }));
      await desk.wall.pass(0);
      expect(desk.asked()).toEqual([]);
      expect(desk.said()).toEqual(['canceled 1: venue', 'canceled 2: parent-closed', 'canceled 3: parent-closed']);
    });

    it('cover no more than is left of it once something else sells', async () => {
      const desk = await bracket();
      desk.venue.say(bought('e1', 2, 2));
      await desk.wall.pass(0);
      desk.venue.say(order('t-2', 3, { ...STOP_THERE, qty: 1.9 }), order('t-3', 3, { ...TARGET_THERE, qty: 1.9 }));
      await desk.submit(4, { side: 'sell', qty: 1 });
      desk.asked();
      desk.venue.say(fill('t-4', 'e2', 4, 1, 100, { side: 'sell' }));
      await desk.wall.pass(0);
      expect(desk.asked()).toEqual(['amend t-2 to 0.9 at 95', 'amend t-3 to 0.9 at 105']);
    });

    it('are made smaller where the fee is told later than what was filled', async () => {
      const desk = await bracket();
      desk.venue.orders.push(placed('t-1', 1, { filledQty: 2, avgPrice: 100, status: 'filled' }));
      desk.venue.say(order('t-1', 1, { filledQty: 2, avgPrice: 100, status: 'filled' }));
      while (!desk.asked().some((text) => text.startsWith('place t-3'))) await desk.wall.pass(1_000);
      const now = desk.wall.now() - BEGIN;
      desk.venue.say(order('t-2', now, STOP_THERE), order('t-3', now, TARGET_THERE));
      desk.said();
      desk.venue.say(bought('e1', 2, 2));
      await desk.wall.pass(0);
      expect(desk.said()).toEqual([
        'adjusted: sell 0.002 at 100, the fee of e1 was taken in kind',
        'released 2: 1.9 at 95',
        'released 3: 1.9 at 105',
      ]);
      expect(desk.asked()).toEqual(['amend t-2 to 1.9 at 95', 'amend t-3 to 1.9 at 105']);
    });
  });

  describe('where a venue sets aside what is to be sold at spot', () => {
    const asked = async (...exits: Partial<OrderRequest>[]): Promise<string[]> => {
      const desk = await new Desk({ supports: { setsAside: 'all' }, options: { emulateExits: true } }).start();
      const now = desk.wall.now();
      const entry = submitOf(1, now, { instrument: 1, qty: 10 });
      await desk.send(entry, ...exits.map((exit, k) => submitOf(k + 2, now, { ...TARGET, instrument: 1, group: 0, ...exit })));
      if (desk.venue.asked.includes('place t-1 buy 10 at 100'))
        desk.venue.say({ kind: 'fill', fill: dealt('t-1', 'e1', 2, 10, 100, { instrument: 'Y' }) });
      await desk.wall.pass(0);
      return [...desk.asked(), ...desk.said(), ...desk.notes.map(({ text }) => text)];
    };

    it('are refused with their entry if they sell more than it buys: one would fail when it is met', async () => {
      expect(await asked(STOP, {})).toEqual([
        ...['accepted 2', 'rejected 3: unsupported', 'rejected 1: unsupported', 'canceled 2: parent-closed'],
        'script cannot hold order 3: it sets aside what is to be sold, and the exits of its entry sell more than that buys',
        'script cannot hold order 1: its exit 3 cannot be held',
      ]);
    });

    it('are refused as orphans if it is not there', async () => {
      const desk = await new Desk({ supports: { setsAside: 'all' }, options: { emulateExits: true } }).start();
      await desk.submit(1, { ...TARGET, instrument: 1, qty: 2, parent: 7 });
      expect(desk.said()).toEqual(['rejected 1: unknown-parent']);
    });

    it('are sent if they share what it buys', async () => {
      expect((await asked({ fraction: 0.3 }, { fraction: 0.5 }, { qty: 2 })).filter((text) => text.startsWith('place'))).toEqual([
        ...['place t-1 buy 10 at 100', 'place t-2 sell 3 at 105 to reduce', 'place t-3 sell 5 at 105 to reduce'],
        'place t-4 sell 2 at 105 to reduce',
      ]);
    });
  });

  it('that come when their entry is gone are refused', async () => {
    const desk = await new Desk({ options: { emulateExits: true } }).start();
    await desk.submit(1, { ...STOP, parent: 7 });
    expect(desk.said()).toEqual(['rejected 1: unknown-parent']);
  });

  it('of another instrument than their entry are refused, whoever would hold them', async () => {
    for (const contingent of ['emulated', 'native'] as const) {
      const desk = await new Desk({ supports: { contingent }, options: { emulateExits: true } }).start();
      const now = desk.wall.now();
      await desk.send(submitOf(1, now), submitOf(2, now, { ...STOP, instrument: 1 }));
      expect(desk.said()).toEqual(['rejected 2: unknown-parent']);
      expect(desk.asked()).toEqual(['place t-1 buy 2 at 100']);
    }
  });

  it('end at their time while they wait', async () => {
    const desk = await new Desk({ options: { emulateExits: true } }).start();
    const now = desk.wall.now();
    await desk.send(submitOf(1, now), submitOf(2, now, { ...STOP, tif: 'gtd', expiresAt: millis(BEGIN + 5_000) }));
    desk.venue.say(order('t-1', 1));
    desk.said();
    await desk.wall.pass(5_000);
    expect(desk.said()).toEqual(['expired 2']);
  });
});

describe('exits that the venue holds itself', () => {
  const native = async (): Promise<Desk> => {
    const desk = await new Desk({ supports: { contingent: 'native' } }).start();
    return desk;
  };
  const send = async (desk: Desk): Promise<void> => {
    const now = desk.wall.now();
    await desk.send(submitOf(1, now), submitOf(2, now, STOP), submitOf(3, now, TARGET));
  };

  it('go with their entry in one request, and are there when it is', async () => {
    const desk = await native();
    await send(desk);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100 with t-2, t-3']);
    desk.venue.say(order('t-1', 1));
    expect(desk.said()).toEqual(['accepted 2', 'accepted 3', 'accepted 1']);
    desk.venue.say(order('t-2', 2, { ...STOP_THERE, qty: 0.5 }));
    expect(desk.said()).toEqual(['released 2: 0.5 at 95']);
  });

  it('need not be shown before the entry fills, and are asked for once it is over', async () => {
    const desk = await native();
    await send(desk);
    desk.venue.orders.push(placed('t-1', 1));
    desk.venue.say(order('t-1', 1));
    await desk.wall.settled(desk.broker.snapshot(millis(BEGIN)));
    await desk.wall.pass(100_000);
    expect(desk.said()).toEqual(['accepted 2', 'accepted 3', 'accepted 1']);
    desk.asked();
    desk.venue.orders.push(placed('t-2', 100_000, STOP_THERE), placed('t-3', 100_000, TARGET_THERE));
    desk.venue.say(fill('t-1', 'e1', 100_000, 2));
    await desk.wall.pass(2_000);
    expect(desk.asked()).toEqual(['find t-2', 'find t-3']);
    expect(desk.said()).toEqual(['filled 1: 2 at 100, 0 left', 'released 2: 2 at 95', 'released 3: 2 at 105']);
  });

  it('are refused with their entry, and end with one that was never seen', async () => {
    const desk = await native();
    desk.venue.answers.place = [fault('refused'), fault('unknown')];
    const now = desk.wall.now();
    await desk.send(submitOf(1, now), submitOf(2, now, STOP));
    expect(desk.said()).toEqual(['rejected 2: venue', 'rejected 1: venue']);
    await desk.send(submitOf(3, now), submitOf(4, now, { ...STOP, parent: 3 }));
    await desk.wall.pass(60_000);
    expect(desk.said()).toEqual(['unknown-outcome 3', 'rejected 3: venue', 'canceled 4: parent-closed']);
  });

  it('end with an entry that is taken back before it has left, and can be taken back themselves', async () => {
    const desk = await native();
    const now = desk.wall.now();
    const cancel = (id: number) => ({ kind: 'cancel', ts: now, id }) as const;
    await desk.send(submitOf(1, now), submitOf(2, now, STOP), cancel(1));
    expect(desk.said()).toEqual(['canceled 1: user', 'canceled 2: parent-closed']);
    await desk.send(submitOf(3, now), submitOf(4, now, { ...STOP, parent: 3 }), cancel(4));
    expect(desk.asked()).toEqual(['place t-3 buy 2 at 100']);
    expect(desk.said()).toEqual(['canceled 4: user']);
  });

  it('are cancelled at the venue once they are there', async () => {
    const desk = await native();
    await send(desk);
    desk.venue.say(order('t-1', 1));
    desk.asked();
    await desk.cancel(2);
    expect(desk.asked()).toEqual(['cancel t-2']);
  });

  it('are refused when they come after it', async () => {
    const desk = await native();
    await desk.submit(1);
    await desk.submit(2, STOP);
    expect(desk.said()).toEqual(['rejected 2: unsupported']);
    expect(desk.notes[0]!.text).toBe('script cannot hold order 2: its parent has been sent without it');
  });
});

describe('what a venue cannot hold', () => {
  const refused = async (more: Parameters<Desk['submit']>[1]): Promise<string> => {
    const desk = await new Desk({ supports: { postOnly: false } }).start();
    await desk.submit(1, more);
    expect(desk.asked()).toEqual([]);
    expect(desk.said()).toEqual(['rejected 1: unsupported']);
    return desk.notes[0]!.text;
  };

  it('is refused before it is sent, with the reason', async () => {
    expect(await refused({ type: 'trailing-stop' })).toBe('script cannot hold order 1: it has no order of type "trailing-stop"');
    expect(await refused({ tif: 'fok' })).toBe('script cannot hold order 1: it has no time in force "fok"');
    expect(await refused({ postOnly: true })).toBe('script cannot hold order 1: it has no post-only orders');
    expect(await refused({ display: 1 })).toBe('script cannot hold order 1: it has no orders that show only a part');
    expect(await refused({ qty: undefined })).toBe('script cannot hold order 1: a quantity that is known only at the fill cannot be sent');
  });
});
