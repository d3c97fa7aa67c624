import type { LiquidationSpec } from '../model/account.ts';
import { notionalAt } from '../model/instrument.ts';
import { marginOf } from '../model/margin.ts';
import { Isolated } from './isolated.ts';
import type { Positions } from './positions.ts';

/** The margin that positions bind, and below which they are closed; in account currency. */
export class Margins {
  readonly isolated: Isolated;
  readonly #positions: Positions;
  /** Share of the notional bound where an instrument says nothing. */
  readonly #initial: number;
  readonly #maintenance: number;

  constructor(positions: Positions, leverage: number, liquidation: LiquidationSpec | undefined) {
    this.#positions = positions;
    this.#initial = 1 / leverage;
    this.#maintenance = liquidation?.maintenance ?? 0;
    this.isolated = new Isolated(positions.instruments, this.#initial);
  }

  /** Whether anything is held that is not backed by its own margin alone. */
  get holdsInCommon(): boolean {
    const { held, heldCount } = this.#positions;
    if (this.isolated.none) return heldCount > 0;
    for (let k = 0; k < heldCount; k++) if (!this.isolated.has(held[k]!)) return true;
    return false;
  }

  /** The first isolated position whose margin is down to what it must keep, or so little above; -1 where there is none. */
  spentBut(noise: number): number {
    if (this.isolated.none) return -1;
    const { held, heldCount } = this.#positions;
    for (let k = 0; k < heldCount; k++) {
      const i = held[k]!;
      if (this.isolated.has(i) && this.backingOf(i) - this.of(i, 'maintenance') <= noise) return i;
    }
    return -1;
  }

  /** What the positions that are backed in common bind, or need. */
  common(field: 'initial' | 'maintenance'): number {
    const { held, heldCount } = this.#positions;
    let sum = 0;
    for (let k = 0; k < heldCount; k++) if (!this.isolated.has(held[k]!)) sum += this.of(held[k]!, field);
    return sum;
  }

  /** What the position in one instrument binds, or needs. */
  of(i: number, field: 'initial' | 'maintenance'): number {
    const positions = this.#positions;
    const notional = notionalAt(positions.instruments[i]!, positions.qty(i), positions.last(i));
    return (
      marginOf(positions.instruments[i]!, notional, field, field === 'initial' ? this.#initial : this.#maintenance) * positions.rateOf(i)
    );
  }

  /** What backs isolated positions: their margin, and what they have gained since. */
  get apart(): number {
    if (this.isolated.none) return 0;
    const { held, heldCount } = this.#positions;
    let sum = 0;
    for (let k = 0; k < heldCount; k++) if (this.isolated.has(held[k]!)) sum += this.backingOf(held[k]!);
    return sum;
  }

  /** What backs one isolated position. */
  backingOf(i: number): number {
    const positions = this.#positions;
    return this.isolated.backingAt(i, positions.qty(i), positions.last(i)) * positions.rateOf(i);
  }
}
