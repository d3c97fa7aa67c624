import type { Limit, RequestKind, Venue } from './venue.ts';

/** How much of one limit is left: it refills evenly. */
interface Bucket {
  readonly limit: Limit;
  left: number;
  asOf: number;
  /** Nothing passes before. */
  until: number;
}

/** The limits of a venue: whether a request may leave now, and when it may if not. A part is kept for cancels. */
export class Limiter {
  readonly #buckets: ReadonlyMap<string, Bucket>;
  readonly #costs: NonNullable<Venue['costs']>;
  /** Nothing at all passes before: the venue has asked for a rest. */
  #until = Number.NEGATIVE_INFINITY;

  constructor({ limits, costs = {} }: Pick<Venue, 'limits' | 'costs'>, now: number) {
    this.#buckets = new Map(
      Object.entries(limits).map(([name, limit]) => [name, { limit, left: limit.units, asOf: now, until: Number.NEGATIVE_INFINITY }]),
    );
    this.#costs = costs;
  }

  /** Milliseconds until a request of this kind may leave; 0 now, and then it is counted. */
  take(kind: RequestKind, now: number): number {
    let wait = Math.max(0, this.#until - now);
    for (const [name, bucket] of this.#buckets) {
      const cost = this.#costOf(kind, name);
      if (cost === 0) continue;
      refill(bucket, now);
      const kept = kind === 'cancel' || kind === 'cancel-all' ? 0 : bucket.limit.reserve;
      const short = Math.min(cost, bucket.limit.units - kept) + kept - bucket.left;
      wait = Math.max(wait, bucket.until - now, short > 0 ? (short * bucket.limit.per) / bucket.limit.units : 0);
    }
    if (wait > 0) return Math.ceil(wait);
    for (const [name, bucket] of this.#buckets) bucket.left -= this.#costOf(kind, name);
    return 0;
  }

  /** Whether two kinds of request count against one limit. */
  areRivals(a: RequestKind, b: RequestKind): boolean {
    return [...this.#buckets.keys()].some((name) => this.#costOf(a, name) > 0 && this.#costOf(b, name) > 0);
  }

  /** The venue says what is left of a limit, until it is whole again. */
  hear(name: string, left: number, until: number, now: number): void {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) return;
    refill(bucket, now);
    bucket.left = Math.min(bucket.left, left);
    if (left <= 0) bucket.until = Math.max(bucket.until, until);
  }

  /** The venue wants no request before. */
  rest(until: number): void {
    this.#until = Math.max(this.#until, until);
  }

  #costOf(kind: RequestKind, name: string): number {
    const costs = this.#costs[kind];
    return costs === undefined ? 1 : (costs[name] ?? 0);
  }
}

function refill(bucket: Bucket, now: number): void {
  const { units, per } = bucket.limit;
  bucket.left = Math.min(units, bucket.left + ((now - bucket.asOf) * units) / per);
  bucket.asOf = now;
}
