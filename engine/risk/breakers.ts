import { DAY } from '../model/time.ts';

/** Whether orders leave: all of them, only those that shrink a position, or none. */
export type TradingState = 'active' | 'reducing' | 'halted';

/** Limits on what may be lost before trading only reduces; fractions of equity, null for none. */
export interface LossLimits {
  readonly maxDrawdown: number | null;
  readonly maxDailyLoss: number | null;
}

/** Watches equity and says when a limit is reached. Days are UTC days. */
export class LossBreakers {
  readonly active: boolean;
  readonly #limits: LossLimits;
  #peak: number;
  #day = Number.NaN;
  #dayStart: number;
  #last: number;

  constructor(limits: LossLimits, equity: number) {
    this.active = limits.maxDrawdown !== null || limits.maxDailyLoss !== null;
    this.#limits = limits;
    this.#peak = this.#dayStart = this.#last = equity;
  }

  /** Takes the equity at `ts`; returns the limit that it breaks. */
  watch(ts: number, equity: number): 'max-drawdown' | 'max-daily-loss' | undefined {
    // A bar that closes at midnight belongs to the day it ends.
    const day = Math.ceil(ts / DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#dayStart = this.#last;
    }
    this.#last = equity;
    if (equity > this.#peak) this.#peak = equity;
    const { maxDrawdown, maxDailyLoss } = this.#limits;
    if (maxDrawdown !== null && equity <= this.#peak * (1 - maxDrawdown)) return 'max-drawdown';
    if (maxDailyLoss !== null && equity <= this.#dayStart * (1 - maxDailyLoss)) return 'max-daily-loss';
    return undefined;
  }
}
