import { describe, expect, it } from 'vitest';
import { orderOf } from '../../../venues/hostile/orders.ts';
import { Desk, dealt, fault, NOTHING, placed, submitOf } from './scripted-venue.ts';

const order = (...args: Parameters<typeof placed>) => ({ kind: 'order', order: placed(...args) }) as const;

describe('a halt', () => {
  it('lets nothing leave but cancels, from that moment on', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5));
    desk.said();
    desk.asked();
    desk.broker.halt('by hand');
    await desk.submit(2);
    await desk.submit(3, { side: 'sell', reduceOnly: true });
    await desk.replace(1, { qty: 1 });
    await desk.cancel(1);
    expect(desk.asked()).toEqual(['cancel t-1']);
    expect(desk.said()).toEqual(['rejected 2: trading-halted', 'rejected 3: trading-halted', 'replace-rejected 1: trading-halted']);
    expect(desk.broker.health().why).toBe('by hand');
  });

  it('refuses at once what waits to be sent', async () => {
    const desk = await new Desk().start();
    desk.broker.send(submitOf(1, desk.wall.now()));
    desk.broker.halt('by hand');
    expect(desk.said()).toEqual(['rejected 1: trading-halted']);
    await desk.wall.pass(1_000);
    expect(desk.asked()).toEqual([]);
  });

  it('lets exits pass where that is said', async () => {
    const desk = await new Desk().start();
    desk.broker.halt('by hand', true);
    await desk.submit(1);
    await desk.submit(2, { side: 'sell', reduceOnly: true });
    expect(desk.asked()).toEqual(['place t-2 sell 2 at 100 to reduce']);
  });

  it('ends when it is released', async () => {
    const desk = await new Desk().start();
    desk.broker.halt('by hand');
    desk.broker.release();
    await desk.submit(1);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100']);
  });

  it('is a question to others as well, right before each request that is no cancel', async () => {
    let isHalted = false;
    const desk = await new Desk({ isHalted: () => isHalted }).start();
    await desk.submit(1);
    isHalted = true;
    await desk.submit(2);
    await desk.cancel(1);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100', 'cancel t-1']);
  });
});

describe('cancelling all', () => {
  it('goes on until the venue says that none is open', async () => {
    const desk = await new Desk().start();
    desk.venue.orders.push(placed('other-1', 5), placed('', 6, { venueId: 'by hand' }));
    desk.venue.answers['cancel-all'] = [fault('unknown')];
    const done = desk.broker.cancelAll();
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['cancel all', `snapshot since ${desk.wall.now() - Date.UTC(2024, 0, 2)}`]);
    await desk.wall.pass(250);
    expect(desk.asked().slice(0, 2)).toEqual(['cancel all', 'cancel other-1']);
    desk.venue.orders.length = 0;
    await desk.wall.settled(done);
  });

  it('waits for orders that may still arrive, and refuses new ones meanwhile', async () => {
    const desk = await new Desk().start();
    desk.venue.answers.place = ['hang'];
    await desk.submit(1);
    let isDone = false;
    void desk.broker.cancelAll().then(() => {
      isDone = true;
    });
    await desk.submit(2);
    await desk.wall.pass(5_000);
    expect([isDone, desk.said()]).toEqual([false, ['rejected 2: trading-halted']]);
    await desk.wall.pass(90_000);
    expect([isDone, desk.said()]).toEqual([true, ['unknown-outcome 1', 'rejected 1: venue']]);
    await desk.submit(3);
    expect(desk.asked().at(-1)).toBe('place t-3 buy 2 at 100');
  });

  it('needs no session: the last means of a person', async () => {
    const desk = new Desk();
    await desk.wall.settled(desk.broker.connect(() => {}, new AbortController().signal, desk.wall.now()));
    await desk.wall.settled(desk.broker.cancelAll());
    expect(desk.asked()).toContain('cancel all');
  });
});

