import { type Mapping, mapping, pathOf, rangeOf } from './curve.ts';
import { legend } from './legend.ts';
import type { Look } from './look.ts';
import { drawing, label, px, stroke, TEXT, widthOf } from './svg.ts';
import { asMoney, asNumber, ticksOf } from './ticks.ts';
import { timeTicks } from './time-axis.ts';

/** Where many simulated ways lie: by point of the way, the run's own value and one value per level, the lowest level first. */
export interface FanView {
  readonly at: readonly number[];
  readonly own: readonly number[];
  readonly bands: readonly (readonly number[])[];
}

const AXIS = 20;

/** A fan of simulated ways: bands between the outer and the inner levels, their middle, and the way of the run itself. */
export function fanChart(
  { at, own, bands }: FanView,
  levels: readonly number[],
  dated: boolean,
  says: string,
  look: Look,
  width: number,
): string {
  const height = Math.round(width * 0.45);
  const ts = Float64Array.from(at);
  const values = [own, ...bands].map((one) => ({ values: Float64Array.from(one) }));
  const [least, most] = rangeOf(values);
  const ys = ticksOf(Math.min(least, most), Math.max(least, most), 7, asMoney);
  const right = Math.max(...ys.ticks.map(({ text }) => widthOf(text))) + 8;
  const share = (level: number): string => `${Math.round(level * 100)} %`;
  const pairs = Math.floor(bands.length / 2);
  const named = Array.from({ length: pairs }, (_, k) => ({
    name: `${share(levels[k]!)} to ${share(levels[bands.length - 1 - k]!)}`,
    color: look.accent,
    ...(k === 0 && { dash: '2 3' }),
  }));
  const head = legend(
    'Equity',
    [{ name: 'the run', color: look.ink }, { name: 'middle', color: look.accent }, ...named],
    0,
    0,
    width,
    look.ink,
  );
  const top = head.height + 4;
  const bottom = top + height;
  const x = mapping(ts[0] ?? 0, ts[ts.length - 1] ?? 1, 1, width - right - 1);
  const y = mapping(ys.from, ys.to, bottom, top);
  const parts = [head.svg];
  for (const { value, text } of ys.ticks) {
    const line = y.offset + y.factor * value;
    parts.push(stroke(0, line, width - right, line, look.grid), label(width - right + 6, line + TEXT / 2 - 2, text));
  }
  for (let k = 0; k < pairs; k++)
    parts.push(`<path d="${between(ts, bands[k]!, bands[bands.length - 1 - k]!, x, y)}" fill="${look.accent}" fill-opacity="0.16"/>`);
  const line = (of: readonly number[], color: string, thick: string): string =>
    `<path d="${pathOf({ ts, values: Float64Array.from(of) }, x, y, undefined)}" fill="none" stroke="${color}" stroke-width="${thick}" stroke-linejoin="round"/>`;
  if (bands.length % 2 === 1) parts.push(line(bands[pairs]!, look.accent, '1.4'));
  parts.push(line(own, look.ink, '1.8'), stroke(0, bottom, width - right, bottom, look.line));
  const count = Math.max(2, Math.floor(width / 90));
  const ticks = dated
    ? timeTicks(ts[0] ?? 0, ts[ts.length - 1] ?? 1, count)
    : ticksOf(ts[0] ?? 0, ts[ts.length - 1] ?? 1, count, asNumber).ticks;
  for (const { value, text } of ticks) {
    const place = x.offset + x.factor * value;
    const half = widthOf(text) / 2;
    if (place < 0 || place + half > width) continue;
    parts.push(label(Math.max(place, half), bottom + AXIS - 5, text, { anchor: 'middle' }));
  }
  return drawing(width, bottom + AXIS, says, look, parts.join(''));
}

function between(ts: Float64Array, low: readonly number[], high: readonly number[], x: Mapping, y: Mapping): string {
  const place = (k: number, value: number): string => `${px(x.offset + x.factor * ts[k]!)} ${px(y.offset + y.factor * value)}`;
  const there = low.map((value, k) => `${k === 0 ? 'M' : 'L'}${place(k, value)}`);
  const back = high.map((value, k) => `L${place(k, value)}`).reverse();
  return `${there.join('')}${back.join('')}Z`;
}
