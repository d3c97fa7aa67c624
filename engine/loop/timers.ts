import { ConfigError } from '../model/errors.ts';
import { DAY, type Millis } from '../model/time.ts';
import { barEnd, barStart, parseTimeframe, type Timeframe } from '../model/timeframe.ts';

/** One `every`: whose, how often, and when next. */
interface Timer {
  readonly strategy: number;
  readonly timeframe: Timeframe;
  readonly run: () => void;
  due: number;
}

/** A timer and when it rings next. */
export interface SavedTimer {
  readonly strategy: number;
  readonly interval: string;
  readonly due: number;
}

/** What strategies have asked to be called for; each rings at the multiples of its interval since midnight UTC. */
export class Timers {
  next = Number.POSITIVE_INFINITY;
  readonly #timers: Timer[] = [];

  /** Throws a ConfigError on an interval that is neither a timeframe nor whole milliseconds. */
  add(strategy: number, interval: string | number, run: () => void, now: number): void {
    const timeframe = typeof interval === 'number' ? { text: `${interval}ms`, ms: interval } : parseTimeframe(interval);
    if (timeframe === undefined || ('ms' in timeframe && !(Number.isInteger(timeframe.ms) && timeframe.ms > 0))) {
      throw new ConfigError(`Expected an interval such as "15m", "1d" or whole milliseconds, but it was "${interval}"`);
    }
    if ('ms' in timeframe && timeframe.ms < DAY && DAY % timeframe.ms !== 0) {
      throw new ConfigError(`Expected an interval that divides a day, but it was "${interval}"`);
    }
    const timer = { strategy, timeframe, run, due: Number.POSITIVE_INFINITY };
    this.#timers.push(timer);
    if (Number.isFinite(now)) this.#schedule(timer, now);
  }

  /** Sets the first ring of every timer after the session's start. */
  start(ts: Millis): void {
    for (const timer of this.#timers) this.#schedule(timer, ts);
  }

  /** Rings what is due for one strategy at `ts`. */
  ring(strategy: number, ts: number): void {
    for (const timer of this.#timers) {
      if (timer.strategy !== strategy || timer.due > ts) continue;
      this.#schedule(timer, ts);
      timer.run();
    }
  }

  #schedule(timer: Timer, after: number): void {
    timer.due = barEnd(timer.timeframe, barStart(timer.timeframe, after));
    this.#findNext();
  }

  save(): readonly SavedTimer[] {
    return this.#timers.map(({ strategy, timeframe, due }) => ({ strategy, interval: timeframe.text, due }));
  }

  /** Lets those that are there again ring when they were to; one that only a handler had asked for is gone. */
  restore(saved: readonly SavedTimer[]): void {
    this.#timers.forEach((timer, k) => {
      const before = saved[k];
      if (before?.strategy === timer.strategy && before.interval === timer.timeframe.text) timer.due = before.due;
    });
    this.#findNext();
  }

  #findNext(): void {
    this.next = this.#timers.reduce((least, { due }) => Math.min(least, due), Number.POSITIVE_INFINITY);
  }
}
