import { grouped } from '../format.ts';
import { type Bins, binsOf } from './bins.ts';
import { mapping } from './curve.ts';
import type { Look } from './look.ts';
import { drawing, heightOf, label, px, stroke, TEXT, widthOf } from './svg.ts';
import { asNumber, asPercent, ticksOf } from './ticks.ts';

/** A curve to compare a histogram with. */
export interface Normal {
  readonly mean: number;
  readonly deviation: number;
}

const TOP = 8;
const AXIS = 36;

/** How often returns fell where: gains and losses in their colours, and a normal curve of the same mean and spread where one is given. */
export function histogram(values: Float64Array, what: string, normal: Normal | null, says: string, look: Look, width: number): string {
  const height = heightOf(width);
  const known = values.filter((value) => Number.isFinite(value)).length;
  const bins = binsOf(values, Math.min(width > 450 ? 60 : 36, Math.round(10 + 2 * Math.sqrt(known))));
  const bell = normal === null || !(normal.deviation > 0) ? [] : bellOf(bins, known, normal);
  const tallest = Math.max(1, ...bins.counts, ...bell.map(([, count]) => count));
  const counts = ticksOf(0, tallest, 4, asNumber);
  const right = Math.max(...counts.ticks.map(({ text }) => widthOf(text))) + 8;
  const end = bins.from + bins.width * Math.max(1, bins.counts.length);
  const x = mapping(bins.from, end, 1, width - right);
  const y = mapping(0, counts.to, height - AXIS, TOP);
  const across = (value: number): number => x.offset + x.factor * value;
  const up = (count: number): number => y.offset + y.factor * count;
  const parts = counts.ticks.flatMap(({ value, text }) => [
    stroke(0, up(value), width - right, up(value), look.grid),
    label(width - right + 6, up(value) + TEXT / 2 - 2, text),
  ]);
  parts.push(bars(bins, across, up, look));
  if (bell.length > 0) {
    const path = bell.map(([value, count], k) => `${k === 0 ? 'M' : 'L'}${px(across(value))} ${px(up(count))}`).join('');
    parts.push(`<path d="${path}" fill="none" stroke="${look.hold}" stroke-width="1.5" stroke-dasharray="5 3"/>`);
  }
  if (bins.from < 0 && end > 0) parts.push(stroke(across(0), TOP, across(0), height - AXIS, look.hold));
  const ticks = ticksOf(bins.from, end, Math.max(3, Math.floor(width / 80)), asPercent).ticks;
  for (const { value, text } of ticks) {
    if (value < bins.from - 1e-12 || value > end + 1e-12) continue;
    const half = widthOf(text) / 2;
    parts.push(label(Math.min(Math.max(across(value), half), width - half), height - AXIS + 14, text, { anchor: 'middle' }));
  }
  parts.push(label((width - right) / 2, height - 5, what, { anchor: 'middle' }), beyond(bins, width - right, height - 5));
  return drawing(width, height, says, look, parts.join(''));
}

/** A bar per bin, at least a pixel high: a single value in the tail is what a reader looks for. */
function bars({ from, width, counts }: Bins, across: (value: number) => number, up: (count: number) => number, look: Look): string {
  const paths = { [look.up]: '', [look.down]: '' };
  counts.forEach((count, k) => {
    if (count === 0) return;
    const left = across(from + k * width);
    const wide = Math.max(1, across(from + (k + 1) * width) - left - 0.8);
    const high = Math.max(1, up(0) - up(count));
    // the middle of a bin decides: its lower end may be zero but for rounding
    paths[from + (k + 0.5) * width > 0 ? look.up : look.down] += `M${px(left)} ${px(up(0))}h${px(wide)}v${px(-high)}h${px(-wide)}Z`;
  });
  return Object.entries(paths)
    .map(([color, path]) => `<path d="${path}" fill="${color}" fill-opacity="0.75"/>`)
    .join('');
}

/** What lies further out is counted in the outermost bars, and said at their feet. */
function beyond({ below, above }: Bins, right: number, y: number): string {
  const left = below > 0 ? label(0, y, `\u2190 ${grouped(below, 0)} more`) : '';
  return left + (above > 0 ? label(right, y, `${grouped(above, 0)} more \u2192`, { anchor: 'end' }) : '');
}

/** How many values of each bin's width a normal distribution would have. */
function bellOf({ from, width, counts }: Bins, known: number, { mean, deviation }: Normal): [value: number, count: number][] {
  const steps = 80;
  const span = width * counts.length;
  return Array.from({ length: steps + 1 }, (_, k) => {
    const value = from + (span * k) / steps;
    const z = (value - mean) / deviation;
    return [value, ((known * width) / (deviation * Math.sqrt(2 * Math.PI))) * Math.exp((-z * z) / 2)];
  });
}
