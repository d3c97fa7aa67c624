import type { BrokerEvent } from '../broker/broker.ts';
import { type Fill, unitsOf } from '../model/fill.ts';
import { sumOf } from '../model/grid.ts';
import { gainOf, type Instrument, meanPrice, valueAt } from '../model/instrument.ts';

/** What a reconciliation asks of the account; a portfolio is one. */
export interface Books {
  /** How many strategies share it. */
  readonly strategies: number;
  /** Signed units one strategy holds of an instrument, and at which price on average. */
  qtyOf(strategy: number, instrument: number): number;
  avgPriceOf(strategy: number, instrument: number): number;
  /** The newest price of an instrument; NaN before the first. */
  last(instrument: number): number;
  /** The number of the balance from which an instrument is paid, 0 for the account's own currency. */
  balanceFor(instrument: number): number;
  balanceOf(currency: number): number;
}

/** The account as it will be once events have been taken: positions by strategy, and money by currency. */
export class ShadowBooks {
  readonly #books: Books;
  readonly #instruments: readonly Instrument[];
  readonly #slots = new Map<string, { qty: number; avgPrice: number }>();
  readonly #paid = new Map<number, number>();

  constructor(books: Books, instruments: readonly Instrument[]) {
    this.#books = books;
    this.#instruments = instruments;
  }

  take(event: BrokerEvent): void {
    if (event.kind === 'filled' || event.kind === 'adjusted') this.#fill(event.fill);
    else if (event.kind === 'paid') this.#pay(event.payment.currency, event.payment.amount);
  }

  /** Signed units of all strategies. */
  qty(instrument: number): number {
    let qty = 0;
    for (let s = 0; s < this.#books.strategies; s++) qty = sumOf(this.#instruments[instrument]!.steps, qty, this.#slot(s, instrument).qty);
    return qty;
  }

  /** The average price of all that is held of an instrument; NaN where nothing is. */
  avgPrice(instrument: number): number {
    let [held, price] = [0, Number.NaN];
    for (let s = 0; s < this.#books.strategies; s++) {
      const { qty, avgPrice } = this.#slot(s, instrument);
      if (qty === 0) continue;
      price = held === 0 ? avgPrice : meanPrice(this.#instruments[instrument]!, held, price, qty, avgPrice);
      held += qty;
    }
    return price;
  }

  balance(currency: number): number {
    return this.#books.balanceOf(currency) + (this.#paid.get(currency) ?? 0);
  }

  #slot(strategy: number, instrument: number): { qty: number; avgPrice: number } {
    const key = `${strategy}:${instrument}`;
    const slot = this.#slots.get(key);
    if (slot !== undefined) return slot;
    const made = { qty: this.#books.qtyOf(strategy, instrument), avgPrice: this.#books.avgPriceOf(strategy, instrument) };
    this.#slots.set(key, made);
    return made;
  }

  #pay(currency: number, amount: number): void {
    this.#paid.set(currency, (this.#paid.get(currency) ?? 0) + amount);
  }

  /** Spot is paid for; of a contract what is won or lost is, when it is closed. */
  #fill({ instrument: index, strategy, side, price, fee, ...rest }: Fill): void {
    const qty = unitsOf(rest);
    const instrument = this.#instruments[index]!;
    const slot = this.#slot(strategy, index);
    const signed = side === 'buy' ? qty : -qty;
    const closes = slot.qty * signed < 0 ? Math.sign(slot.qty) * Math.min(Math.abs(slot.qty), qty) : 0;
    const won =
      instrument.contract === 'spot'
        ? -valueAt(instrument, signed, price)
        : closes === 0
          ? 0
          : gainOf(instrument, closes, slot.avgPrice, price);
    this.#pay(this.#books.balanceFor(index), won - fee);
    const now = sumOf(instrument.steps, slot.qty, signed);
    if (now === 0) slot.avgPrice = Number.NaN;
    else if (slot.qty * now <= 0) slot.avgPrice = price;
    else if (closes === 0) slot.avgPrice = meanPrice(instrument, slot.qty, slot.avgPrice, signed, price);
    slot.qty = now;
  }
}
