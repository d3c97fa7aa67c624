import type { BarColumns, Column } from '../../../engine/model/series.ts';

/** One delivery month of a future. */
export interface Contract {
  /** Such as `ES-201312`. */
  readonly id: string;
  /** Oldest first; a NaN row in front may be there. */
  readonly bars: BarColumns;
  /** The exchange's date of its last trading day, as that midnight UTC: from the contract's specification. */
  readonly lastTradingDay: number;
  /** The first date on which a holder may be given the goods, likewise; absent for what is settled in cash. */
  readonly firstNotice?: number;
  /** Contracts outstanding, by the times at which the numbers became known: mostly the morning after. */
  readonly openInterest?: { readonly times: Column; readonly value: Column };
}
