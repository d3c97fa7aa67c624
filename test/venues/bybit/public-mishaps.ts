import type { Wall } from '../../../engine/model/wall.ts';
import { Chance } from '../hostile/chance.ts';

/** What goes wrong with what everybody may see. */
const MISHAPS = ['dropped', 'doubled', 'delayed'] as const;

/** Carries public messages to those who listen, late by some milliseconds, and, while things go wrong, not all of them as they were. */
export class PublicMishaps {
  readonly #wall: Wall;
  readonly #chance: Chance;
  readonly #rates: readonly number[];
  readonly #calmFrom: number;
  readonly #note: (text: string) => void;
  #last = 0;

  constructor(seed: number, wall: Wall, calmFrom: number, note: (text: string) => void) {
    this.#wall = wall;
    this.#chance = new Chance(seed, 'public');
    const most = this.#chance.oneOf([0, 0.01, 0.05, 0.1]);
    this.#rates = MISHAPS.map(() => (this.#chance.happens(0.5) ? this.#chance.between(0, most) : 0));
    this.#calmFrom = calmFrom;
    this.#note = note;
  }

  /** Hands a message over when its time has come. */
  carry(what: string, hand: () => void): void {
    const now = this.#wall.now();
    const dice = this.#rates.map((rate) => this.#chance.happens(rate));
    const [soon, late] = [this.#chance.whole(1, 10), this.#chance.whole(30, 900)];
    const mishap = now >= this.#calmFrom ? undefined : MISHAPS[dice.indexOf(true)];
    if (mishap !== undefined) this.#note(`message of ${what}: ${mishap}`);
    if (mishap === 'dropped') return;
    if (mishap === 'delayed') return void this.#wall.after(late, hand);
    this.#last = Math.max(this.#last, now + soon);
    this.#wall.after(this.#last - now, hand);
    if (mishap === 'doubled') this.#wall.after(this.#last - now + late, hand);
  }
}
