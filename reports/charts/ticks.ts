import { grouped } from '../format.ts';

/** How a tick of an axis is written, given the step between two of them and the greatest size of any. */
export type TickText = (value: number, step: number, most: number) => string;

/** The ends of a value axis, and its ticks with their texts. */
export interface Ticks {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** About `count` round ticks from below `least` to above `most`; a flat or empty range gets some room around it. */
export function ticksOf(least: number, most: number, count: number, text: TickText): Ticks {
  const [low, high] = least < most ? [least, most] : roomAround(Number.isFinite(least) ? least : 0);
  const step = roundStep((high - low) / count);
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const [from, to] = [multiple(first, step), multiple(last, step)];
  const size = Math.max(Math.abs(from), Math.abs(to));
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => {
    const value = multiple(first + k, step);
    return { value, text: text(value, step, size) };
  });
  return { from, to, ticks };
}

/** The step of 1, 2 or 5 times a power of ten that is nearest to a rough one, by proportion. */
export function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  const digit = lead >= Math.sqrt(50) ? 10 : lead >= Math.sqrt(10) ? 5 : lead >= Math.sqrt(2) ? 2 : 1;
  return digit * power;
}

/** `count` steps; divided where a step is a fraction, or 3 x 0.1 would be 0.30000000000000004. */
export const multiple = (count: number, step: number): number => (step < 1 ? count / Math.round(1 / step) : count * step);

const roomAround = (value: number): [number, number] => {
  const room = Math.abs(value) / 10 || 1;
  return [value - room, value + room];
};

const decimals = (step: number): number => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));

/** Fractions as percent. */
export const asPercent: TickText = (value, step) => `${grouped(value * 100, decimals(step * 100))} %`;

/** Ratios, prices. */
export const asNumber: TickText = (value, step) => grouped(value, decimals(step));

const UNITS: readonly (readonly [from: number, unit: number, letter: string])[] = [
  [1e9, 1e9, 'B'],
  [1e6, 1e6, 'M'],
  [2e4, 1e3, 'k'],
  [0, 1, ''],
];

/** Money, shortened on an axis that goes beyond twenty thousand: `25k`, `1.2M`. */
export const asMoney: TickText = (value, step, most) => {
  const [, unit, letter] = UNITS.find(([from]) => most >= from)!;
  return `${grouped(value / unit, decimals(step / unit))}${value === 0 ? '' : letter}`;
};
