import type { Column } from '../../engine/model/series.ts';
import { DAY } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import type { Subject } from './detector.ts';

/** A day's range of a lively share; of other timeframes it grows with the root of time. */
const DAILY = 0.02;
/** From one trade to the next, and of bars that end by what was traded. */
const PRINT = 1e-4;
/** How many rows the mean looks back on, and by how many times itself one row can raise it. */
const MEMORY = 64;
const CAP = 4;
/** So that it can grow again after a stretch without any move. */
const LEAST = 1e-6;

/**
 * How much a series moves from row to row usually, as a fraction of its price: an exponential mean over 64 rows of the true
 * range, `max(high, close before) / min(low, close before) - 1`, of trades of the step from price to price; each row counts
 * as four times the mean at most, so that a single print does not make the next one usual. The rows' own is not in it.
 */
export class UsualRange {
  readonly #isBars: boolean;
  #usual: number;
  #before = Number.NaN;
  #scratch: Column = new Float64Array(0);

  constructor({ kind, timeframe }: Subject) {
    this.#isBars = kind === 'bars';
    const ms = timeframe === undefined ? 0 : 'ms' in timeframe ? timeframe.ms : timeframe.months * 30 * DAY;
    this.#usual = ms > 0 ? DAILY * Math.sqrt(ms / DAY) : PRINT;
  }

  /** The usual range at each row of the next chunk, in a column that the chunk after it will write over. */
  take(chunk: Chunk): Column {
    const { rows } = chunk;
    if (this.#scratch.length < rows) this.#scratch = new Float64Array(rows);
    const out = this.#scratch;
    const close = chunk.column(this.#isBars ? 'close' : 'price');
    const high = this.#isBars ? chunk.column('high') : close;
    const low = this.#isBars ? chunk.column('low') : close;
    let usual = this.#usual;
    let before = this.#before;
    for (let row = 0; row < rows; row++) {
      out[row] = usual;
      const top = high[row]! < before ? before : high[row]!;
      const bottom = low[row]! > before ? before : low[row]!;
      before = close[row]!;
      if (!(bottom > 0)) continue;
      const range = top / bottom - 1;
      if (range > CAP * usual) usual *= 1 + (CAP - 1) / MEMORY;
      else usual = usual * (1 - 1 / MEMORY) + range / MEMORY;
      if (usual < LEAST) usual = LEAST;
    }
    this.#usual = usual;
    this.#before = before;
    return out;
  }
}
