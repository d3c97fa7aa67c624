import type { AccountView } from '../model/account.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderDraft, OrderId } from '../model/order.ts';
import type { PeriodOptions } from '../model/periods.ts';
import type { Bars } from '../model/series.ts';
import type { Exit, Target } from './order-options.ts';
import type { Plot } from './plot.ts';

/** What a strategy's context needs of the session: the account to read, and where intents go. */
export interface Desk {
  readonly now: number;
  readonly account: AccountView & { avgPriceOf(strategy: number, instrument: number): number };
  readonly instruments: readonly Instrument[];
  submit(order: OrderDraft, sizeAt: 'signal' | 'fill' | undefined, stopLoss: Exit | undefined, targets: readonly Target[]): OrderId;
  /** The open children of an order, oldest first. */
  childrenOf(strategy: number, id: OrderId): readonly OrderId[];
  cancel(strategy: number, id: OrderId): void;
  replace(strategy: number, id: OrderId, qty: number | undefined, price: number | undefined, trigger: number | undefined): void;
  openOrders(strategy: number, instrument: number): readonly OrderId[];
  isOpen(id: OrderId): boolean;
  /** A quantity on the instrument's grid, snapped toward zero. */
  toStep(instrument: number, qty: number): number;
  every(strategy: number, interval: string | number, run: () => void): void;
  resample(strategy: number, feed: Bars, timeframe: string, options: PeriodOptions | undefined): Bars;
  /** Has a line drawn with the result, where charts are wanted. */
  plot(strategy: number, plot: Plot): void;
  random(): number;
  log(strategy: number, message: string, fields: Readonly<Record<string, unknown>> | undefined): void;
}
