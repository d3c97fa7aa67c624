import { exp, log } from '../model/pinned-math.ts';
import type { Dimension, RangeDimension, Value } from './dimension.ts';

/** A dimension laid out from 0 to 1, so that every way of searching draws and measures on the same scale. */
export interface Axis {
  readonly name: string;
  /** How many values it has; Infinity for a continuum. */
  readonly count: number;
  /** Whether values that are near to each other are alike; a list of words has no order. */
  readonly ordered: boolean;
  /** Its value number 0 to `count - 1`; not of a continuum. */
  value(index: number): Value;
  /** The value at a share of it, 0 up to but not 1; shares that are drawn evenly give values as its scale spreads them. */
  at(share: number): Value;
  /** The shares at which a value begins and ends; one and the same on a continuum. */
  cell(value: Value): readonly [low: number, high: number];
}

/** Lays a dimension out. */
export function axisOf(dimension: Dimension): Axis {
  if ('choices' in dimension) return listAxis(dimension.name, dimension.choices, ascends(dimension.choices));
  const { name, kind, step, scale } = dimension;
  if (scale === 'log') {
    if (step !== null) return listAxis(name, multiples(dimension, step), true);
    return kind === 'integer' ? wholeLogAxis(dimension) : logAxis(dimension);
  }
  return step === null && kind === 'number' ? lineAxis(dimension) : stepAxis(dimension, step ?? 1);
}

function listAxis(name: string, values: readonly Value[], ordered: boolean): Axis {
  const count = values.length;
  return {
    ...{ name, count, ordered },
    value: (index) => values[index]!,
    at: (share) => values[Math.min(count - 1, Math.floor(share * count))]!,
    cell(value) {
      const index = values.indexOf(value);
      return [index / count, (index + 1) / count];
    },
  };
}

const ascends = (values: readonly Value[]): boolean =>
  values.every((value, k) => typeof value === 'number' && (k === 0 || value > (values[k - 1] as number)));

/** Each value so many times the one before; whole numbers are rounded, and none comes twice. */
function multiples({ kind, from, to }: RangeDimension, factor: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to * (1 + 1e-12); value *= factor) {
    const one = Math.min(to, kind === 'integer' ? Math.round(value) : clean(value));
    if (one !== values.at(-1)) values.push(one);
  }
  return values;
}

function stepAxis({ name, from, to }: RangeDimension, step: number): Axis {
  // An end that a step misses by rounding is meant to be reached.
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  const value = (index: number): number => Math.min(to, clean(from + index * step));
  return {
    ...{ name, count, ordered: true, value },
    at: (share) => value(Math.min(count - 1, Math.floor(share * count))),
    cell(given) {
      const index = Math.round(((given as number) - from) / step);
      return [index / count, (index + 1) / count];
    },
  };
}

/** Each whole number takes up the logarithms from half below it to half above. */
function wholeLogAxis({ name, from, to }: RangeDimension): Axis {
  const low = log(from - 0.5);
  const width = log(to + 0.5) - low;
  return {
    ...{ name, count: to - from + 1, ordered: true },
    value: (index) => from + index,
    at: (share) => Math.min(to, Math.max(from, Math.round(exp(low + share * width)))),
    cell: (value) => [(log((value as number) - 0.5) - low) / width, (log((value as number) + 0.5) - low) / width],
  };
}

function lineAxis({ name, from, to }: RangeDimension): Axis {
  const width = to - from;
  return continuum(
    name,
    (share) => Math.min(to, from + share * width),
    (value) => (width === 0 ? 0 : (value - from) / width),
  );
}

function logAxis({ name, from, to }: RangeDimension): Axis {
  const low = log(from);
  const width = log(to) - low;
  return continuum(
    name,
    (share) => Math.min(to, Math.max(from, exp(low + share * width))),
    (value) => (width === 0 ? 0 : (log(value) - low) / width),
  );
}

function continuum(name: string, at: (share: number) => number, shareOf: (value: number) => number): Axis {
  return {
    ...{ name, count: Number.POSITIVE_INFINITY, ordered: true, at, value: at },
    cell(value) {
      const share = shareOf(value as number);
      return [share, share];
    },
  };
}

/** 0.15 for 0.1 + 0.05: what steps in decimals add up to, as it would be written. */
const clean = (value: number): number => Number(value.toPrecision(12));
