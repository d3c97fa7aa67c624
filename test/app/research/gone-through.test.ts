import { describe, expect, test } from 'vitest';
import type { Executor } from '../../../app/research/executor.ts';
import { goneThrough } from '../../../app/research/gone-through.ts';
import type { Task, TrialRecord } from '../../../app/research/trial-record.ts';
import { tpeSearch } from '../../../engine/research/tpe.ts';
import { least, spaceOf, whole } from '../../engine/research/fixture.ts';

const space = spaceOf([whole('fast', 1, 50), whole('slow', 1, 50)]);
const search = () => tpeSearch(space, 44, 1, [least]);

/** Tells what a bowl is at each point, in an order of its own. */
function teller(arrange: (tasks: readonly Task[]) => readonly Task[], seen: Task[] = []): Executor {
  return {
    async run(tasks, take) {
      seen.push(...tasks);
      for (const { number, point, budget } of arrange(tasks)) {
        const f = (Number(point['fast']) - 20) ** 2 + (Number(point['slow']) - 30) ** 2;
        take([{ number, point, budget, metrics: { f }, resultHash: '', returns: new Float32Array(0), perYear: 1 }]);
      }
    },
    close: async () => {},
  };
}

describe('a search that is gone through', () => {
  test('has its trials in the order of their numbers, however and how often they arrive', async () => {
    const plain = await goneThrough(
      search(),
      teller((tasks) => tasks),
      {},
      () => {},
    );
    const told: TrialRecord[] = [];
    const twice = await goneThrough(
      search(),
      teller((tasks) => [...tasks.toReversed(), ...tasks]),
      {},
      (some) => told.push(...some),
    );
    expect(plain.map(({ number }) => number)).toEqual(Array.from({ length: 44 }, (_, k) => k));
    expect(twice).toEqual(plain);
    expect(told.length).toBe(44);
  });
  test('runs points with what is laid over them, and knows them without', async () => {
    const seen: Task[] = [];
    const records = await goneThrough(
      search(),
      teller((tasks) => tasks, seen),
      { 'run:from': '2020-01-01' },
      () => {},
    );
    expect(seen.every(({ point }) => point['run:from'] === '2020-01-01')).toBe(true);
    expect(records.every(({ point }) => Object.keys(point).join() === 'fast,slow')).toBe(true);
  });
});
