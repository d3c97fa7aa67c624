import type { Wall } from '../../../engine/model/wall.ts';
import { Breach } from './breach.ts';
import type { Clock } from './subject.ts';

/** The time of a wall that nobody turns: what is waited for takes as long as it takes. */
export class WallClock implements Clock, Wall {
  readonly isReal = true;
  readonly #wall: Wall;

  constructor(wall: Wall) {
    this.#wall = wall;
  }

  now: Wall['now'] = () => this.#wall.now();

  after: Wall['after'] = (ms, run) => this.#wall.after(ms, run);

  pass(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#wall.after(ms, resolve));
  }

  settled<T>(promise: Promise<T>, most = 60_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.#wall.after(most, () => reject(new Breach(`Expected it to be settled within ${most} ms, but it still waits`)));
      promise.then(resolve, reject).finally(stop);
    });
  }
}
