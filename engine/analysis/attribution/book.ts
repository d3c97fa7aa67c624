import { unitsOf } from '../../model/fill.ts';
import { type Terms, valueAt } from '../../model/instrument.ts';
import type { CurrencyRecord, FillRecord, HoldingRecord, LedgerRecord, RoundTripRecord } from '../../model/result.ts';
import { DUST } from '../exposure.ts';
import { Tally } from './cause.ts';

/** Whose position in what. */
export type Owner = Pick<FillRecord, 'strategyId' | 'instrument'>;

/** One side of what one strategy did in one instrument; money in account currency, each at the rate of its moment. */
export class Book {
  readonly side: 'long' | 'short';
  readonly strategyId: string;
  readonly instrument: string;
  readonly trips: RoundTripRecord[] = [];
  readonly tally = new Tally();
  /** Signed units, in those of the newest split. */
  qty = 0;
  fees = 0;
  slippage = 0;
  traded = 0;
  fills = 0;
  readonly #terms: Terms;

  constructor(side: 'long' | 'short', { strategyId, instrument }: Owner, terms: Terms) {
    this.side = side;
    this.strategyId = strategyId;
    this.instrument = instrument;
    this.#terms = terms;
  }

  /** Takes so many units of a fill: at the undisturbed price, with what it gave away against that and its fee apart. */
  fill({ side, price, fee, slippage, rate, ...units }: FillRecord, part: number): void {
    const share = (part / unitsOf(units)) * rate;
    const signed = side === 'buy' ? part : -part;
    const value = valueAt(this.#terms, signed, price) * rate;
    const now = this.qty + signed;
    this.qty = Math.abs(now) <= DUST * Math.abs(this.qty) ? 0 : now;
    this.fees += fee * share;
    this.slippage += slippage * share;
    // What the fee took was bought too.
    this.traded += Math.abs(value) + (units.feeQty === undefined ? 0 : fee * share);
    this.fills++;
    this.tally.add('price', -value);
    this.tally.add('price', slippage * share);
    this.tally.add('slippage', -slippage * share);
    this.tally.add('fee', -fee * share);
  }

  pay({ kind, value }: LedgerRecord): void {
    this.tally.add(kind, value);
  }

  /** Changes of rates gained this: what the position did so is not a gain of its price. */
  revalue({ position, balance }: CurrencyRecord): void {
    this.tally.add('currency', position + balance);
    this.tally.add('price', -position);
  }

  /** What is left at the end. */
  hold({ value }: HoldingRecord): void {
    this.tally.add('price', value);
  }
}
