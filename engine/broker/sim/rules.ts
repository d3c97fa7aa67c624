import type { SessionTable } from '../../model/calendar.ts';
import type { OrderId, OrderRequest, RejectReason } from '../../model/order.ts';
import type { Fees } from './fees/fee-model.ts';
import type { TouchRule } from './matching.ts';
import type { QueueRule } from './place.ts';
import type { SlippageModel } from './slippage.ts';
import type { TrailRule } from './trail.ts';
import type { PathRule } from './walk.ts';

/** The choices a run file makes; every one is pessimistic by default. */
export interface FillRules {
  /** When a market order fills: at the next open, or (labelled in every report) at the close it was decided on. */
  readonly fillOn: 'next-open' | 'on-close';
  /** How the price is taken to have moved inside a bar. */
  readonly path: PathRule;
  readonly touch: TouchRule;
  readonly trailBy: TrailRule;
  /** When an attached exit begins to work: with its parent's fill, or only after the bar that filled the parent. */
  readonly exitsFrom: 'fill' | 'next-bar';
  /** The most that fills in one bar, as a fraction of its volume; null for no limit. */
  readonly volumeLimit: number | null;
  /** Whether a fill on a quote or a trade is at most the size it shows. */
  readonly sizeLimit: 'none' | 'shown';
  /** How a limit order waits where quotes and trades of its instrument are given: in a queue, or (`none`) for the price alone. */
  readonly queue: QueueRule;
  /** Puts a price that slippage moved out of its bar back to the bar's extreme. */
  readonly clip: boolean;
}

/** What is taken for granted where a run says nothing. */
export const PESSIMISTIC: FillRules = {
  fillOn: 'next-open',
  path: 'pessimistic',
  touch: 'through',
  trailBy: 'extreme',
  exitsFrom: 'fill',
  volumeLimit: null,
  sizeLimit: 'none',
  queue: 'none',
  clip: false,
};

/** How the simulator judges. */
export interface SimRules extends FillRules, Fees {
  readonly slippage: SlippageModel;
  /** When each instrument's market is open; its session is the UTC day where there is none. */
  readonly calendars?: readonly (SessionTable | undefined)[] | undefined;
  /** Asked at every ambiguous fill inside a bar: whether the other outcome is taken. Never, where it is absent. */
  readonly choose?: (() => boolean) | undefined;
  /** Sizes an order that was sent without a quantity, at its price and with the fee that a quantity costs; or says why it cannot. */
  readonly size: (id: OrderId, order: OrderRequest, price: number, fee: (qty: number) => number) => number | RejectReason;
}

/**
 * The rules of a run: what it chose, pessimistic where it chose nothing, and what it charges. Written field by field, for V8 keeps an object
 * that was spread together in a table, and asks that table for every rule at every fill.
 */
export function rulesOf(
  chosen: Partial<FillRules>,
  fees: Fees,
  rest: Pick<SimRules, 'slippage' | 'calendars' | 'choose' | 'size'>,
): SimRules {
  const rules = { ...PESSIMISTIC, ...chosen };
  return {
    fillOn: rules.fillOn,
    path: rules.path,
    touch: rules.touch,
    trailBy: rules.trailBy,
    exitsFrom: rules.exitsFrom,
    volumeLimit: rules.volumeLimit,
    sizeLimit: rules.sizeLimit,
    queue: rules.queue,
    clip: rules.clip,
    fee: fees.fee,
    inKind: fees.inKind,
    filled: fees.filled,
    save: fees.save,
    restore: fees.restore,
    slippage: rest.slippage,
    calendars: rest.calendars,
    choose: rest.choose,
    size: rest.size,
  };
}
