import type { Attribution } from '../../engine/analysis/attribution/attribution.ts';
import { CAUSE_NAMES, causesOf } from '../causes.ts';
import { grouped } from '../format.ts';
import { mapping } from './curve.ts';
import type { Look } from './look.ts';
import { drawing, label, px, stroke, TEXT, widthOf } from './svg.ts';
import { asMoney, ticksOf } from './ticks.ts';

const ROW = 24;
const BAR = 14;
const AXIS = 22;

/** One step of the way from the first value of equity to the last. */
interface Step {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly total: boolean;
}

/** How equity came from where it was to where it is: a bar for each cause that begins where the one before it ends, and their sum. */
export function causesChart({ causes, pnl }: Attribution, says: string, look: Look, width: number): string {
  let before = 0;
  const steps = causesOf([causes]).map((cause): Step => {
    const from = before;
    before += causes[cause];
    return { name: CAUSE_NAMES[cause], from, to: before, total: false };
  });
  steps.push({ name: 'Change of equity', from: 0, to: pnl, total: true });
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  // What is bold is wider.
  const left = 1.1 * Math.max(...steps.map(({ name }) => widthOf(name)));
  const texts = steps.map(({ from, to }) => grouped(to - from));
  const right = Math.max(...texts.map(widthOf));
  const { from, to, ticks } = ticksOf(Math.min(0, ...ends), Math.max(0, ...ends), width > 450 ? 6 : 3, asMoney);
  const x = mapping(from, to, left + 10, width - right - 10);
  const across = (value: number): number => x.offset + x.factor * value;
  const bottom = steps.length * ROW;
  const parts = ticks.flatMap(({ value, text }) => [
    stroke(across(value), 0, across(value), bottom, value === 0 ? look.hold : look.grid),
    label(across(value), bottom + 15, text, { anchor: 'middle' }),
  ]);
  for (const [row, step] of steps.entries()) {
    const top = row * ROW + (ROW - BAR) / 2;
    const base = top + BAR / 2 + TEXT / 2 - 2;
    const [low, high] = [across(Math.min(step.from, step.to)), across(Math.max(step.from, step.to))];
    const color = step.total ? look.accent : step.to < step.from ? look.down : look.up;
    const style = step.total ? { color: look.ink, bold: true as const } : { color: look.ink };
    parts.push(
      label(left, base, step.name, { ...style, anchor: 'end' }),
      `<path d="M${px(low)} ${px(top)}h${px(Math.max(1, high - low))}v${BAR}h${px(-Math.max(1, high - low))}Z" fill="${color}"${step.total ? '' : ' fill-opacity="0.75"'}/>`,
      label(width, base, texts[row]!, { ...style, anchor: 'end' }),
    );
    if (row < steps.length - 2) parts.push(stroke(across(step.to), top + BAR, across(step.to), top + ROW, look.hold));
  }
  return drawing(width, bottom + AXIS, says, look, parts.join(''));
}
