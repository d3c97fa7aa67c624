import type { RejectReason } from '../../model/order.ts';
import type { Wall } from '../../model/wall.ts';
import { faultOf, within } from './deadline.ts';
import type { Limiter } from './limiter.ts';
import { type RequestKind, VenueFault } from './venue.ts';

/** What leaves first: cancels, what shrinks exposure, questions, and then new exposure. */
export const LANES = ['cancel', 'reduce', 'inquire', 'submit'] as const;
export type Lane = (typeof LANES)[number];

/** A request on its way to the venue. */
export interface Outgoing<T> {
  readonly lane: Lane;
  readonly kind: RequestKind;
  /** It does not leave later. */
  readonly until: number;
  /** The last question before the socket: why it must not leave after all. */
  readonly withhold?: (() => RejectReason | undefined) | undefined;
  readonly run: () => Promise<T>;
  readonly onAnswer: (answer: T) => void;
  readonly onFault: (fault: VenueFault) => void;
  /** It has not left, and never will. */
  readonly onWithheld?: ((reason: RejectReason) => void) | undefined;
}

/** Requests that wait for the limits of a venue, by what leaves first. */
export class Lanes {
  /** Whether orders leave: not while what the account holds is not known. Cancels and questions pass. */
  #isOpen = false;
  readonly #wall: Wall;
  readonly #limiter: Limiter;
  readonly #deadline: number;
  readonly #queues: readonly Outgoing<unknown>[][] = LANES.map(() => []);
  #isAwake = false;
  #alarm: (() => void) | undefined;
  #isOver = false;
  /** Stop the clocks of requests that have left. */
  readonly #waits = new Set<() => void>();
  /** End questions. */
  readonly #asked = new Set<(fault: VenueFault) => void>();

  constructor(wall: Wall, limiter: Limiter, deadline: number) {
    this.#wall = wall;
    this.#limiter = limiter;
    this.#deadline = deadline;
  }

  /** Adds a request; it leaves no sooner than the caller has finished what it does now. */
  add<T>(request: Outgoing<T>): void {
    if (this.#isOver) return;
    this.#queues[LANES.indexOf(request.lane)]!.push(request as Outgoing<unknown>);
    this.#wake();
  }

  /** Asks a question; rejects with the VenueFault that it came to. */
  ask<T>(kind: RequestKind, run: () => Promise<T>, lane: Lane = 'inquire'): Promise<T> {
    if (this.#isOver) return Promise.reject(new VenueFault('not-sent', 'closed'));
    return new Promise<T>((resolve, reject) => {
      this.#asked.add(reject);
      const onAnswer = (answer: T): void => {
        this.#asked.delete(reject);
        resolve(answer);
      };
      const onFault = (fault: VenueFault): void => {
        this.#asked.delete(reject);
        reject(fault);
      };
      this.add({ lane, kind, until: Number.POSITIVE_INFINITY, run, onAnswer, onFault });
    });
  }

  /** Takes a request back; false where it has left. */
  remove(request: unknown): boolean {
    return this.#queues.some((queue) => {
      const at = queue.indexOf(request as Outgoing<unknown>);
      if (at >= 0) queue.splice(at, 1);
      return at >= 0;
    });
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    this.#wake();
  }

  /** Looks at once for what must not leave any more. */
  sift(): void {
    for (const queue of this.#queues) {
      for (const request of [...queue]) {
        const reason = request.until < this.#wall.now() ? 'too-old' : request.withhold?.();
        if (reason !== undefined && this.remove(request)) request.onWithheld?.(reason);
      }
    }
  }

  /** Nothing leaves any more: what waits has not been sent, and what has left is not waited for. */
  close(): void {
    this.#isOver = true;
    this.#alarm?.();
    for (const stop of this.#waits) stop();
    for (const queue of this.#queues) for (const { onFault } of queue.splice(0)) onFault(new VenueFault('not-sent', 'closed'));
    for (const end of this.#asked) end(new VenueFault('unknown', 'closed'));
  }

  #wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    Promise.resolve().then(() => {
      this.#isAwake = false;
      this.#pump();
    });
  }

  #pump(): void {
    this.#alarm?.();
    this.#alarm = undefined;
    if (this.#isOver) return;
    this.sift();
    const now = this.#wall.now();
    let sleep = Number.POSITIVE_INFINITY;
    /** What waits for its limit: nothing that counts against the same one overtakes it. */
    const waiting: RequestKind[] = [];
    for (let lane = 0; lane < LANES.length; lane++) {
      const mayLeave = this.#isOpen || LANES[lane] === 'cancel' || LANES[lane] === 'inquire';
      const queue = this.#queues[lane]!;
      while (mayLeave && queue.length > 0) {
        const { kind } = queue[0]!;
        if (waiting.some((other) => this.#limiter.areRivals(kind, other))) break;
        const wait = this.#limiter.take(kind, now);
        if (wait > 0) {
          sleep = Math.min(sleep, wait);
          waiting.push(kind);
          break;
        }
        this.#leave(queue.shift()!);
      }
    }
    this.#sleep(sleep);
  }

  /** Until a request may leave, or the first of them is too old. */
  #sleep(wait: number): void {
    let ms = wait;
    for (const queue of this.#queues) for (const { until } of queue) ms = Math.min(ms, until - this.#wall.now() + 1);
    if (Number.isFinite(ms)) this.#alarm = this.#wall.after(ms, () => this.#pump());
  }

  #leave(request: Outgoing<unknown>): void {
    const reason = request.withhold?.();
    if (reason !== undefined) {
      request.onWithheld?.(reason);
      return;
    }
    within(this.#wall, this.#deadline, start(request.run), this.#waits).then(
      (answer) => request.onAnswer(answer),
      (error: unknown) => this.#fail(request, faultOf(error)),
    );
  }

  /** A venue that is busy wants a rest from all of us, whatever the request was. */
  #fail(request: Outgoing<unknown>, fault: VenueFault): void {
    if (fault.kind === 'busy') this.#limiter.rest(this.#wall.now() + (fault.retryAfter > 0 ? fault.retryAfter : 1_000));
    request.onFault(fault);
  }
}

/** An adapter that throws at once fails like one that does later. */
function start(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return run();
  } catch (error) {
    return Promise.reject(error);
  }
}
