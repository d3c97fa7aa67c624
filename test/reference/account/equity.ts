/** What the account is worth. */
import { must } from '../must.ts';
import { instrumentAt, type World } from '../world.ts';
import { type Books, booksOf, type Holding, initialOf, moneyOf, netOf } from './books.ts';
import type { Currency } from './terms.ts';
import { gainOf, marginOf, notionalOf, termsOf, worthOf } from './worth.ts';

/** A price that is taken for an instrument instead of its newest. */
export interface Supposed {
  instrument: number;
  price: number;
}

/** Account money per unit of a currency; NaN before the first rate. */
export const rateOf = (world: World, currency: Currency): number => (currency === 0 ? 1 : (world.rates[currency] ?? Number.NaN));

export const rateFor = (world: World, instrument: number): number => rateOf(world, termsOf(instrumentAt(world, instrument)).currency);

export const priceOf = (world: World, instrument: number, supposed?: Supposed): number =>
  supposed?.instrument === instrument ? supposed.price : must(world.prices[instrument], 'a price');

/** What a holding has gained since its entry, in account money. */
const gained = (world: World, { instrument: i, qty, entry }: Holding, supposed?: Supposed): number =>
  qty === 0 ? 0 : gainOf(instrumentAt(world, i), qty, entry, priceOf(world, i, supposed)) * rateFor(world, i);

/** What a holding adds to equity: the value of what was paid for, the gain of what was not. */
function adds(world: World, holding: Holding, supposed?: Supposed): number {
  const { instrument: i, qty } = holding;
  if (qty === 0) return 0;
  if (termsOf(instrumentAt(world, i)).contract !== 'spot') return gained(world, holding, supposed);
  return worthOf(instrumentAt(world, i), qty, priceOf(world, i, supposed)) * rateFor(world, i);
}

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Balances in account money; one of nothing needs no rate. */
export const inAccountMoney = (world: World, balances: number[]): number =>
  sum(balances.map((held, c) => (held === 0 ? 0 : held * rateOf(world, c))));

/** Balances and all that is held, at the newest prices and rates. */
export function equityOf(world: World, supposed?: Supposed): number {
  const books = booksOf(world);
  return inAccountMoney(world, books.cash) + sum(books.holdings.map((one) => adds(world, one, supposed)));
}

/** What a strategy has: of a capital of its own that and what it has made of it, else the whole account. */
export function shareOf(world: World, strategy: number): number {
  const capital = moneyOf(world).capital[strategy] ?? null;
  if (capital === null) return equityOf(world);
  const books = booksOf(world);
  const own = books.holdings.filter((one) => one.strategy === strategy);
  return capital + must(books.made[strategy], 'a strategy') + sum(own.map((one) => gained(world, one)));
}

const isIsolated = (world: World, instrument: number): boolean => termsOf(instrumentAt(world, instrument)).isIsolated;

/** What backs an isolated position: its margin and what the account's position has gained. */
function ownBacking(world: World, books: Books, i: number, supposed?: Supposed): number {
  const net: Holding = { strategy: -1, instrument: i, qty: netOf(books, i), entry: must(books.entered[i], 'an entry') };
  return must(books.aside[i], 'a margin') * rateFor(world, i) + gained(world, net, supposed);
}

/** What backs the position in an instrument, were it isolated, at a price, in its currency. */
export const backingAt = (world: World, instrument: number, price: number): number =>
  ownBacking(world, booksOf(world), instrument, { instrument, price }) / rateFor(world, instrument);

/** The equity behind all positions but the isolated ones. */
export function crossEquity(world: World, supposed?: Supposed): number {
  const books = booksOf(world);
  const isolated = [...new Set(books.holdings.map(({ instrument }) => instrument))].filter((i) => isIsolated(world, i));
  return equityOf(world, supposed) - sum(isolated.map((i) => ownBacking(world, books, i, supposed)));
}

/** The margin of the account's position in an instrument, in account money. */
function boundBy(world: World, books: Books, i: number, field: 'initial' | 'maintenance', supposed?: Supposed): number {
  const net = netOf(books, i);
  if (net === 0) return 0;
  const otherwise = field === 'initial' ? initialOf(world) : (moneyOf(world).account.liquidation?.maintenance ?? 0);
  const instrument = instrumentAt(world, i);
  return marginOf(instrument, notionalOf(instrument, net, priceOf(world, i, supposed)), field, otherwise) * rateFor(world, i);
}

/** The margin of all positions that are not isolated. */
export function crossMargin(world: World, field: 'initial' | 'maintenance', supposed?: Supposed): number {
  const books = booksOf(world);
  const all = world.stream.instruments.map((_, i) => (isIsolated(world, i) ? 0 : boundBy(world, books, i, field, supposed)));
  return sum(all);
}

/** How far what backs the position in an instrument is above its maintenance margin, were its price another. */
export function slack(world: World, supposed: Supposed): number {
  const { instrument } = supposed;
  const books = booksOf(world);
  if (!isIsolated(world, instrument)) return crossEquity(world, supposed) - crossMargin(world, 'maintenance', supposed);
  return ownBacking(world, books, instrument, supposed) - boundBy(world, books, instrument, 'maintenance', supposed);
}
