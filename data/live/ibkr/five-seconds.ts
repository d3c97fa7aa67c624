import { DataError } from '../../../engine/model/errors.ts';
import { SECOND } from '../../../engine/model/time.ts';
import type { Candle } from '../bybit/candle.ts';
import type { WireBar } from './data-line.ts';

/** Milliseconds of the bars that TWS sends as they come. */
export const PIECE = 5 * SECOND;

/**
 * Makes bars of any length of those of five seconds. Where a piece is missing the bar is known to be one, but not whole: it is not told,
 * and asked for. Bars of a day, and of what does not divide it, are none of these.
 */
export class FiveSeconds {
  readonly #length: number;
  #pieces: WireBar[] = [];
  #openTs = Number.NaN;

  constructor(length: number) {
    this.#length = length;
  }

  /** A piece. Returns the bar that it belongs to as far as it is known; undefined where its beginning was missed. */
  take(piece: WireBar): Candle | undefined {
    const ts = Number(piece.date) * SECOND;
    if (!Number.isFinite(ts)) throw new DataError(`Expected the time of a bar of IB, but it was "${piece.date}"`);
    const openTs = Math.floor(ts / this.#length) * this.#length;
    if (openTs !== this.#openTs) [this.#openTs, this.#pieces] = [openTs, []];
    // Told twice it counts once.
    if (this.#pieces.length > 0 && Number(this.#pieces.at(-1)!.date) * SECOND >= ts) return undefined;
    this.#pieces.push(piece);
    const isWhole = this.#pieces.length * PIECE === ts - openTs + PIECE;
    if (!isWhole) return undefined;
    const isOver = ts + PIECE === openTs + this.#length;
    return candleOf(this.#pieces, openTs, openTs + this.#length, isOver);
  }

  /** The connection was down: what the bar that runs has is not all of it. */
  clear(): void {
    [this.#openTs, this.#pieces] = [Number.NaN, []];
  }
}

/** Where something was dealt, pieces without a trade say only what the price was before; of quotes all of them count. */
function candleOf(pieces: readonly WireBar[], openTs: number, ts: number, isOver: boolean): Candle {
  const dealt = pieces.filter(({ volume }) => volume > 0);
  const counted = dealt.length > 0 ? dealt : pieces;
  return {
    ...{ openTs, ts, isOver, open: counted[0]!.open, close: counted.at(-1)!.close },
    high: counted.reduce((most, { high }) => Math.max(most, high), Number.NEGATIVE_INFINITY),
    low: counted.reduce((least, { low }) => Math.min(least, low), Number.POSITIVE_INFINITY),
    volume: dealt.reduce((sum, { volume }) => sum + volume, 0),
  };
}
