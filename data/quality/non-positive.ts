import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { PRICES } from './prices.ts';

/** Finds prices of zero or below: an empty cell read as a number, or a market that may trade there. */
export class NonPositive extends Detector {
  readonly #prices: readonly string[];
  readonly #inColumn: boolean;

  constructor(subject: Subject) {
    super('non-positive', subject);
    this.#prices = PRICES[subject.kind];
    this.#inColumn = subject.kind === 'bars';
  }

  take(chunk: Chunk): void {
    const [a, b, c, d] = this.#prices.map((name) => chunk.column(name));
    const { rows } = chunk;
    for (let row = 0; row < rows; row++) {
      if (a![row]! <= 0 || (b !== undefined && b[row]! <= 0) || (c !== undefined && (c[row]! <= 0 || d![row]! <= 0))) this.hit(chunk, row);
    }
  }

  message(): string {
    return `${this.count} rows have a price of zero or below`;
  }

  protected override refusal(chunk: Chunk, row: number): string {
    const name = this.#prices.find((one) => chunk.column(one)[row]! <= 0)!;
    return `Expected a price above 0${this.#inColumn ? ` in column ${name}` : ''}, but it was "${chunk.column(name)[row]}"`;
  }
}
