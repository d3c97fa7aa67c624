/** The books of the account, written anew from everything that ever happened. */
import { snapDown } from '../grid.ts';
import { must } from '../must.ts';
import type { Instrument } from '../stream.ts';
import { instrumentAt, snapUnits, type World } from '../world.ts';
import type { Currency, Dealt } from './terms.ts';
import { gainOf, marginOf, notionalOf, termsOf, worthOf } from './worth.ts';

/** What a strategy holds of an instrument, and the average price of its entry. */
export interface Holding {
  strategy: number;
  instrument: number;
  qty: number;
  entry: number;
}

export interface Books {
  /** By currency: what has been paid and received. A position that is not spot is not paid for. */
  cash: number[];
  holdings: Holding[];
  /** By instrument: what is set aside for an isolated position, in its currency. */
  aside: number[];
  /** By instrument: the average price at which the account's position was entered, whoever entered it. */
  entered: number[];
  /** By strategy: what it has won or lost by closing, paid and received, in account money of then. */
  made: number[];
}

/** Whether every payment is changed into the account's own currency. */
export const converts = (world: World): boolean => moneyOf(world).account.balances === undefined;

export const moneyOf = (world: World) => must(world.stream.money, 'an account');

/** The share of the notional that a position binds where its instrument says nothing. */
export const initialOf = (world: World): number => 1 / moneyOf(world).account.leverage;

/** Units split by a ratio: the whole steps of them, and what is left. */
export function splitUnits(instrument: Instrument, qty: number, ratio: number): { whole: number; fraction: number } {
  const exact = qty * ratio;
  const whole = Math.sign(exact) * snapDown(Math.abs(exact), instrument.step);
  const fraction = exact - whole;
  return { whole, fraction: Math.abs(fraction) <= Math.abs(exact) * 1e-12 ? 0 : fraction };
}

/** The average of the values bought, as a price. */
function meanEntry(instrument: Instrument, { qty, entry }: Holding, more: number, price: number): number {
  if (termsOf(instrument).contract === 'inverse') return (qty + more) / (qty / entry + more / price);
  return (qty * entry + more * price) / (qty + more);
}

function add(world: World, books: Books, currency: Currency, amount: number, rate: number): void {
  const to = converts(world) ? 0 : currency;
  books.cash[to] = must(books.cash[to], 'a balance') + (converts(world) ? amount * rate : amount);
}

export const netOf = (books: Books, instrument: number): number =>
  books.holdings.filter((one) => one.instrument === instrument).reduce((sum, { qty }) => sum + qty, 0);

/** What is set aside grows with what is opened, and shrinks with what is closed. */
function setAside(world: World, books: Books, { instrument: i, price }: Dealt, before: number, after: number): void {
  const instrument = instrumentAt(world, i);
  if (!termsOf(instrument).isIsolated) return;
  const initial = (qty: number) => marginOf(instrument, notionalOf(instrument, qty, price), 'initial', initialOf(world));
  const had = must(books.aside[i], 'a margin');
  if (before * after < 0) books.aside[i] = initial(after);
  else if (Math.abs(after) > Math.abs(before)) books.aside[i] = had + initial(after) - initial(before);
  else books.aside[i] = before === 0 ? 0 : (had * after) / before;
}

/** The entry of the account's position: that of what turned it round, or the average where it grew. */
function enter(world: World, books: Books, { instrument: i, price }: Dealt, before: number, after: number): void {
  const entry = must(books.entered[i], 'an entry');
  if (before === 0 || before * after < 0) books.entered[i] = price;
  else if (Math.abs(after) > Math.abs(before))
    books.entered[i] = meanEntry(instrumentAt(world, i), { strategy: -1, instrument: i, qty: before, entry }, after - before, price);
}

function deal(world: World, books: Books, dealt: Dealt): void {
  const { strategy, instrument: i, price, fee, taken, rate } = dealt;
  // What is bought is paid for; what the fee takes of it does not arrive.
  const qty = dealt.qty - taken;
  const instrument = instrumentAt(world, i);
  const { contract, currency } = termsOf(instrument);
  let own = books.holdings.find((one) => one.strategy === strategy && one.instrument === i);
  if (own === undefined) {
    own = { strategy, instrument: i, qty: 0, entry: Number.NaN };
    books.holdings.push(own);
  }
  const net = netOf(books, i);
  const closed = own.qty * qty < 0 ? Math.sign(own.qty) * Math.min(Math.abs(own.qty), Math.abs(qty)) : 0;
  const money = contract === 'spot' ? -worthOf(instrument, dealt.qty, price) : gainOf(instrument, closed, own.entry, price);
  add(world, books, currency, taken === 0 ? money - fee : money, rate);
  books.made[strategy] = must(books.made[strategy], 'a strategy') + (gainOf(instrument, closed, own.entry, price) - fee) * rate;
  const left = snapUnits(world, own.qty + qty, instrument.step);
  if (closed === 0) own.entry = own.qty === 0 ? price : meanEntry(instrument, own, qty, price);
  else if (left * own.qty < 0) own.entry = price;
  own.qty = left;
  setAside(world, books, dealt, net, netOf(books, i));
  enter(world, books, dealt, net, netOf(books, i));
}

function split(world: World, books: Books, i: number, ratio: number): void {
  for (const own of books.holdings) {
    if (own.instrument !== i) continue;
    own.qty = splitUnits(instrumentAt(world, i), own.qty, ratio).whole;
    own.entry /= ratio;
  }
  books.entered[i] = must(books.entered[i], 'an entry') / ratio;
  if (netOf(books, i) === 0) books.aside[i] = 0;
}

/** The books as they are now. */
export function booksOf(world: World): Books {
  const { account, rates } = moneyOf(world);
  const books: Books = {
    cash: rates.map((_, currency) => (currency === 0 ? account.cash : (account.balances?.[currency] ?? 0))),
    holdings: [],
    aside: world.stream.instruments.map(() => 0),
    entered: world.stream.instruments.map(() => Number.NaN),
    made: world.positions.map(() => 0),
  };
  for (const one of world.history) {
    if ('dealt' in one) deal(world, books, one.dealt);
    else if ('paid' in one) {
      const { strategy, currency, amount, rate } = one.paid;
      add(world, books, currency, amount, rate);
      if (strategy >= 0) books.made[strategy] = must(books.made[strategy], 'a strategy') + amount * rate;
      // A debt of the account itself that is forgiven leaves nothing owned and nothing owed, in any currency.
      if (one.paid.kind === 'write-off' && one.paid.strategy === -1) books.cash.fill(0);
    } else split(world, books, one.split.instrument, one.split.ratio);
  }
  return books;
}
