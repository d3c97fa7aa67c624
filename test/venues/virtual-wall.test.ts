import { describe, expect, it } from 'vitest';
import { VirtualWall } from './virtual-wall.ts';

describe('a wall that a test turns', () => {
  it('fires timers in the order of their time, those of one time in the order in which they were made', async () => {
    const wall = new VirtualWall(0);
    const fired: string[] = [];
    for (const [ms, name] of [
      [30, 'd'],
      [10, 'a'],
      [20, 'b'],
      [20, 'c'],
    ] as const)
      wall.after(ms, () => fired.push(`${name}@${wall.now()}`));
    await wall.run(20);
    expect(fired).toEqual(['a@10', 'b@20', 'c@20']);
    expect(wall.next).toBe(30);
    await wall.pass(10);
    expect(fired.at(-1)).toBe('d@30');
  });

  it('lets promises go as far as they can before the next timer', async () => {
    const wall = new VirtualWall(0);
    const seen: string[] = [];
    wall.after(5, () => {
      void (async () => {
        for (let k = 0; k < 100; k++) await undefined;
        seen.push(`a hundred awaits @${wall.now()}`);
        wall.after(1, () => seen.push(`made meanwhile @${wall.now()}`));
      })();
    });
    wall.after(7, () => seen.push(`the next @${wall.now()}`));
    await wall.run(10);
    expect(seen).toEqual(['a hundred awaits @5', 'made meanwhile @6', 'the next @7']);
    expect(wall.now()).toBe(10);
  });

  it('forgets a timer that was called off', async () => {
    const wall = new VirtualWall(0);
    const off = wall.after(5, () => expect.unreachable());
    expect(wall.waiting).toBe(1);
    off();
    off();
    expect(wall.waiting).toBe(0);
    expect(wall.next).toBe(Number.POSITIVE_INFINITY);
    const late = wall.after(5, () => {});
    await wall.run(10);
    late();
    expect(wall.waiting).toBe(0);
  });

  it('turns as far as a promise needs and no further', async () => {
    const wall = new VirtualWall(0);
    wall.after(500, () => expect.unreachable());
    const slept = new Promise<string>((resolve) => wall.after(400, () => resolve('slept')));
    expect(await wall.settled(slept)).toBe('slept');
    expect(wall.now()).toBe(400);
    await expect(wall.settled(new Promise(() => {}), 50)).rejects.toThrow('Expected it to be settled within 50 ms');
  });

  it('fires a thousand timers of random times in order', async () => {
    const wall = new VirtualWall(0);
    const fired: number[] = [];
    for (let k = 0; k < 1000; k++) wall.after((k * 7919) % 613, () => fired.push(wall.now()));
    await wall.run(613);
    expect(fired).toHaveLength(1000);
    expect(fired).toEqual([...fired].sort((a, b) => a - b));
  });
});
