import type { Wall } from '../../../engine/model/wall.ts';

type Stop = () => void;

/**
 * Makes a clock that a test turns the clock of this machine, for libraries that know no other: `Date.now`, `setTimeout` and
 * `setInterval` go by it until what is returned is called.
 */
export function followWall(wall: Wall): Stop {
  const { setTimeout: timeout, clearTimeout: noTimeout, setInterval: interval, clearInterval: noInterval } = globalThis;
  const { now } = Date;
  const handle = (stop: Stop): object => {
    const made = {
      ref: () => made,
      unref: () => made,
      hasRef: () => true,
      refresh: () => made,
      close: () => made,
      [Symbol.dispose]: stop,
      stop,
    };
    return made;
  };
  const after = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): object => handle(wall.after(ms, () => run(...args)));
  const every = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): object => {
    let stop: Stop = () => {};
    const again = (): void => {
      stop = wall.after(Math.max(1, ms), () => {
        again();
        run(...args);
      });
    };
    again();
    return handle(() => stop());
  };
  const end =
    (clear: (timer: never) => void) =>
    (timer: unknown): void => {
      if (typeof timer === 'object' && timer !== null && 'stop' in timer) (timer.stop as Stop)();
      else clear(timer as never);
    };
  Object.assign(globalThis, { setTimeout: after, setInterval: every, clearTimeout: end(noTimeout), clearInterval: end(noInterval) });
  Date.now = () => wall.now();
  return () => {
    Object.assign(globalThis, { setTimeout: timeout, setInterval: interval, clearTimeout: noTimeout, clearInterval: noInterval });
    Date.now = now;
  };
}
