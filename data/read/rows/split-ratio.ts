/** A ratio closer than this to a small fraction is that fraction: factors are written with about seven digits. */
const CLOSE = 1e-5;

/** No split has been into more than this many parts for one, or out of it, but by whole numbers. */
const MOST_PARTS = 20;

/** New shares per old one: the small fraction (2, 1.5, 0.05) that a ratio of rounded factors stands for, else the ratio. */
export function ratioOf(ratio: number): number {
  for (let parts = 1; parts <= MOST_PARTS; parts++) {
    const whole = Math.round(ratio * parts);
    if (whole > 0 && Math.abs((ratio * parts) / whole - 1) < CLOSE) return whole / parts;
    const inverse = Math.round(parts / ratio);
    if (inverse > 0 && Math.abs(parts / ratio / inverse - 1) < CLOSE) return parts / inverse;
  }
  return ratio;
}

/** Reads `7:1`, `7/1`, `7 for 1` or `7` as new shares per old one; NaN for anything else. */
export function splitOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(?::|\/|-?for-?)\s*(\d+(?:\.\d+)?)$/i.exec(text.trim());
  return match === null ? Number.NaN : Number(match[1]) / Number(match[2]);
}
