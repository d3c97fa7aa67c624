import type { OverfittingView } from '../research/worth.ts';
import { mapping } from './curve.ts';
import type { Look } from './look.ts';
import { drawing, heightOf, label, px, stroke, TEXT, widthOf } from './svg.ts';
import { asNumber, ticksOf } from './ticks.ts';

const TOP = 8;
const AXIS = 36;

/** Sharpe ratios of the best of one half of time, there and in the other half, with the line through them. */
export function pairsChart({ pairs, degradation }: OverfittingView, says: string, look: Look, width: number): string {
  const height = heightOf(width);
  const [ins, outs] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
  const xs = ticksOf(Math.min(...ins), Math.max(...ins), Math.max(3, Math.floor(width / 90)), asNumber);
  const ys = ticksOf(Math.min(0, ...outs), Math.max(0, ...outs), 6, asNumber);
  const right = Math.max(...ys.ticks.map(({ text }) => widthOf(text))) + 8;
  const x = mapping(xs.from, xs.to, 6, width - right - 6);
  const y = mapping(ys.from, ys.to, height - AXIS, TOP);
  const across = (value: number): number => x.offset + x.factor * value;
  const up = (value: number): number => y.offset + y.factor * value;
  const parts = ys.ticks.flatMap(({ value, text }) => [
    stroke(0, up(value), width - right, up(value), value === 0 ? look.hold : look.grid),
    label(width - right + 6, up(value) + TEXT / 2 - 2, text),
  ]);
  for (const { value, text } of xs.ticks) {
    parts.push(stroke(across(value), TOP, across(value), height - AXIS, look.grid));
    parts.push(label(Math.max(across(value), widthOf(text) / 2), height - AXIS + 14, text, { anchor: 'middle' }));
  }
  for (const [color, won] of [
    [look.up, true],
    [look.down, false],
  ] as const) {
    const path = pairs.filter(([, other]) => other > 0 === won).map(([one, other]) => `M${px(across(one))} ${px(up(other))}h.01`);
    if (path.length > 0)
      parts.push(`<path d="${path.join('')}" stroke="${color}" stroke-width="4" stroke-linecap="round" stroke-opacity="0.6"/>`);
  }
  const { slope, intercept } = degradation;
  if (Number.isFinite(slope)) {
    const ends = [xs.from, xs.to].map((value) => [value, Math.min(Math.max(intercept + slope * value, ys.from), ys.to)] as const);
    parts.push(stroke(across(ends[0]![0]), up(ends[0]![1]), across(ends[1]![0]), up(ends[1]![1]), look.accent, ' stroke-width="1.5"'));
  }
  parts.push(label((width - right) / 2, height - 5, 'Sharpe in one half; upwards, in the other', { anchor: 'middle' }));
  return drawing(width, height, says, look, parts.join(''));
}
