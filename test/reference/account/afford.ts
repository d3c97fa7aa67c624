/** Section 12 of the fills, and the account: whether a fill can be paid for. */

import { snapDown } from '../grid.ts';
import { closable } from '../leaves.ts';
import type { Moment } from '../moment.ts';
import { must } from '../must.ts';
import { plus } from '../side.ts';
import type { Work } from '../work.ts';
import { instrumentAt, positionOf, type World } from '../world.ts';
import { booksOf, converts, moneyOf, netOf } from './books.ts';
import { bookDealt } from './close-out.ts';
import { crossEquity, crossMargin, rateFor } from './equity.ts';
import { unsettled } from './settlement.ts';
import type { Dealt } from './terms.ts';
import { termsOf, worthOf } from './worth.ts';

/** Time within the bar of a moment, to which its fills belong. */
export const withinOf = (moment: Moment): number => (moment.kind === 'inside' || moment.kind === 'close' ? moment.ts - 1 : moment.ts);

/** A fee that is taken off what is bought, in units: of spot, by a strategy that is not short, and never all of it. */
function takenOf(world: World, work: Work, qty: number, price: number, fee: number): number {
  const unit = worthOf(work.instrument, 1, price);
  const isOfSpot = termsOf(work.instrument).contract === 'spot' && work.order.side === 'buy' && unit > 0;
  if (world.options.feeInKind !== true || !isOfSpot || positionOf(world, work.order) < 0) return 0;
  const units = Math.round((fee / unit) * 1e8) / 1e8;
  return units < qty ? units : 0;
}

/** A fill as the account books it. */
export function dealtOf(world: World, work: Work, moment: Moment, qty: number, price: number, fee: number): Dealt {
  const { id, instrument, side, strategy = 0 } = work.order;
  const taken = takenOf(world, work, qty, price, fee);
  return {
    ts: moment.ts,
    within: withinOf(moment),
    order: id,
    strategy,
    instrument,
    qty: plus(side, 0, qty),
    price,
    fee: taken === 0 ? fee : worthOf(work.instrument, taken, price),
    taken,
    rate: rateFor(world, instrument),
  };
}

/** Where the market stands, and what time it is: inside a bar that closes now it is before that. */
interface Standing {
  market: number;
  asOf: number;
}

function whyNotWithCash(world: World, { instrument: i, qty }: Dealt, asOf: number): string | undefined {
  if (qty < 0) return 'no-position';
  const currency = converts(world) ? 0 : termsOf(instrumentAt(world, i)).currency;
  const cash = must(booksOf(world).cash[currency], 'a balance');
  if (cash < 0) return 'insufficient-cash';
  return cash < unsettled(world, currency, asOf) ? 'unsettled-cash' : undefined;
}

function whyNotOnMargin(world: World, { instrument: i }: Dealt, market: number): string | undefined {
  const { contract, borrow } = termsOf(instrumentAt(world, i));
  const available = contract === 'spot' ? borrow?.available : undefined;
  if (available !== undefined && -netOf(booksOf(world), i) > available) return 'no-borrow';
  const then = { instrument: i, price: market };
  return crossEquity(world, then) < crossMargin(world, 'initial', then) ? 'insufficient-margin' : undefined;
}

/** Why the account may not have made this fill, as it would stand after it. */
function whyNot(world: World, dealt: Dealt, { market, asOf }: Standing): string | undefined {
  const before = world.history.length;
  bookDealt(world, dealt);
  const why = moneyOf(world).account.type === 'cash' ? whyNotWithCash(world, dealt, asOf) : whyNotOnMargin(world, dealt, market);
  world.history.length = before;
  return why;
}

/** What a fill may close: without credit, of the strategy's own position; on margin, of the account's. */
function closesForAccount(world: World, work: Work, { instrument, qty }: Dealt): number {
  if (moneyOf(world).account.type === 'cash') return closable(world, work);
  const net = netOf(booksOf(world), instrument);
  return net * qty < 0 ? Math.abs(net) : 0;
}

/** How much of a fill the account can have where the market stands at a price, and why not all. What only closes always passes. */
export function affordable(world: World, work: Work, dealt: Dealt, standing: Standing): { qty: number; reason: string | undefined } {
  const qty = Math.abs(dealt.qty);
  if (world.stream.money === undefined) return { qty, reason: undefined };
  const closes = closesForAccount(world, work, dealt);
  const reason = qty <= closes ? undefined : whyNot(world, dealt, standing);
  return { qty: reason === undefined ? qty : snapDown(closes, work.instrument.step), reason };
}

/** Why an order is not sent for the account's sake. */
export function notSentBy(world: World, instrument: number): string | undefined {
  if (world.stream.money === undefined) return undefined;
  if (world.isHalted) return 'trading-halted';
  return Number.isNaN(rateFor(world, instrument)) ? 'no-rate' : undefined;
}
