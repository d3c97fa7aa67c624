import type { AccountSnapshot } from '../../../engine/broker/broker.ts';
import { gainOf, type Instrument, meanPrice, notionalAt, valueAt } from '../../../engine/model/instrument.ts';
import { fromGrid } from './resting-order.ts';

/** What the account holds at the venue. Spot is paid for; of a contract what is won or lost is, when it is closed. */
export class VenueAccount {
  readonly #instruments: readonly Instrument[];
  /** In steps, signed. */
  readonly held: number[];
  readonly #prices: number[];
  cash: number;

  constructor(instruments: readonly Instrument[], cash: number) {
    this.#instruments = instruments;
    this.cash = cash;
    this.held = instruments.map(() => 0);
    this.#prices = instruments.map(() => Number.NaN);
  }

  /** Books a fill of so many steps, signed. */
  book(index: number, steps: number, price: number, fee: number): void {
    const instrument = this.#instruments[index]!;
    const qty = (count: number): number => fromGrid(instrument.steps, count);
    const had = this.held[index]!;
    const at = this.#prices[index]!;
    const closed = had * steps < 0 ? Math.sign(steps) * Math.min(Math.abs(had), Math.abs(steps)) : 0;
    if (instrument.contract === 'spot') this.cash -= valueAt(instrument, qty(steps), price);
    else if (closed !== 0) this.cash += gainOf(instrument, qty(-closed), at, price);
    this.cash -= fee;
    const now = had + steps;
    this.held[index] = now;
    if (now === 0) this.#prices[index] = Number.NaN;
    else if (had * now <= 0) this.#prices[index] = price;
    else if (closed === 0) this.#prices[index] = meanPrice(instrument, qty(had), at, qty(steps), price);
  }

  /** Equity at these prices. */
  equity(prices: readonly number[]): number {
    return this.#instruments.reduce((sum, instrument, i) => sum + this.#worth(instrument, i, prices[i]!), this.cash);
  }

  /** Sum of what is held, in money. */
  exposure(prices: readonly number[]): number {
    return this.#instruments.reduce((sum, one, i) => (this.held[i] === 0 ? sum : sum + notionalAt(one, this.#qty(i), prices[i]!)), 0);
  }

  told(): Pick<AccountSnapshot, 'balances' | 'positions'> {
    const positions = this.#instruments.map(({ id }, i) => ({ instrument: id, qty: this.#qty(i), avgPrice: this.#prices[i]! }));
    return { balances: [{ currency: 'USD', total: this.cash }], positions: positions.filter(({ qty }) => qty !== 0) };
  }

  #qty(i: number): number {
    return fromGrid(this.#instruments[i]!.steps, this.held[i]!);
  }

  #worth(instrument: Instrument, i: number, price: number): number {
    if (this.held[i] === 0) return 0;
    return instrument.contract === 'spot'
      ? valueAt(instrument, this.#qty(i), price)
      : gainOf(instrument, this.#qty(i), this.#prices[i]!, price);
  }
}
