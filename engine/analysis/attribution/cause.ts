import { PAYMENTS, type PaymentKind } from '../../model/payment.ts';

/** What moves equity: prices, what fills gave away against them, fees, each kind of payment, rates of currencies. */
export type Cause = 'price' | 'slippage' | 'fee' | PaymentKind | 'currency';

/** All causes, in reading order. */
export const CAUSES: readonly Cause[] = ['price', 'slippage', 'fee', ...PAYMENTS, 'currency'];

/** Account money by cause; positive is a gain. */
export type Causes = Readonly<Record<Cause, number>>;

const PLACE = Object.fromEntries(CAUSES.map((cause, k) => [cause, k])) as Readonly<Record<Cause, number>>;

/** Sums of money by cause, compensated (Neumaier, 1974): what is bought and sold is far more than what comes of it. */
export class Tally {
  readonly #sum = new Float64Array(CAUSES.length);
  readonly #lost = new Float64Array(CAUSES.length);

  add(cause: Cause, amount: number): void {
    this.#add(PLACE[cause], amount);
  }

  /** Adds all of another tally. */
  take(other: Tally): void {
    for (let k = 0; k < CAUSES.length; k++) {
      this.#add(k, other.#sum[k]!);
      this.#lost[k]! += other.#lost[k]!;
    }
  }

  of(cause: Cause): number {
    return this.#sum[PLACE[cause]]! + this.#lost[PLACE[cause]]!;
  }

  get causes(): Causes {
    return Object.fromEntries(CAUSES.map((cause) => [cause, this.of(cause)])) as Causes;
  }

  /** All causes together. */
  get total(): number {
    return CAUSES.reduce((sum, cause) => sum + this.of(cause), 0);
  }

  /** All payments together. */
  get paid(): number {
    return PAYMENTS.reduce((sum, kind) => sum + this.of(kind), 0);
  }

  get isEmpty(): boolean {
    return CAUSES.every((cause) => this.of(cause) === 0);
  }

  #add(k: number, amount: number): void {
    const before = this.#sum[k]!;
    const after = before + amount;
    this.#lost[k]! += Math.abs(before) >= Math.abs(amount) ? before - after + amount : amount - after + before;
    this.#sum[k] = after;
  }
}
