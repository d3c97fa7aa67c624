import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { LEAST, limitOf } from './limit.ts';

/**
 * Finds bars whose low or high stands alone: further from their own close and from the close before than 20 usual ranges,
 * and than 5 %: `min(close, close before) / low - 1` for a low, `high / max(close, close before) - 1` for a high. Stops and
 * limits in between fill there in a backtest, and did not in the market.
 */
export class BadPrint extends Detector {
  #before = Number.NaN;

  constructor(subject: Subject) {
    super('bad-print', subject);
  }

  take(chunk: Chunk): void {
    const { rows, usual } = chunk;
    const [high, low, close] = [chunk.column('high'), chunk.column('low'), chunk.column('close')];
    for (let row = 0; row < rows; row++) {
      // No bar within the limit of its own is worth a closer look.
      if (high[row]! <= low[row]! * (1 + LEAST)) continue;
      const last = close[row]!;
      const before = row > 0 ? close[row - 1]! : this.#before;
      const most = before > last ? before : last;
      const least = before < last ? before : last;
      const limit = 1 + limitOf(usual[row]!);
      const bottom = low[row]!;
      if ((least > bottom * limit && bottom > 0) || (high[row]! > most * limit && most > 0)) this.hit(chunk, row);
    }
    if (rows > 0) this.#before = close[rows - 1]!;
  }

  message(): string {
    return `${this.count} bars whose high or low is far from every other price around: bad prints, or a crash that came back`;
  }
}
