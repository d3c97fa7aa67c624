import type { OrderId, OrderRequest, RejectReason } from '../../model/order.ts';
import type { FeeModel } from './fees.ts';
import type { TouchRule } from './matching.ts';
import type { SlippageModel } from './slippage.ts';

/** How the simulator judges; every choice is pessimistic by default. */
export interface SimRules {
  /** When a market order fills: at the next open, or (labelled in every report) at the close it was decided on. */
  readonly fillOn: 'next-open' | 'on-close';
  readonly touch: TouchRule;
  /** When an attached exit begins to work: with its parent's fill, or only after the bar that filled the parent. */
  readonly exitsFrom: 'fill' | 'next-bar';
  readonly fee: FeeModel;
  readonly slippage: SlippageModel;
  /** Sizes an order that was sent without a quantity, at its price and with the fee that a quantity costs; or says why it cannot. */
  readonly size: (id: OrderId, order: OrderRequest, price: number, fee: (qty: number) => number) => number | RejectReason;
}
