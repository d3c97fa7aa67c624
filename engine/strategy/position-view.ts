import type { Position } from '../model/position.ts';
import type { Desk } from './desk.ts';

/** One strategy's position in one instrument, read from the account whenever it is asked. */
export class PositionView implements Position {
  readonly #desk: Desk;
  readonly #strategy: number;
  readonly #instrument: number;

  constructor(desk: Desk, strategy: number, instrument: number) {
    this.#desk = desk;
    this.#strategy = strategy;
    this.#instrument = instrument;
  }

  get qty(): number {
    return this.#desk.account.qtyOf(this.#strategy, this.#instrument);
  }

  get avgPrice(): number {
    return this.#desk.account.avgPriceOf(this.#strategy, this.#instrument);
  }

  get notional(): number {
    return this.#worth(this.#desk.account.last(this.#instrument));
  }

  get unrealizedPnl(): number {
    return this.#worth(this.#desk.account.last(this.#instrument) - this.avgPrice);
  }

  #worth(perUnit: number): number {
    const { qty } = this;
    return qty === 0 ? 0 : qty * perUnit * this.#desk.instruments[this.#instrument]!.multiplier;
  }
}
