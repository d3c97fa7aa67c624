import { type Curve, type Mapping, mapping, pathOf, rangeOf } from './curve.ts';
import { legend } from './legend.ts';
import type { Look } from './look.ts';
import { label, px, stroke, TEXT, widthOf } from './svg.ts';
import { type TickText, ticksOf } from './ticks.ts';
import { timeTicks } from './time-axis.ts';

/** One of the panels that stand on the same time axis. */
export interface Panel {
  readonly title: string;
  /** The first is drawn over the others. */
  readonly curves: readonly Curve[];
  readonly ticks: TickText;
  /** Pixels. */
  readonly height: number;
  /** Whether zero is in sight, with a line of its own. */
  readonly zero?: boolean;
  /** What is drawn over the curves, and the values it must have room for. */
  readonly over?: (x: Mapping, y: Mapping) => string;
  readonly room?: Float64Array;
}

const AXIS = 20;
const PAD = 8;

/** Panels one below the other over one time axis; `height` is what they take. NaN-only panels are drawn empty. */
export function timePanels(panels: readonly Panel[], look: Look, width: number): { readonly svg: string; readonly height: number } {
  const rows = panels.map((panel) => ({ panel, ticks: valueTicks(panel) }));
  const right = Math.max(30, ...rows.flatMap(({ ticks }) => ticks.ticks.map(({ text }) => widthOf(text)))) + 8;
  const [from, to] = spanOf(panels);
  const edge = width - right;
  const x = mapping(from, to, 1, edge - 1);
  const times = Number.isFinite(from) ? timeTicks(from, to, Math.max(2, Math.floor(width / 90))) : [];
  const parts: string[] = [];
  let top = 0;
  for (const { panel, ticks } of rows) {
    const names = panel.curves.length > 1 ? panel.curves : [];
    const head = legend(panel.title, names, 0, top, width, look.ink);
    const begin = top + head.height + 2;
    const end = begin + panel.height;
    const y = mapping(ticks.from, ticks.to, end, begin);
    parts.push(head.svg);
    for (const { value } of times) parts.push(stroke(at(x, value), begin, at(x, value), end, look.grid));
    for (const { value, text } of ticks.ticks) {
      const line = at(y, value);
      const zero = panel.zero === true && value === 0;
      parts.push(stroke(0, line, edge, line, zero ? look.hold : look.grid), label(edge + 6, line + TEXT / 2 - 2, text));
    }
    for (const curve of panel.curves.toReversed()) parts.push(draw(curve, x, y));
    if (panel.over !== undefined) parts.push(panel.over(x, y));
    parts.push(stroke(0, end, edge, end, look.line));
    top = end + PAD;
  }
  for (const { value, text } of times) {
    const place = at(x, value);
    const half = widthOf(text) / 2;
    if (place + half > width) continue;
    parts.push(label(Math.max(place, half), top - PAD + AXIS - 5, text, { anchor: 'middle' }));
  }
  return { svg: parts.join(''), height: top - PAD + AXIS };
}

const at = ({ offset, factor }: Mapping, value: number): number => offset + factor * value;

function draw(curve: Curve, x: Mapping, y: Mapping): string {
  const { color, dash, thick, filled } = curve;
  const line = pathOf(curve, x, y, undefined);
  const area = filled === true ? `<path d="${pathOf(curve, x, y, 0)}" fill="${color}" fill-opacity="0.16"/>` : '';
  const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
  return `${area}<path d="${line}" fill="none" stroke="${color}" stroke-width="${px(thick === true ? 1.8 : 1.2)}" stroke-linejoin="round"${dashes}/>`;
}

function valueTicks({ curves, zero, room, ticks, height }: Panel): ReturnType<typeof ticksOf> {
  const [least, most] = rangeOf(room === undefined ? curves : [...curves, { values: room }]);
  const known = least <= most;
  const low = known ? least : 0;
  const high = known ? most : 1;
  return ticksOf(
    zero === true ? Math.min(low, 0) : low,
    zero === true ? Math.max(high, 0) : high,
    Math.max(3, Math.round(height / 40)),
    ticks,
  );
}

function spanOf(panels: readonly Panel[]): readonly [from: number, to: number] {
  const times = panels.flatMap(({ curves }) => curves.map(({ ts }) => ts)).filter((ts) => ts.length > 0);
  return [Math.min(...times.map((ts) => ts[0]!)), Math.max(...times.map((ts) => ts[ts.length - 1]!))];
}
