import { quantile } from '../../engine/analysis/quantile.ts';
import { type Mapping, mapping } from './curve.ts';
import type { Look } from './look.ts';
import { drawing, heightOf, label, stroke, TEXT, widthOf } from './svg.ts';
import { asPercent, type Ticks, type TickText, ticksOf } from './ticks.ts';

/** Round trips as points: how far each went to the right, and what it returned, upwards. */
export interface Points {
  readonly far: Float64Array;
  readonly returned: Float64Array;
  /** What the axis to the right is, and how its ticks are written. */
  readonly what: string;
  readonly ticks: TickText;
  /** The slope of the line on which a trade lies that closed at its extreme; null without one. */
  readonly slope: -1 | 1 | null;
}

const TOP = 8;
const AXIS = 36;
/** Beyond this many times the 99 % quantile a point stands on the edge, or it would press all others together. */
const REACH = 2;
/** Dots of which many lie on one pixel are larger: from so many on, by so much. */
const SIZES: readonly (readonly [least: number, more: number])[] = [
  [1, 0],
  [3, 2],
  [10, 4],
  [30, 7],
];
/** Fewer points than this are drawn larger. */
const FEW = 500;

/** How far the axes go. */
export interface Reach {
  readonly far: number;
  readonly most: number;
  readonly least: number;
}

/** How far the returns go; looked over once, for all charts that draw them. */
export const returnsReach = (returned: Float64Array): Omit<Reach, 'far'> => ({
  most: limit(returned) || 0.01,
  least: -limit(returned.map((value) => -value)),
});

/** How far a column goes to the right. */
export const farReach = (far: Float64Array): number => limit(far) || 0.01;

/** Points over two axes, winners and losers in their colours. */
export function scatter({ far, returned, what, ticks, slope }: Points, reach: Reach, says: string, look: Look, width: number): string {
  const height = heightOf(width);
  const fars = ticksOf(0, reach.far, Math.max(3, Math.floor(width / 90)), ticks);
  const returns = ticksOf(reach.least, reach.most, 6, asPercent);
  const right = Math.max(...returns.ticks.map(({ text }) => widthOf(text))) + 8;
  const x = mapping(0, fars.to, 6, width - right - 6);
  const y = mapping(returns.from, returns.to, height - AXIS, TOP);
  const across = (value: number): number => x.offset + x.factor * Math.min(value, fars.to);
  const up = (value: number): number => y.offset + y.factor * Math.max(returns.from, Math.min(value, returns.to));
  const parts = returns.ticks.flatMap(({ value, text }) => [
    stroke(0, up(value), width - right, up(value), value === 0 ? look.hold : look.grid),
    label(width - right + 6, up(value) + TEXT / 2 - 2, text),
  ]);
  for (const { value, text } of fars.ticks) {
    parts.push(stroke(across(value), TOP, across(value), height - AXIS, look.grid));
    parts.push(label(Math.max(across(value), widthOf(text) / 2), height - AXIS + 14, text, { anchor: 'middle' }));
  }
  const end = slope === null ? 0 : Math.min(fars.to, slope < 0 ? -returns.from : returns.to);
  if (slope !== null && end > 0) parts.push(stroke(across(0), up(0), across(end), up(slope * end), look.hold, ' stroke-dasharray="5 3"'));
  const small = far.length < FEW ? 5 : 3.5;
  for (const [color, won] of [
    [look.up, true],
    [look.down, false],
  ] as const) {
    const places = placesOf({ far, returned }, won, x, y, fars.to, returns, width, height);
    SIZES.forEach(([least, more], k) => {
      const path = dots(places, width, least, SIZES[k + 1]?.[0] ?? Number.POSITIVE_INFINITY);
      if (path !== '')
        parts.push(`<path d="${path}" stroke="${color}" stroke-width="${small + more}" stroke-linecap="round" stroke-opacity="0.6"/>`);
    });
  }
  parts.push(label((width - right) / 2, height - 5, what, { anchor: 'middle' }));
  return drawing(width, height, says, look, parts.join(''));
}

function limit(values: Float64Array): number {
  const known = values.filter((value) => Number.isFinite(value));
  const most = known.reduce((a, b) => Math.max(a, b), 0);
  const usual = quantile(known, 0.99);
  return usual > 0 && most > REACH * usual ? REACH * usual : most;
}

/** The pixels on which winners, or losers, lie, by their numbers, and how many lie on each. */
interface Places {
  readonly pixels: readonly number[];
  readonly counts: Uint16Array;
}

function placesOf(
  { far, returned }: Pick<Points, 'far' | 'returned'>,
  won: boolean,
  x: Mapping,
  y: Mapping,
  furthest: number,
  { from, to }: Pick<Ticks, 'from' | 'to'>,
  width: number,
  height: number,
): Places {
  const counts = new Uint16Array(width * height);
  const pixels: number[] = [];
  for (let k = 0; k < far.length; k++) {
    const value = returned[k]!;
    if (value > 0 !== won || !Number.isFinite(far[k]! + value)) continue;
    const across = Math.round(x.offset + x.factor * Math.min(far[k]!, furthest));
    const up = Math.round(y.offset + y.factor * Math.max(from, Math.min(value, to)));
    const pixel = up * width + across;
    if (counts[pixel] === 0) pixels.push(pixel);
    counts[pixel]!++;
  }
  return { pixels, counts };
}

/** The pixels on which at least `least` and fewer than `most` points lie, as dots of one path: ten thousand trades stay a small file. */
function dots({ pixels, counts }: Places, width: number, least: number, most: number): string {
  let path = '';
  for (let k = 0; k < pixels.length; k++) {
    const pixel = pixels[k]!;
    const count = counts[pixel]!;
    if (count >= least && count < most) path += `M${pixel % width} ${Math.floor(pixel / width)}h.01`;
  }
  return path;
}
