import { describe, expect, it } from 'vitest';
import { backoff } from '../../../../engine/broker/live/backoff.ts';
import { ClientIds } from '../../../../engine/broker/live/client-ids.ts';
import { absorbedId, absorbedIn, Executions, gapsOf } from '../../../../engine/broker/live/executions.ts';
import { Lanes } from '../../../../engine/broker/live/lanes.ts';
import { Limiter } from '../../../../engine/broker/live/limiter.ts';
import { Skew } from '../../../../engine/broker/live/skew.ts';
import type { VenueFault } from '../../../../engine/broker/live/venue.ts';
import { gridOf } from '../../../../engine/model/grid.ts';
import { VirtualWall } from '../../../venues/virtual-wall.ts';
import { Desk, placed, submitOf } from './scripted-venue.ts';

describe('a limit', () => {
  const limits = { orders: { units: 10, per: 1_000, reserve: 2 } };

  it('lets so many pass in so much time, and keeps some for cancels', () => {
    const limiter = new Limiter({ limits }, 0);
    const waits = Array.from({ length: 9 }, () => limiter.take('place', 0));
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 100]);
    expect([limiter.take('cancel', 0), limiter.take('cancel', 0), limiter.take('cancel', 0)]).toEqual([0, 0, 100]);
  });

  it('fills again evenly', () => {
    const limiter = new Limiter({ limits }, 0);
    for (let k = 0; k < 8; k++) limiter.take('place', 0);
    expect([limiter.take('place', 99), limiter.take('place', 100), limiter.take('place', 150)]).toEqual([1, 0, 50]);
  });

  it('counts what a kind of request costs, limit by limit', () => {
    const limiter = new Limiter(
      { limits: { ...limits, weight: { units: 20, per: 1_000, reserve: 0 } }, costs: { snapshot: { weight: 20 } } },
      0,
    );
    expect([limiter.take('snapshot', 0), limiter.take('snapshot', 0), limiter.take('place', 0)]).toEqual([0, 1_000, 50]);
    expect(limiter.areRivals('snapshot', 'place')).toBe(true);
  });

  it('is what the venue says is left of it', () => {
    const limiter = new Limiter({ limits }, 0);
    limiter.hear('orders', 3, 500, 0);
    expect([limiter.take('place', 0), limiter.take('place', 0)]).toEqual([0, 100]);
    limiter.hear('orders', 0, 700, 0);
    expect(limiter.take('cancel', 0)).toBe(700);
  });

  it('stops everything while the venue wants a rest', () => {
    const limiter = new Limiter({ limits }, 0);
    limiter.rest(2_000);
    expect([limiter.take('cancel', 500), limiter.take('cancel', 2_000)]).toEqual([1_500, 0]);
  });

  it('is never waited for in vain by a request that costs more than it holds', () => {
    const limiter = new Limiter({ limits, costs: { snapshot: { orders: 50 } } }, 0);
    expect(limiter.take('snapshot', 0)).toBe(0);
  });
});

describe('requests that wait for a limit', () => {
  it('leave by what matters most: cancels, what reduces, questions, new exposure', async () => {
    const desk = await new Desk({
      limits: { all: { units: 1, per: 1_000, reserve: 0 } },
      options: { maxCommandAge: 60_000, silence: 60_000 },
    }).start();
    await desk.wall.pass(10_000);
    await desk.submit(1);
    desk.venue.orders.push(placed('t-1', 10_000));
    desk.venue.say({ kind: 'order', order: placed('t-1', 10_000) });
    desk.asked();
    const now = desk.wall.now();
    await desk.send(submitOf(2, now), submitOf(3, now, { reduceOnly: true, side: 'sell' }), { kind: 'cancel', ts: now, id: 1 });
    void desk.broker.snapshot(now);
    await desk.wall.pass(4_500);
    expect(desk.asked().map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'cancel t-1',
      'place t-3',
      'snapshot since',
      'place t-2',
    ]);
  });
});

describe('a wait before another attempt', () => {
  it('is chance below a bound that doubles', () => {
    expect([0, 1, 2, 5, 50].map((attempt) => backoff(attempt, 1_000, 30_000, () => 1))).toEqual([1_000, 2_000, 4_000, 30_000, 30_000]);
    expect(backoff(3, 1_000, 30_000, () => 0.25)).toBe(2_000);
  });
});

