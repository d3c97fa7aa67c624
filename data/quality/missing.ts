import type { SeriesKind } from '../block.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { PRICES } from './prices.ts';

/** What a row of each kind must have; a bar without volume is one of a market that does not tell it. */
const NEEDED: Readonly<Record<SeriesKind, readonly string[]>> = {
  bars: PRICES.bars,
  trades: ['price', 'size'],
  quotes: [],
  funding: ['rate'],
  actions: ['type', 'value'],
  custom: [],
};

/** Finds values that are not there. */
export class Missing extends Detector {
  readonly #needed: readonly string[];

  constructor(subject: Subject) {
    super('missing', subject);
    this.#needed = NEEDED[subject.kind];
  }

  take(chunk: Chunk): void {
    const [a, b, c, d] = this.#needed.map((name) => chunk.column(name));
    if (a === undefined) return;
    const { rows } = chunk;
    for (let row = 0; row < rows; row++) {
      let sum = a[row]!;
      if (b !== undefined) sum += b[row]!;
      if (c !== undefined) sum += c[row]! + d![row]!;
      if (sum - sum !== 0) this.hit(chunk, row);
    }
  }

  message(): string {
    return `${this.count} rows lack a value`;
  }

  protected override refusal(chunk: Chunk, row: number): string {
    const name = this.#needed.find((one) => !Number.isFinite(chunk.column(one)[row]!))!;
    const value = chunk.column(name)[row]!;
    const isPrice = PRICES.bars.includes(name);
    return `Expected a ${isPrice ? 'price above 0' : name} in column ${name}, but it was "${Number.isNaN(value) ? '' : value}"`;
  }
}
