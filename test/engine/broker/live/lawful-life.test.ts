import { describe, expect, it } from 'vitest';
import { Desk, dealt, INSTRUMENTS, placed } from './scripted-venue.ts';

const order = (...args: Parameters<typeof placed>) => ({ kind: 'order', order: placed(...args) }) as const;
const fill = (...args: Parameters<typeof dealt>) => ({ kind: 'fill', fill: dealt(...args) }) as const;

describe('what a venue says, in whatever order', () => {
  it('is an acceptance and a fill', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    expect(desk.asked()).toEqual(['place t-1 buy 2 at 100']);
    expect(desk.said()).toEqual([]);
    desk.venue.say(order('t-1', 5), fill('t-1', 'e1', 6, 0.5), fill('t-1', 'e2', 7, 1.5));
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 0.5 at 100, 1.5 left', 'filled 1: 1.5 at 100, 0 left']);
  });

  it('carries the execution, the fee, and the venue time with each fill', async () => {
    const desk = await new Desk().start();
    await desk.submit(1, { words: { ref: undefined, tag: 'entry', reason: undefined, confidence: Number.NaN } });
    desk.venue.say(fill('t-1', 'e1', 6, 2));
    const { ts, execId, fill: booked } = desk.events.at(-1) as Extract<(typeof desk.events)[number], { kind: 'filled' }>;
    expect({ ts: ts - desk.wall.now(), execId, fee: booked.fee, tag: booked.tag, certainty: booked.certainty }).toEqual({
      ...{ ts: 6, execId: 'e1', fee: 0.1, tag: 'entry', certainty: 'exact' },
    });
  });

  it('accepts an order whose fill comes before its acceptance', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(fill('t-1', 'e1', 6, 2), order('t-1', 5));
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 2 at 100, 0 left']);
  });

  it('knows a fill by its venue id where it names no client id', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), { kind: 'fill', fill: dealt('', 'e1', 6, 2, 100, { venueId: 'v-t-1' }) });
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 2 at 100, 0 left']);
  });

  it('leaves a fill of nobody that we know to others, and says so', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), { kind: 'fill', fill: dealt('', 'e1', 6, 2, 100, { venueId: 'v-of-a-person' }) });
    expect(desk.said()).toEqual(['accepted 1']);
    expect(desk.notes.at(-1)!.text).toBe('buy 2 X at 100 (e1) is of no order that we follow');
  });

  it('books a fill once, however often it is told', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(fill('t-1', 'e1', 6, 0.5), fill('t-1', 'e1', 6, 0.5), order('t-1', 6, { filledQty: 0.5, avgPrice: 100 }));
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 0.5 at 100, 1.5 left']);
  });

  it('leaves older states of an order aside', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 9, { status: 'canceled' }), order('t-1', 5), order('t-1', 9, { status: 'canceled' }));
    expect(desk.said()).toEqual(['accepted 1', 'canceled 1: venue']);
    await desk.submit(2);
    desk.venue.say(order('t-2', 9), order('t-2', 5, { status: 'canceled' }));
    expect(desk.said()).toEqual(['accepted 2']);
  });

  it('holds an end back until the fills before it are told', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 9, { status: 'canceled', filledQty: 0.5, avgPrice: 100 }));
    expect(desk.said()).toEqual(['accepted 1']);
    desk.venue.say(fill('t-1', 'e1', 6, 0.5));
    expect(desk.said()).toEqual(['filled 1: 0.5 at 100, 1.5 left', 'canceled 1: venue']);
  });

  it('asks for fills that an order has had and nobody told', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 9, { status: 'filled', filledQty: 2, avgPrice: 100 }));
    desk.venue.fills.push(dealt('t-1', 'e1', 9, 2));
    desk.venue.orders.push(placed('t-1', 9, { status: 'filled', filledQty: 2, avgPrice: 100 }));
    await desk.wall.pass(1_000);
    expect(desk.asked().at(-1)).toBe('snapshot since -60000');
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 2 at 100, 0 left']);
  });

  it('books what an order says is filled at its average price where no fill can be had, and a late fill only by its difference', async () => {
    const desk = await new Desk({ supports: {} }).start();
    await desk.submit(1);
    const filled = { status: 'filled', filledQty: 2, avgPrice: 101 } as const;
    desk.venue.orders.push(placed('t-1', 9, filled));
    desk.venue.say(fill('t-1', 'e1', 8, 0.5, 100), order('t-1', 9, filled));
    await desk.wall.pass(20_000);
    expect(desk.said()).toEqual(['accepted 1', 'filled 1: 0.5 at 100, 1.5 left', 'filled 1: 1.5 at 101.33333333333333, 0 left']);
    expect(desk.notes.map(({ what }) => what)).toEqual(['alert']);
    desk.venue.say(fill('t-1', 'e2', 9, 1.5, 101));
    expect(desk.said()).toEqual(['paid adjustment: 0.5 of 0', 'paid commission: -0.1 of 0']);
  });

  it('counts a fill after the cancel', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5, { status: 'canceled' }), fill('t-1', 'e1', 6, 2));
    expect(desk.said()).toEqual(['accepted 1', 'canceled 1: venue', 'filled 1: 2 at 100, 0 left']);
  });

  it('is never a rejection once the order was accepted', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), order('t-1', 6, { status: 'rejected' }));
    expect(desk.said()).toEqual(['accepted 1', 'canceled 1: venue']);
  });

  it('says why an order that must fill at once is over', async () => {
    const desk = await new Desk().start();
    await desk.submit(1, { tif: 'ioc' });
    await desk.submit(2, { postOnly: true });
    desk.venue.say(order('t-1', 5, { status: 'canceled' }), order('t-2', 5, { status: 'canceled' }));
    expect(desk.said()).toEqual(['accepted 1', 'canceled 1: ioc-remainder', 'accepted 2', 'canceled 2: would-take']);
  });

  it('tells terms that the venue has changed', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), order('t-1', 6, { price: 99.5 }));
    expect(desk.said()).toEqual(['accepted 1', 'replaced 1: 2 at 99.5']);
  });

  it('tells that a stop was triggered', async () => {
    const desk = await new Desk().start();
    await desk.submit(1, { type: 'stop', price: undefined, trigger: 101 });
    desk.venue.say(order('t-1', 5, { type: 'stop', price: undefined, trigger: 101 }));
    desk.venue.say(order('t-1', 6, { type: 'market', price: undefined, trigger: 101 }));
    expect(desk.said()).toEqual(['accepted 1', 'triggered 1']);
  });

  it('tells more than was ordered as what it is', async () => {
    const desk = await new Desk().start();
    await desk.submit(1);
    desk.venue.say(order('t-1', 5), fill('t-1', 'e1', 6, 2), fill('t-1', 'e2', 7, 1));
    expect(desk.said().at(-1)).toBe('adjusted: buy 1 at 100, order 1 has filled more than it was for');
  });
});

