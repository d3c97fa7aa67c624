/** Requests in a time that TWS answers (TWS API, "Pacing Violations for Small Bars"), a little less than it says. */
const RULES = {
  small: { most: 58, per: 600_000 },
  contract: { most: 5, per: 2_000 },
} as const;

/** Spaces requests for history: 60 in ten minutes of bars of up to 30 seconds, and never 6 in two seconds. */
export class Pace {
  readonly #sent: { readonly ts: number; readonly isSmall: boolean }[] = [];

  /** Milliseconds until a request may be sent at `now`; 0 counts it as sent. */
  wait(now: number, isSmall: boolean): number {
    const until = Math.max(this.#until(now, RULES.contract, false), isSmall ? this.#until(now, RULES.small, true) : now);
    if (until > now) return until - now;
    this.#sent.push({ ts: now, isSmall });
    while (this.#sent.length > 0 && this.#sent[0]!.ts <= now - RULES.small.per) this.#sent.shift();
    return 0;
  }

  #until(now: number, { most, per }: { readonly most: number; readonly per: number }, onlySmall: boolean): number {
    const own = this.#sent.filter(({ ts, isSmall }) => ts > now - per && (isSmall || !onlySmall));
    return own.length < most ? now : own[own.length - most]!.ts + per;
  }
}