describe('after a restart', () => {
  const at = (status: string, more: object = {}) => ({
    ...{ instrument: 0, strategy: 0, side: 'buy', type: 'limit', tif: 'gtc', status, qty: 2, price: 100, trigger: Number.NaN },
    ...{ filledQty: 0, avgPrice: Number.NaN },
    ...more,
  });
  const known = (state: object, isOpen = true, execIds: string[] = []) =>
    ({
      ...NOTHING,
      length: 1,
      request: () => (isOpen ? orderOf({ qty: 2, price: 100 }) : undefined),
      state: () => state,
      execIds: new Set(execIds),
    }) as never;
  const connected = async (desk: Desk): Promise<Desk> => {
    await desk.wall.settled(desk.broker.connect(() => desk.drain(), new AbortController().signal, desk.wall.now()));
    desk.said();
    desk.asked();
    return desk;
  };

  it('an order whose answer was not heard is asked for, and not sent', async () => {
    const desk = await connected(new Desk());
    desk.broker.recall(known(at('submitted')));
    await desk.wall.pass(250);
    expect(desk.said()).toEqual(['unknown-outcome 1']);
    expect(desk.asked()).toEqual(['find t-1']);
    desk.venue.say(order('t-1', 5));
    expect(desk.said()).toEqual(['accepted 1']);
  });

  it('an order that was sent before is not sent a second time, whoever asks for it', async () => {
    const desk = await connected(new Desk());
    desk.broker.recall(known(at('submitted')));
    await desk.submit(1);
    await desk.wall.pass(1_000);
    expect(desk.asked().filter((text) => text.startsWith('place'))).toEqual([]);
  });

  it('what was sent since we connected waits to be sent: it is not asked for', async () => {
    const desk = await connected(new Desk());
    await desk.submit(1);
    desk.broker.recall(known(at('submitted')));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100']);
    desk.venue.say(order('t-1', 5));
    expect(desk.said()).toEqual(['accepted 1']);
  });

  it('what streams said before the session was known is told then', async () => {
    const desk = await connected(new Desk());
    desk.venue.say(order('t-1', 5), { kind: 'fill', fill: dealt('t-1', 'e1', 6, 0.5) });
    expect(desk.said()).toEqual([]);
    desk.broker.recall(known(at('accepted')));
    expect(desk.said()).toEqual(['filled 1: 0.5 at 100, 1.5 left']);
  });

  it('fills that were booked before are not booked again', async () => {
    const desk = await connected(new Desk());
    desk.broker.recall(known(at('partially-filled', { filledQty: 0.5, avgPrice: 100 }), true, ['e1']));
    desk.venue.say({ kind: 'fill', fill: dealt('t-1', 'e1', 6, 0.5) }, { kind: 'fill', fill: dealt('t-1', 'e2', 7, 1.5) });
    expect(desk.said()).toEqual(['filled 1: 1.5 at 100, 0 left']);
  });

  describe('an exit that we hold, of an entry that filled meanwhile', () => {
    const stop = {
      type: 'stop',
      side: 'sell',
      qty: undefined,
      price: undefined,
      trigger: 95,
      parent: 1,
      group: 0,
      reduceOnly: true,
    } as const;
    const held = async (uniqueIds: 'always' | 'while-open' | 'never', there: boolean, execIds: string[] = []): Promise<Desk> => {
      const desk = await connected(new Desk({ supports: { uniqueIds }, options: { emulateExits: true } }));
      if (there) desk.venue.say(order('t-2', 5, { side: 'sell', type: 'stop', price: undefined, trigger: 95 }));
      const states = [
        at('filled', { filledQty: 2, avgPrice: 100 }),
        at('accepted', { qty: Number.NaN, price: Number.NaN, trigger: 95, side: 'sell' }),
      ];
      desk.broker.recall({
        ...NOTHING,
        length: 2,
        request: (id: number) => (id === 2 ? orderOf(stop) : undefined),
        state: (id: number) => states[id - 1],
        execIds: new Set(execIds),
      } as never);
      await desk.wall.pass(0);
      return desk;
    };

    it('is sent now', async () => {
      const desk = await held('always', false);
      expect(desk.asked()).toEqual(['place t-2 sell 2 at 95 to reduce']);
      expect(desk.said()).toEqual(['released 2: 2 at 95']);
    });

    it('covers what has arrived, where the fees of its entry were taken off what it bought', async () => {
      const desk = await held('always', false, ['e1', 'e1:fee/1=0.001', 'e2', 'e2:fee/1=0.001', 'e3:fee/7=1']);
      expect(desk.asked()).toEqual(['place t-2 sell 1.9 at 95 to reduce']);
    });

    it('is not sent again where it had been', async () => {
      const desk = await held('while-open', true);
      expect(desk.asked()).toEqual([]);
    });

    it('is asked for first where the venue would take it twice', async () => {
      const desk = await held('never', false);
      expect(desk.asked()).toEqual([]);
      await desk.wall.pass(60_000);
      expect(desk.asked().filter((text) => text.startsWith('place'))).toEqual(['place t-2 sell 2 at 95 to reduce']);
      expect(desk.said().slice(0, 3)).toEqual(['released 2: 2 at 95', 'unknown-outcome 2', 'accepted 2']);
    });
  });

  it('a late fill of an order that was over counts', async () => {
    const desk = await connected(new Desk());
    desk.broker.recall(known(at('canceled'), false));
    desk.venue.say({ kind: 'fill', fill: dealt('t-1', 'e1', desk.wall.now(), 0.5) });
    expect(desk.said()).toEqual(['filled 1: 0.5 at 100, 1.5 left']);
  });

  it('an order that is open at the venue though it was over is cancelled there', async () => {
    const desk = await connected(new Desk());
    desk.broker.recall(known(at('rejected'), false));
    desk.venue.say(order('t-1', 5));
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['cancel t-1']);
  });

  it('an unanswered cancel is sent again, an unanswered replacement is looked for', async () => {
    const desk = await connected(new Desk());
    desk.venue.orders.push(placed('t-1', 5, { qty: 3 }));
    desk.broker.recall(known(at('accepted')));
    const ts = desk.wall.now();
    desk.broker.inquire([{ kind: 'replace', ts, id: 1, qty: 3, price: undefined, trigger: undefined }]);
    await desk.wall.pass(250);
    expect(desk.said()).toEqual(['unknown-outcome 1', 'accepted 1', 'replaced 1: 3 at 100']);
    expect(desk.asked()).toEqual(['find t-1']);
    desk.broker.inquire([{ kind: 'cancel', ts, id: 1 }]);
    await desk.wall.pass(0);
    expect(desk.asked()).toEqual(['cancel t-1']);
  });
});
