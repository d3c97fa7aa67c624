import type { Wall } from '../../../engine/model/wall.ts';

/** Waits between attempts: chance, up to a bound that doubles from the first to the longest; milliseconds. */
const [FIRST, LONGEST] = [1_000, 30_000];

/** Waits between attempts to connect, which can be ended. */
export class Pause {
  readonly #wall: Wall;
  readonly #random: () => number;
  #stop: () => void = () => {};

  constructor(wall: Wall, random: () => number) {
    this.#wall = wall;
    this.#random = random;
  }

  /** The wait after so many attempts. */
  take(attempt: number): Promise<void> {
    let bound = FIRST;
    for (let k = 0; k < attempt && bound < LONGEST; k++) bound *= 2;
    return new Promise((resolve) => {
      const stop = this.#wall.after(this.#random() * Math.min(bound, LONGEST), resolve);
      this.#stop = () => {
        stop();
        resolve();
      };
    });
  }

  end(): void {
    this.#stop();
  }
}
