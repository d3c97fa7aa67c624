/** What is handed over at a time lasts about so long: short enough to be told of and to be lost, long enough not to be all handing over. */
const GOAL_MS = 200;

const MOST = 256;

/** How many trials to hand over at a time, after how long those before have taken. One at first. */
export class ShareOfWork {
  #size = 1;

  get size(): number {
    return this.#size;
  }

  /** So many took so long, in milliseconds. */
  took(count: number, ms: number): void {
    const fitting = Math.floor((GOAL_MS * count) / Math.max(ms, 0.1));
    this.#size = Math.max(1, Math.min(fitting, this.#size * 4, MOST));
  }
}
