import { mapping } from './curve.ts';
import { legend } from './legend.ts';
import type { Look } from './look.ts';
import { drawing, label, px, stroke, widthOf } from './svg.ts';
import { timeTicks } from './time-axis.ts';

/** A stretch of time; milliseconds UTC. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A window: where it was searched, and where that was tried. */
export interface WindowView {
  readonly inSample: Span;
  readonly outOfSample: Span;
}

const ROW = 14;
const AXIS = 20;

/** Windows one below the other over time: what was searched, and what came after it. */
export function windowsChart(windows: readonly WindowView[], says: string, look: Look, width: number): string {
  const names = [
    { name: 'searched', color: look.hold },
    { name: 'tried on what followed', color: look.accent },
  ];
  const head = legend('Windows', names, 0, 0, width, look.ink);
  const top = head.height + 4;
  const row = Math.max(3, Math.min(ROW, Math.floor(420 / Math.max(windows.length, 1))));
  const bottom = top + row * windows.length + 4;
  const ends = windows.flatMap(({ inSample, outOfSample }) => [inSample.from, outOfSample.to]);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const x = mapping(from, to, 1, width - 1);
  const at = (ts: number): number => x.offset + x.factor * ts;
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(width / 90)));
  const parts = [head.svg, ...ticks.map(({ value }) => stroke(at(value), top, at(value), bottom, look.grid))];
  const bar = ({ from: begin, to: end }: Span, y: number, color: string): string =>
    `<rect x="${px(at(begin))}" y="${px(y)}" width="${px(Math.max(1, at(end) - at(begin)))}" height="${px(row - Math.min(3, row / 3))}" fill="${color}"/>`;
  windows.forEach(({ inSample, outOfSample }, k) => {
    parts.push(bar(inSample, top + k * row, look.hold), bar(outOfSample, top + k * row, look.accent));
  });
  parts.push(stroke(0, bottom, width, bottom, look.line));
  for (const { value, text } of ticks) {
    const half = widthOf(text) / 2;
    if (at(value) + half <= width) parts.push(label(Math.max(at(value), half), bottom + AXIS - 5, text, { anchor: 'middle' }));
  }
  return drawing(width, bottom + AXIS, says, look, parts.join(''));
}