describe('client ids', () => {
  const rules = { length: 20, pattern: /^[a-z0-9-]+$/ };

  it('are read back to the order, and to how often it was placed', () => {
    const ids = new ClientIds('k3f9x2', rules);
    expect([ids.of(17), ids.of(17, 2)]).toEqual(['k3f9x2-17', 'k3f9x2-17-2']);
    expect([ids.read('k3f9x2-17'), ids.read('k3f9x2-17-2')]).toEqual([
      { id: 17, revision: 0 },
      { id: 17, revision: 2 },
    ]);
  });

  it('of others are nobody of ours', () => {
    const ids = new ClientIds('k3f9x2', rules);
    for (const other of ['', 'k3f9x2', 'k3f9x2-', 'k3f9x2-0', 'k3f9x3-1', 'k3f9x2-1-', 'x-k3f9x2-1', 'k3f9x2-1e3'])
      expect(ids.read(other).id).toBe(0);
  });

  it('that a venue could not take are refused before anything is sent', () => {
    expect(() => new ClientIds('abc', { length: 10, pattern: /./ })).toThrow('Expected a session tag of which client ids such as');
    expect(() => new ClientIds('A b', rules)).toThrow('Expected a session tag of 1 to 12 of a-z and 0-9, but it was "A b"');
  });
});

describe('what of an order is filled', () => {
  const steps = gridOf(0.1);

  it('is never more than the larger of what its fills and its own word say', () => {
    const executions = new Executions(steps);
    executions.hear(0.3, 100);
    expect(executions.owed).toBe(0.3);
    expect([executions.add('a', 0.1, 100), executions.add('a', 0.1, 100), executions.owed]).toEqual([0.1, 0, 0.2]);
    const { qty, price, execId } = executions.close('t-1');
    expect({ qty, price, execId }).toEqual({ qty: 0.2, price: 100, execId: 't-1~0.3+0.2' });
    expect([executions.add('b', 0.1, 99), executions.add('c', 0.2, 99), executions.booked]).toEqual([0, 0.1, 0.4]);
  });

  it('goes on after a restart where it was: what was booked without its fill is known by the id it was given', () => {
    const gaps = gapsOf(['x1', 't-1~0.3+0.2', 't-2~5+5']);
    expect([...gaps]).toEqual([
      ['t-1', 0.2],
      ['t-2', 5],
    ]);
    const executions = new Executions(steps, 0.3, 100, 0.2);
    expect([executions.add('late', 0.2, 100), executions.add('new', 0.1, 100)]).toEqual([0, 0.1]);
  });

  it('is told once where its fill comes after all: less of it is without one, and that fill is known', () => {
    const heard = ['x1', 't-1~0.3+0.2', absorbedId('t-1', 'x~2+1', 0.1)];
    expect([gapsOf(heard).get('t-1'), [...absorbedIn(heard)]]).toEqual([0.1, ['x~2+1']]);
  });

  it('begins at nothing for the venue when it is placed anew', () => {
    const executions = new Executions(steps);
    executions.add('a', 0.3, 100);
    executions.renew();
    executions.hear(0.1, 110);
    expect(executions.owed).toBe(0.1);
    expect(executions.close('t-1-1').price).toBeCloseTo(110, 9);
  });
});

describe('the skew of clocks', () => {
  it('is the median of the last five answers', () => {
    const skew = new Skew();
    expect(skew.value).toBeNaN();
    for (const late of [9_000, 10, 20, 30, 40, 50]) skew.add(0, 100 + late, 200);
    expect(skew.value).toBe(30);
  });
});

describe('requests when all is closed', () => {
  it('are not waited for any more: those that have left leave no timer, and questions are over', async () => {
    const wall = new VirtualWall();
    const lanes = new Lanes(wall, new Limiter({ limits: { all: { units: 1, per: 1_000, reserve: 0 } } }, wall.now()), 10_000);
    const asked = [1, 2].map(() => lanes.ask('time', () => new Promise<number>(() => {})).catch((error: VenueFault) => error.kind));
    await wall.pass(10);
    expect(wall.waiting).toBe(2);
    lanes.close();
    expect(wall.waiting).toBe(0);
    // The first may have been carried out; the second never left.
    expect(await Promise.all(asked)).toEqual(['unknown', 'not-sent']);
  });
});
