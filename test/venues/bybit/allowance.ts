/** How many requests of each kind were made in the last second. */
export class Allowance {
  readonly #made = new Map<string, number[]>();

  /** Counts a request. False where there were too many. */
  take(kind: string, limit: number, now: number): boolean {
    const recent = this.#recent(kind, now);
    if (recent.length >= limit) return false;
    recent.push(now);
    return true;
  }

  left(kind: string, limit: number, now: number): number {
    return limit - this.#recent(kind, now).length;
  }

  /** From when on there is one again; `now` where there is. */
  reset(kind: string, limit: number, now: number): number {
    const recent = this.#recent(kind, now);
    return recent.length < limit ? now : recent[0]! + 1_000;
  }

  #recent(kind: string, now: number): number[] {
    const recent = (this.#made.get(kind) ?? []).filter((ts) => ts > now - 1_000);
    this.#made.set(kind, recent);
    return recent;
  }
}
