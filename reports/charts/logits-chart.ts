import type { OverfittingView } from '../research/worth.ts';
import { mapping } from './curve.ts';
import type { Look } from './look.ts';
import { drawing, heightOf, label, px, stroke, TEXT, widthOf } from './svg.ts';
import { asNumber, ticksOf } from './ticks.ts';

const TOP = 8;
const AXIS = 36;

/** How the best of one half of time ranked in the other: at or below the middle in the colour of losses. */
export function logitsChart({ logits: { from, step, counts } }: OverfittingView, says: string, look: Look, width: number): string {
  const height = heightOf(width);
  const high = ticksOf(0, Math.max(1, ...counts), 4, asNumber);
  const right = Math.max(...high.ticks.map(({ text }) => widthOf(text))) + 8;
  const end = from + step * counts.length;
  const x = mapping(from, end, 1, width - right);
  const y = mapping(0, high.to, height - AXIS, TOP);
  const across = (value: number): number => x.offset + x.factor * value;
  const up = (count: number): number => y.offset + y.factor * count;
  const parts = high.ticks.flatMap(({ value, text }) => [
    stroke(0, up(value), width - right, up(value), look.grid),
    label(width - right + 6, up(value) + TEXT / 2 - 2, text),
  ]);
  const paths = { [look.up]: '', [look.down]: '' };
  counts.forEach((count, k) => {
    if (count === 0) return;
    const left = across(from + k * step);
    const tall = Math.max(1, up(0) - up(count));
    paths[from + (k + 0.5) * step > 0 ? look.up : look.down] +=
      `M${px(left)} ${px(up(0))}h${px(across(from + (k + 1) * step) - left - 0.8)}v${px(-tall)}h${px(-(across(from + (k + 1) * step) - left - 0.8))}Z`;
  });
  for (const [color, path] of Object.entries(paths)) if (path !== '') parts.push(`<path d="${path}" fill="${color}"/>`);
  if (from < 0 && end > 0) parts.push(stroke(across(0), TOP, across(0), height - AXIS, look.hold));
  const ticks = ticksOf(from, end, Math.max(3, Math.floor(width / 80)), asNumber).ticks;
  for (const { value, text } of ticks)
    if (value >= from - 1e-12 && value <= end + 1e-12) {
      const half = widthOf(text) / 2;
      parts.push(label(Math.min(Math.max(across(value), half), width - half), height - AXIS + 14, text, { anchor: 'middle' }));
    }
  parts.push(label((width - right) / 2, height - 5, 'logit of its rank: 0 is the median', { anchor: 'middle' }));
  return drawing(width, height, says, look, parts.join(''));
}
