import { px } from './svg.ts';

/** A value over time, drawn as a line. */
export interface Curve {
  readonly name: string;
  readonly color: string;
  /** Milliseconds, ascending; one per value. */
  readonly ts: Float64Array;
  /** NaN is a gap. */
  readonly values: Float64Array;
  /** Fills down (or up) to zero. */
  readonly filled?: true;
  /** As SVG writes dashes: `4 3`. */
  readonly dash?: string;
  readonly thick?: true;
}

/** From a value to a place on the screen: `offset + factor x value`. */
export interface Mapping {
  readonly offset: number;
  readonly factor: number;
}

/** The mapping that sends `from` to `start` and `to` to `end`. */
export function mapping(from: number, to: number, start: number, end: number): Mapping {
  const factor = to === from ? 0 : (end - start) / (to - from);
  return { factor, offset: (factor === 0 ? (start + end) / 2 : start) - factor * from };
}

/** As many values are more than a chart has pixels. */
const DENSE = 1_000;

/**
 * The path of a curve. Of the values that fall on one pixel column the first, the extremes and the last are kept, so a
 * million values draw the same picture as a few thousand do, and no peak is lost (the M4 aggregation, Jugel 2014).
 */
export function pathOf({ ts, values }: Pick<Curve, 'ts' | 'values'>, x: Mapping, y: Mapping, zero: number | undefined): string {
  const parts: string[] = [];
  let first = -1;
  let low = 0;
  let high = 0;
  let last = 0;
  let column = Number.NaN;
  let begin = Number.NaN;
  // where points lie closer than pixels, a whole pixel is exact enough, and shorter
  const across = values.length > DENSE ? (value: number): string => String(Math.round(value)) : px;
  const place = (k: number): string => `${across(x.offset + x.factor * ts[k]!)} ${px(y.offset + y.factor * values[k]!)}`;
  const flush = (): void => {
    if (first < 0) return;
    parts.push(parts.length === 0 || Number.isNaN(begin) ? 'M' : 'L', place(first));
    if (Number.isNaN(begin)) begin = first;
    const [one, other] = low < high ? [low, high] : [high, low];
    let before = first;
    for (const k of [one, other, last]) {
      if (k === before) continue;
      parts.push('L', place(k));
      before = k;
    }
    first = -1;
  };
  const close = (): void => {
    flush();
    if (zero !== undefined && !Number.isNaN(begin)) {
      const ground = px(y.offset + y.factor * zero);
      parts.push(`V${ground}H${across(x.offset + x.factor * ts[begin]!)}Z`);
    }
    begin = Number.NaN;
  };
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isNaN(value)) {
      close();
      column = Number.NaN;
      continue;
    }
    const at = Math.floor(x.offset + x.factor * ts[k]!);
    if (at !== column) {
      flush();
      column = at;
      first = low = high = k;
    } else if (value < values[low]!) low = k;
    else if (value > values[high]!) high = k;
    last = k;
  }
  close();
  return parts.join('');
}

/** The least and the greatest of curves; infinite the wrong way round without a value. */
export function rangeOf(curves: readonly Pick<Curve, 'values'>[]): readonly [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { values } of curves) {
    for (let k = 0; k < values.length; k++) {
      const value = values[k]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return [least, most];
}
