import { gainOf, valueAt } from '../model/instrument.ts';
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

  get isFlat(): boolean {
    const { qty } = this;
    return qty === 0 || this.#desk.toStep(this.#instrument, qty) === 0;
  }

  get direction(): -1 | 0 | 1 {
    if (this.isFlat) return 0;
    return this.qty > 0 ? 1 : -1;
  }

  get avgPrice(): number {
    return this.#desk.account.avgPriceOf(this.#strategy, this.#instrument);
  }

  get notional(): number {
    const { qty } = this;
    const { account, instruments } = this.#desk;
    return qty === 0 ? 0 : valueAt(instruments[this.#instrument]!, qty, account.last(this.#instrument));
  }

  get unrealizedPnl(): number {
    const { qty } = this;
    const { account, instruments } = this.#desk;
    return qty === 0 ? 0 : gainOf(instruments[this.#instrument]!, qty, this.avgPrice, account.last(this.#instrument));
  }
}
