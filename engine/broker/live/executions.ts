import { type Grid, remainder, sumOf } from '../../model/grid.ts';

/** How much of an order of this client id was booked without an execution, by the ids that gaps were given. */
export function gapsOf(execIds: Iterable<string>): ReadonlyMap<string, number> {
  const gaps = new Map<string, number>();
  for (const execId of execIds) {
    const match = GAP.exec(execId);
    if (match !== null) gaps.set(match[1]!, (gaps.get(match[1]!) ?? 0) + Number(match[3]));
  }
  return gaps;
}

/** Whether an execution was made of an order's own word. */
export const isGap = (execId: string): boolean => GAP.test(execId);

/**
 * Under which name it is written down that an execution has come of which `qty` had been booked by the order's word: so much less of that is
 * without an execution, and what it says is told once, though the process dies and hears it again.
 */
export const absorbedId = (clientId: string, execId: string, qty: number): string => `${clientId}~${execId}+${-qty}`;

/** The executions that came for what was booked by an order's word. */
export function absorbedIn(execIds: Iterable<string>): ReadonlySet<string> {
  const absorbed = new Set<string>();
  for (const name of execIds) {
    const match = GAP.exec(name);
    if (match !== null && Number(match[3]) < 0) absorbed.add(match[2]!);
  }
  return absorbed;
}

/** The client id of the order, what was filled of it then or the execution that has come since, and how much was not told. */
const GAP = /^([^~]+)~(.*)[+](.+)$/;

/** A part of what the order says is filled of which no execution has come. */
export interface Gap {
  readonly qty: number;
  readonly price: number;
  /** The same for the same gap, so that one that is found again is known. */
  readonly execId: string;
}

/**
 * What of an order is filled, by two witnesses that may disagree for a while: its executions, told one by one, and its own
 * cumulative quantity. What is booked is never more than the larger of the two, and in the end never less.
 */
export class Executions {
  /** Sum of all that was booked, and what it was worth. */
  booked: number;
  #value: number;
  /** Sum of distinct executions; with those that were booked before we came. */
  #told: number;
  /** The order's own word, and what that was worth. */
  #cum = 0;
  #worth = Number.NaN;
  /** At which price the last gap was booked; NaN where there was none. */
  gapPrice = Number.NaN;
  /** What was booked before the order was placed anew: the venue counts from there. */
  base = 0;
  #baseValue = 0;
  /** Units of what is booked that exits do not cover: what fees took of a purchase, less what was held before and no order could close. */
  feeQty: number;
  readonly #ids = new Set<string>();
  readonly #steps: Grid;

  /** `gaps` is what of the booked was booked without an execution. */
  constructor(steps: Grid, booked = 0, avgPrice = 0, gaps = 0, feeQty = 0) {
    this.#steps = steps;
    this.feeQty = feeQty;
    this.booked = booked;
    this.#told = remainder(steps, booked, gaps);
    this.#value = booked * (booked === 0 ? 0 : avgPrice);
    if (gaps > 0 && gaps === booked) this.gapPrice = avgPrice;
  }

  /** What was paid per unit on average; NaN where nothing is booked. */
  get avgPrice(): number {
    return this.#value / (this.booked === 0 ? Number.NaN : this.booked);
  }

  /** Whether an execution is known. */
  has(execId: string): boolean {
    return this.#ids.has(execId);
  }

  /** One that is booked already. */
  know(execId: string): void {
    this.#ids.add(execId);
  }

  /** Takes an execution; how much of it is to be booked: nothing where it was told before, or a gap was closed in its place. */
  add(execId: string, qty: number, price: number): number {
    if (this.#ids.has(execId)) return 0;
    this.#ids.add(execId);
    this.#told = sumOf(this.#steps, this.#told, qty);
    return this.#book(Math.min(qty, remainder(this.#steps, this.#told, this.booked)), price);
  }

  /** The order says how much of it is filled in all, and at which average price. */
  hear(filledQty: number, avgPrice: number): void {
    const cum = sumOf(this.#steps, this.base, filledQty);
    if (!(cum > this.#cum)) return;
    this.#cum = cum;
    this.#worth = this.#baseValue + filledQty * avgPrice;
  }

  /** The order is placed anew: what the venue says of it begins at nothing. */
  renew(base = this.booked): void {
    this.base = base;
    this.#baseValue = this.booked === 0 ? 0 : (this.#value * base) / this.booked;
  }

  /** What the order has said is filled, though nothing of it has been booked. */
  get owed(): number {
    return remainder(this.#steps, this.#cum, this.booked);
  }

  /** Whether what is owed has a price: the one that makes the order's average right. */
  get canClose(): boolean {
    return Number.isFinite(this.#worth);
  }

  /** Books what is owed at that price: no execution of it can be had. */
  close(clientId: string): Gap {
    const qty = this.owed;
    const price = (this.#worth - this.#value) / qty;
    const execId = `${clientId}~${this.#cum}+${qty}`;
    this.gapPrice = price;
    this.#ids.add(execId);
    this.#book(qty, price);
    return { qty, price, execId };
  }

  #book(qty: number, price: number): number {
    if (qty > 0) {
      this.booked = sumOf(this.#steps, this.booked, qty);
      this.#value += qty * price;
    }
    return qty;
  }
}
