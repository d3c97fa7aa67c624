import type { LiquidationSpec } from '../model/account.ts';
import type { Margins } from './margins.ts';
import type { Positions } from './positions.ts';

/** Rounding of sums of money, relative to what was traded: it does not decide. */
export const ROUNDING = 1e-12;

/** The money of an account, in its own currency. */
interface Money {
  readonly equity: number;
  readonly crossEquity: number;
  readonly maintenanceMargin: number;
  /** Sum of |notional| of all fills. */
  readonly traded: number;
  readonly liquidation: LiquidationSpec | undefined;
}

/** What an account can no longer carry, and what it owes. */
export class Solvency {
  readonly #money: Money;
  readonly #positions: Positions;
  readonly #margins: Margins;

  constructor(money: Money, positions: Positions, margins: Margins) {
    this.#money = money;
    this.#positions = positions;
    this.#margins = margins;
  }

  /** The first isolated position that its own margin can carry no longer; -1 where there is none. */
  get spent(): number {
    return this.#margins.spentBut(this.#noise);
  }

  /** Whether the broker closes everything now; false where it never does. */
  get isExhausted(): boolean {
    const { liquidation, crossEquity, maintenanceMargin } = this.#money;
    return liquidation !== undefined && this.#margins.holdsInCommon && crossEquity - maintenanceMargin <= this.#noise;
  }

  /** Whether no strategy holds anything, be it that what they hold comes to nothing. */
  get isFlat(): boolean {
    const { heldCount, instruments } = this.#positions;
    if (heldCount > 0) return false;
    for (let i = 0; i < instruments.length; i++) if (this.#positions.isHeld(i)) return false;
    return true;
  }

  /** What an account that holds nothing is below nothing; 0 where it is not. */
  get debt(): number {
    const debt = -this.#money.equity;
    return debt > this.#noise && this.isFlat ? debt : 0;
  }

  /** Whether nothing is left. */
  get isOver(): boolean {
    return this.#money.equity <= this.#noise;
  }

  get #noise(): number {
    return this.#money.traded * ROUNDING;
  }
}
