/** Equity at times, in milliseconds UTC. */
export interface Curve {
  readonly ts: readonly number[];
  readonly value: readonly number[];
}

/** The equity of one out-of-sample run, and what it began with. */
export interface Piece extends Curve {
  readonly base: number;
}

/**
 * Equity curves laid end to end: each run began with the same money, and what it earned is compounded on what the ones
 * before have become, as a share. What depends on the size of the account, such as a fixed fee or a smallest lot, is as it
 * was in its run. A run that ends with nothing, or less, ends the curve there.
 */
export function stitched(start: number, pieces: readonly Piece[]): Curve {
  const ts: number[] = [];
  const value: number[] = [];
  let before = start;
  for (const { base, ...piece } of pieces) {
    if (!(before > 0 && base > 0)) break;
    for (let k = 0; k < piece.ts.length; k++) {
      ts.push(piece.ts[k]!);
      value.push((before * piece.value[k]!) / base);
    }
    before = value.at(-1) ?? before;
  }
  return { ts, value };
}
