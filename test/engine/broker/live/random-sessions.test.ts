import { describe, expect, it } from 'vitest';
import { millis } from '../../../../engine/model/time.ts';
import { fromGrid } from '../../../venues/hostile/resting-order.ts';
import { RandomSession } from './random-session.ts';

/** Plays a session at random over the hostile venue, and says what is not as it should be once all is quiet. */
async function wrongAfter(seed: number, crashes: number): Promise<string[]> {
  const session = new RandomSession(seed);
  const wrong: string[] = [];
  await session.run(crashes);
  await session.rest();
  const { exchange, instruments } = session.world;
  instruments.forEach(({ id, steps }, i) => {
    const theirs = fromGrid(steps, exchange.account.held[i]!);
    if (session.account.qty(i) !== theirs) wrong.push(`${session.account.qty(i)} ${id} with us, ${theirs} at the venue`);
  });
  const { events, drifts, cash } = session.reconcile(await session.wall.settled(session.broker.snapshot(millis(0))));
  wrong.push(...[...drifts, ...cash].map(({ why }) => why), ...events.map(({ why }) => why));
  wrong.push(...exchange.open.map(({ clientId }) => `${clientId} is open at the venue`));
  wrong.push(...session.blotter.openOrders(0, -1).map((id) => `order ${id} is open with us`));
  const placed = exchange.arrived.filter(({ what, taken }) => what === 'place' && taken).map(({ clientId }) => clientId);
  if (new Set(placed).size !== placed.length) wrong.push('an order was placed twice');
  await session.close();
  await session.wall.pass(100_000);
  if (session.wall.waiting > 0) wrong.push(`${session.wall.waiting} timers are left`);
  return wrong;
}

const seeds = Array.from({ length: 25 }, (_, k) => k + 1);

describe('a broker over a venue that does everything wrong', () => {
  it('ends with the positions, the money and the orders of the venue, each event lawful and each fill booked once', async () => {
    for (const seed of seeds) expect([seed, ...(await wrongAfter(seed, 0))]).toEqual([seed]);
  });

  it('does so as well when its process dies on the way, again and again', async () => {
    for (const seed of seeds) expect([seed, ...(await wrongAfter(seed + 100, 3))]).toEqual([seed]);
  });

  it('does the same thing for the same seed', async () => {
    const lived = async (): Promise<unknown> => {
      const session = new RandomSession(5);
      await session.run(1);
      await session.rest();
      await session.close();
      return session.events;
    };
    expect(await lived()).toEqual(await lived());
  });
});
