import { describe, expect, it } from 'vitest';
import type { StepEntry } from '../../engine/loop/journal.ts';
import type { People } from '../../engine/loop/trade-edge.ts';
import { orderOf } from '../venues/hostile/orders.ts';
import { HASTY } from './hasty.ts';
import { Life } from './life.ts';
import { Notebook } from './notebook.ts';
import { traderParts } from './random-trader.ts';
import { inProcess } from './stages.ts';

/** A session at a venue at which nothing goes wrong, half a minute old; tells when each of its orders left, and whether it opened. */
async function trading() {
  const stage = await inProcess(5);
  const { wall, world } = stage;
  world.schedule.rates = {};
  for (const off of world.front.pending.splice(0)) off();
  const notebook = new Notebook();
  const left: { readonly ts: number; readonly opens: boolean }[] = [];
  const stop: ReturnType<People['poll']>[] = [];
  let wake = (): void => {};
  const people: People = {
    listen(up) {
      wake = up;
    },
    poll: () => stop.shift(),
  };
  const { venue, feed } = stage.reach('p0');
  const life = new Life({
    ...{ venue, feed, wall, notebook, people, death: undefined, note() {}, random: () => 0.5 },
    parts: traderParts(5, world.instruments, 1_000_000, 0.7, Number.POSITIVE_INFINITY),
    options: { emulateExits: true, ...HASTY },
    epochs: { every: Number.POSITIVE_INFINITY, asked: [] },
    witness: ({ order }) => void left.push({ ts: wall.now(), opens: !order.reduceOnly }),
  });
  const over = life.run();
  await wall.pass(30_000);
  const close = async (): Promise<void> => {
    stop.push({ kind: 'stop', how: 'leave' });
    wake();
    await wall.settled(over);
    await stage.close();
  };
  return { wall, world, life, notebook, left, close };
}

describe('somebody else in the account of a session', () => {
  it('stops new exposure as soon as two looks in a row find what no order of the session explains', async () => {
    const { wall, world, notebook, left, close } = await trading();
    expect(left.filter(({ opens }) => opens).length).toBeGreaterThan(10);
    world.exchange.place('by-hand', orderOf({ qty: 1 }));
    await wall.pass(30_000);
    const steps = notebook.read().filter((entry): entry is StepEntry => entry.kind === 'step');
    const held = steps.find(({ inputs }) =>
      inputs.some((one) => one.kind === 'human' && one.order.kind === 'hold' && one.order.who === 'drift'),
    );
    const why = held!.inputs.flatMap((one) => (one.kind === 'human' && one.order.kind === 'hold' ? [one.order.why] : []));
    expect(why).toEqual([expect.stringMatching(/^we hold .*, the venue says .*, and no order explains it$/)]);
    const late = left.filter(({ ts, opens }) => opens && ts > held!.seenTs);
    expect(late).toEqual([]);
    await close();
  });
});
