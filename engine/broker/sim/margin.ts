import type { AccountView } from '../../model/account.ts';
import { gainOf, type Instrument, notionalAt } from '../../model/instrument.ts';
import { marginOf } from '../../model/margin.ts';
import type { RejectReason, Side } from '../../model/order.ts';

/** Rounding of sums of money may not refuse what is exactly affordable. */
const NOISE = 1e-12;

/** An order that is to open something: `qty` units of its side at `price`, beyond `closes` units of the other that it ends. */
export interface Opening {
  readonly instrument: number;
  readonly side: Side;
  readonly qty: number;
  readonly closes: number;
  /** Slippage included, and what it costs in all, in settlement currency. */
  readonly price: number;
  readonly fee: number;
  /** Where the market stands: the price without slippage, at which everything is valued. */
  readonly market: number;
}

/**
 * Whether the account can make a fill that opens something; or why not.
 *
 * Cash: nothing on credit, no shorts, and nothing that has not settled. Margin: as things stand after the fill, at the price at
 * which the market stands, equity covers the initial margin of all positions; an isolated one takes its margin off that equity.
 */
export function refuseToOpen(account: AccountView, instrument: Instrument, opening: Opening): RejectReason | undefined {
  const { instrument: i, side, qty, price, fee, closes } = opening;
  if (qty <= 0) return undefined;
  if (account.type === 'cash') {
    if (side === 'sell') return 'no-position';
    const rate = account.rateOf(i);
    const cash = account.cashFor(i);
    const short = (notionalAt(instrument, qty, price) + fee) * rate - (cash + Math.abs(cash) * NOISE);
    if (short <= 0) return undefined;
    return short <= account.unsettledFor(i) ? 'unsettled-cash' : 'insufficient-cash';
  }
  if (side === 'sell' && isBeyondBorrow(account, instrument, i, qty, closes)) return 'no-borrow';
  const needs = instrument.marginMode === 'isolated' ? setAside(account, instrument, opening) : bound(account, instrument, opening);
  const rate = account.rateOf(i);
  const sums = Math.abs(account.crossEquity) + notionalAt(instrument, qty, opening.market) * rate;
  return needs * rate <= account.freeMargin + sums * NOISE ? undefined : 'insufficient-margin';
}

/** What a fill takes off the free margin where all positions are backed in common, in settlement currency. */
function bound(account: AccountView, instrument: Instrument, { instrument: i, side, qty, price, fee, closes, market }: Opening): number {
  const initial = (units: number, at: number): number =>
    units === 0 ? 0 : marginOf(instrument, notionalAt(instrument, units, at), 'initial', 1 / account.leverage);
  const held = account.qty(i);
  const signed = side === 'buy' ? closes + qty : -closes - qty;
  const moved = held === 0 ? 0 : gainOf(instrument, held, account.last(i), market);
  const before = held === 0 ? 0 : initial(held, account.last(i));
  return initial(held + signed, market) - before + fee - moved - gainOf(instrument, signed, price, market);
}

/** What a fill takes off it for an isolated position: the margin set aside, less what backed what it closes. */
function setAside(account: AccountView, instrument: Instrument, { instrument: i, side, qty, price, fee, closes }: Opening): number {
  const initial = (units: number): number =>
    units === 0 ? 0 : marginOf(instrument, notionalAt(instrument, units, price), 'initial', 1 / account.leverage);
  const held = account.qty(i);
  const adds = side === 'buy' ? held + qty : held - qty;
  if (closes === 0) return initial(adds) - initial(held) + fee;
  // What the part that it closes has lost beyond its margin is not the account's.
  const freed = account.backingOf(i) / account.rateOf(i) + gainOf(instrument, held, account.last(i), price);
  const feeToClose = (fee * closes) / (closes + qty);
  return initial(qty) + fee - feeToClose - Math.max(freed - feeToClose, 0);
}

/** Whether a sale would leave more units short than can be borrowed. */
function isBeyondBorrow(account: AccountView, { contract, borrow }: Instrument, i: number, qty: number, closes: number): boolean {
  if (contract !== 'spot' || borrow?.available === undefined) return false;
  const short = closes > 0 ? 0 : Math.max(-account.qty(i), 0);
  return short + qty > borrow.available * (1 + NOISE);
}