describe('a fee', () => {
  const feeOf = async (fee: number, feeCurrency: string): Promise<{ fee: number; beside: string[]; notes: string[] }> => {
    const desk = await new Desk().start();
    await desk.submit(1, { instrument: 1 });
    desk.venue.say({ kind: 'fill', fill: dealt('t-1', 'e1', 6, 2, 50, { instrument: 'Y', fee, feeCurrency }) });
    const filled = desk.events.find((event) => event.kind === 'filled');
    return { fee: filled!.fill.fee, beside: desk.said().slice(2), notes: desk.notes.map(({ text }) => text) };
  };

  it("is the fill's own in the currency of settlement", async () => {
    expect(await feeOf(-0.5, 'USD')).toEqual({ fee: -0.5, beside: [], notes: [] });
  });

  it('is a payment in another currency of the account', async () => {
    expect(await feeOf(0.001, 'BNB')).toEqual({ fee: 0, beside: ['paid commission: -0.001 of 1'], notes: [] });
  });

  it('takes units away where it is taken in what was bought: money, fee and position are right', async () => {
    const { fee, beside } = await feeOf(0.002, INSTRUMENTS[1]!.id);
    expect(fee).toBe(0.1);
    expect(beside).toEqual(['adjusted: sell 0.002 at 50, the fee of e1 was taken in kind']);
  });

  it('is told where the account has no such currency', async () => {
    expect((await feeOf(1, 'OKB')).notes).toEqual(['the fee of e1, 1 OKB, is in a currency that the account does not have']);
  });

  it('counts as none where the venue does not say it, and that is told', async () => {
    expect(await feeOf(Number.NaN, '')).toEqual({
      ...{ fee: 0, beside: [], notes: ['the venue does not say the fee of e1: it counts as none'] },
    });
  });
});
