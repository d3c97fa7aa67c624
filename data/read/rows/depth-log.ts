/** What arrived of a book at once: a snapshot of it, or changes. */
export interface DepthMessage {
  readonly isSnapshot: boolean;
  /** Ids of the changes in it, and of the message before it; NaN where they are not given. */
  readonly firstId: number;
  readonly lastId: number;
  readonly previousId: number;
  /** Its first line in the file. */
  readonly line: number;
  /** Side (1 bid, -1 ask), price and size of each level, one after the other. */
  readonly changes: number[];
}

/** A snapshot arrives some messages after the moment it shows; this many levels of changes are kept for it. */
const MOST = 1_000_000;

/** The changes that came last: a snapshot may be older than some of them. */
export class DepthLog {
  #messages: DepthMessage[] = [];
  #size = 0;
  #isCut = false;

  push(message: DepthMessage): void {
    this.#messages.push(message);
    this.#size += message.changes.length;
    if (this.#size <= MOST * 3) return;
    this.#messages = this.#messages.slice(this.#messages.length >> 1);
    this.#size = this.#messages.reduce((sum, { changes }) => sum + changes.length, 0);
    this.#isCut = true;
  }

  /** The changes that a snapshot of this id may not know yet; undefined where some of them are no longer kept. */
  since(id: number): readonly DepthMessage[] | undefined {
    const first = this.#messages.findIndex(({ lastId }) => lastId >= id);
    if (first === 0 && this.#isCut) return undefined;
    return first < 0 ? [] : this.#messages.slice(first);
  }
}
