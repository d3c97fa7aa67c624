/** Payments that no fill makes. */
import { DAY, dayOf } from '../bar.ts';
import { instrumentAt, type World } from '../world.ts';
import { booksOf, converts, type Holding, moneyOf, netOf } from './books.ts';
import { priceOf, rateOf } from './equity.ts';
import { weekdayOf } from './settlement.ts';
import type { Currency, Daily, Kind, Swap } from './terms.ts';
import { notionalOf, termsOf } from './worth.ts';

export function pay(world: World, kind: Kind, of: { strategy: number; instrument: number; currency: Currency }, amount: number): void {
  if (amount === 0) return;
  const { strategy, instrument, currency } = of;
  world.history.push({ paid: { ts: world.now, kind, strategy, instrument, currency, amount, rate: rateOf(world, currency) } });
}

/** What the account itself is paid. */
export const payAccount = (world: World, kind: Kind, currency: Currency, amount: number): void =>
  pay(world, kind, { strategy: -1, instrument: -1, currency }, amount);

/** What a strategy is paid for its position. */
export function payHolder(world: World, kind: Kind, { strategy, instrument }: Holding, amount: number): void {
  pay(world, kind, { strategy, instrument, currency: termsOf(instrumentAt(world, instrument)).currency }, amount);
}

/** All that is held, of one instrument or of all. */
export const heldOf = (world: World, instrument?: number): Holding[] =>
  booksOf(world)
    .holdings.filter((one) => one.qty !== 0 && (instrument === undefined || one.instrument === instrument))
    .sort((a, b) => a.strategy - b.strategy || a.instrument - b.instrument);

const notionalHeld = (world: World, { instrument: i, qty }: Holding): number => notionalOf(instrumentAt(world, i), qty, priceOf(world, i));

/** Positive rates go from longs to shorts. */
export function fund(world: World, instrument: number, rate: number): void {
  for (const held of heldOf(world, instrument)) payHolder(world, 'funding', held, -Math.sign(held.qty) * notionalHeld(world, held) * rate);
}

function borrow(world: World, daily: Daily): void {
  for (const held of heldOf(world)) {
    const terms = termsOf(instrumentAt(world, held.instrument));
    if (terms.contract !== 'spot' || held.qty > 0) continue;
    const rate = terms.borrow?.rate ?? daily.borrow?.rate ?? 0;
    payHolder(world, 'borrow', held, (-notionalHeld(world, held) * rate) / 365);
  }
}

/** How many nights this one counts for. */
function nights({ triple = 'wednesday' }: Swap, ts: number): number {
  const weekday = weekdayOf(dayOf(ts));
  if (weekday === 0 || weekday === 6) return 0;
  const three = triple === 'wednesday' ? 3 : triple === 'friday' ? 5 : undefined;
  return weekday === three ? 3 : 1;
}

function swap(world: World, daily: Daily): void {
  for (const held of heldOf(world)) {
    const terms = termsOf(instrumentAt(world, held.instrument)).swap ?? daily.swap;
    if (terms === undefined) continue;
    const per = held.qty > 0 ? terms.long : terms.short;
    const { multiplier } = instrumentAt(world, held.instrument);
    const night = terms.unit === 'price' ? Math.abs(held.qty) * per * multiplier : (notionalHeld(world, held) * per) / 365;
    payHolder(world, 'swap', held, night * nights(terms, world.now));
  }
}

/** What shorts of spot instruments are worth, in the balance that got their proceeds. */
function shortsIn(world: World, currency: Currency): number {
  const books = booksOf(world);
  return world.stream.instruments
    .map((_, instrument): Holding => ({ strategy: -1, instrument, qty: netOf(books, instrument), entry: Number.NaN }))
    .filter(({ qty, instrument }) => qty < 0 && termsOf(instrumentAt(world, instrument)).contract === 'spot')
    .map((held) => ({ own: termsOf(instrumentAt(world, held.instrument)).currency, worth: notionalHeld(world, held) }))
    .filter(({ own }) => (converts(world) ? 0 : own) === currency)
    .reduce((sum, { own, worth }) => sum + worth * (converts(world) ? rateOf(world, own) : 1), 0);
}

function interest(world: World, { interest }: Daily, balances: number[]): void {
  if (interest === undefined) return;
  for (const [currency, balance] of balances.entries()) {
    payAccount(world, 'interest', currency, (balance * (balance > 0 ? interest.credit : interest.debit)) / 365);
  }
}

/** The funding that is due now; its times are taken to the minute. */
function fundings(world: World): void {
  for (const [instrument, rows] of moneyOf(world).funding.entries()) {
    for (const { ts, rate } of rows) if (minuteOf(ts) === world.now) fund(world, instrument, rate);
  }
}

export const minuteOf = (ts: number): number => Math.floor(ts / 60_000) * 60_000;

/** Everything that is paid at the present time, in the order of the table of the page. */
export function payments(world: World, begun: number): void {
  const { daily } = moneyOf(world);
  const balances = booksOf(world).cash.map((held, currency) => held - shortsIn(world, currency));
  fundings(world);
  if (daily === undefined || world.now % DAY !== daily.at || world.now < begun) return;
  borrow(world, daily);
  swap(world, daily);
  interest(world, daily, balances);
}
