import type { Certainty, Fill } from '../model/fill.ts';
import { Table } from '../model/table.ts';

export const CERTAINTIES = ['exact', 'assumed', 'ambiguous'] as const satisfies readonly Certainty[];

/**
 * Fields of a fill in the log. `signedQty` is negative for a sell; `mark` is 1 for a maker plus 2 x its place in CERTAINTIES;
 * `rate` is what a unit of its money was worth in the account's, `valued` how many values of equity there were before it;
 * `slot` is its strategy times the number of instruments, and its instrument: not every fill is of an order of ours.
 */
export const FILL = {
  ts: 0,
  orderId: 1,
  signedQty: 2,
  price: 3,
  fee: 4,
  slippage: 5,
  mark: 6,
  barTs: 7,
  rate: 8,
  valued: 9,
  slot: 10,
} as const;
/** How many of them, from the first on, a result's hash is made of: equity tells the rest. */
export const FILL_HASHED = 8;
const WIDTH = 11;

/** Every fill, in order. */
export class FillLog extends Table {
  /** By row: the other price that an ambiguous fill may have had. */
  readonly otherPrices = new Map<number, number>();
  /** By row: the exit that the bar of an ambiguous entry may have hit. */
  readonly otherExits = new Map<number, number>();

  /** By row: the units of what was bought that its fee took. */
  readonly feeQtys = new Map<number, number>();

  constructor() {
    super(WIDTH);
  }

  write(fill: Fill, rate: number, valued: number, slot: number): void {
    const row = this.add();
    const { base: at, tail: to } = this;
    to[at] = fill.ts;
    to[at + FILL.orderId] = fill.orderId;
    to[at + FILL.signedQty] = fill.side === 'buy' ? fill.qty : -fill.qty;
    to[at + FILL.price] = fill.price;
    to[at + FILL.fee] = fill.fee;
    to[at + FILL.slippage] = fill.slippage;
    to[at + FILL.mark] = (fill.liquidity === 'maker' ? 1 : 0) + (fill.certainty === 'exact' ? 0 : fill.certainty === 'assumed' ? 2 : 4);
    to[at + FILL.barTs] = fill.barTs;
    to[at + FILL.rate] = rate;
    to[at + FILL.valued] = valued;
    to[at + FILL.slot] = slot;
    if (fill.feeQty !== undefined) this.feeQtys.set(row, fill.feeQty);
    if (fill.otherPrice !== undefined) this.otherPrices.set(row, fill.otherPrice);
    if (fill.otherExit !== undefined) this.otherExits.set(row, fill.otherExit);
  }

  /** Takes what the fee of the newest fill took of it: an order goes one way, and what leaves by it the other way is that. False where it is not. */
  takesInKind({ orderId, side, qty, fee }: Fill): boolean {
    const row = this.length - 1;
    if (orderId === 0 || row < 0 || this.get(row, FILL.orderId) !== orderId || this.get(row, FILL.signedQty) > 0 !== (side === 'sell'))
      return false;
    this.feeQtys.set(row, (this.feeQtys.get(row) ?? 0) + qty);
    this.set(row, FILL.fee, this.get(row, FILL.fee) + fee);
    return true;
  }
}
