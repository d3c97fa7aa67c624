import { ConfigError } from '../model/errors.ts';
import type { Param } from '../strategy/params.ts';
import type { Dimension, Value } from './dimension.ts';

/** What is known of a name before its values are read. */
export interface Target {
  readonly name: string;
  readonly at: readonly string[];
  /** The parameter that it is; undefined for another value of a run. */
  readonly param?: Param<unknown> | undefined;
  /** Reads one value of a list; throws an Error whose message begins with "Expected". */
  readonly read: (text: string) => Value;
}

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const RANGE = new RegExp(`^\\s*(${NUMBER}):(${NUMBER})(?::(x?${NUMBER}|log))?\\s*$`);

/**
 * Reads the values of a dimension as they are written: `5:50:5` for every fifth, `5:50` for any (every one of a whole
 * number), `10:640:x2` for each twice the one before, `0.001:1:log` for any by its logarithm, or a list `5,10,20`, cut at
 * `|` where there is one. Throws a ConfigError for a range that is empty or endless and for values that the parameter does not take.
 */
export function dimensionOf(target: Target, text: string): Dimension {
  const range = RANGE.exec(text);
  if (range !== null) return rangeOf(target, Number(range[1]), Number(range[2]), range[3]);
  if (target.param !== undefined && 'min' in target.param.search && text.includes(':'))
    throw new ConfigError(
      `Expected "${target.name}" to be FROM:TO, FROM:TO:STEP, FROM:TO:xFACTOR, FROM:TO:log or a list of numbers, but it was "${text}"`,
    );
  const items = text.split(text.includes('|') ? '|' : ',').map((item) => item.trim());
  return listOf(target, items.map(target.read));
}

/** A dimension of given values. */
export function listOf({ name, at }: Target, choices: readonly Value[]): Dimension {
  if (choices.length === 0 || choices.includes('')) throw new ConfigError(`Expected values of "${name}", but it was one without any`);
  const twice = choices.find((value, k) => choices.indexOf(value) !== k);
  if (twice !== undefined) throw new ConfigError(`Expected each value of "${name}" once, but it was "${twice}" twice`);
  return { kind: choices.every((value) => typeof value === 'boolean') ? 'boolean' : 'choice', name, at, choices };
}

function rangeOf(target: Target, from: number, to: number, spacing: string | undefined): Dimension {
  const { name, at, param, read } = target;
  const factor = spacing?.startsWith('x') === true;
  const scale = factor || spacing === 'log' ? 'log' : 'linear';
  const step = spacing === undefined || spacing === 'log' ? null : Number(factor ? spacing.slice(1) : spacing);
  const refuse = (what: string, was: unknown): never => {
    throw new ConfigError(`Expected ${what}, but it was "${was}"`);
  };
  if (param !== undefined && !('min' in param.search)) refuse(`a list of values of "${name}" (${param.accepts})`, `${from}:${to}`);
  if (from > to) refuse(`"${name}" to end at ${from} or above, where it begins`, to);
  if (step !== null && factor && step <= 1) refuse(`the factor of "${name}" to be above 1`, step);
  if (step !== null && step <= 0) refuse(`the step of "${name}" to be above 0`, step);
  if (scale === 'log' && from <= 0) refuse(`"${name}" on a log scale to begin above 0`, from);
  for (const end of [from, to]) read(String(end));
  const isWhole = param === undefined ? [from, to, step ?? 0.5].every(Number.isInteger) : takesWholeOnly(param);
  if (isWhole && !factor && step !== null && !Number.isInteger(step)) refuse(`the step of "${name}" to be a whole number`, step);
  return { kind: isWhole ? 'integer' : 'number', ...{ name, at, from, to, step, scale } };
}

/** Whether a parameter refuses what lies between two whole numbers. */
export function takesWholeOnly({ search, parse }: Param<unknown>): boolean {
  if (!('min' in search)) return false;
  const between = search.min + (search.max - search.min) * 0.123456789;
  if (Number.isInteger(between)) return Number.isInteger(search.min);
  try {
    parse(between);
    return false;
  } catch {
    return true;
  }
}
