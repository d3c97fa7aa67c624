import { ConfigError } from '../model/errors.ts';
import type { Dimension, Value } from './dimension.ts';
import { expressionOf, type Kind } from './expression.ts';
import type { Point } from './point.ts';

/** What the values of a point must satisfy together, such as `fast < slow`. */
export interface Constraint {
  /** As it was written. */
  readonly text: string;
  holds(point: Point): boolean;
}

/**
 * Reads a constraint on the dimensions of a space; `fixed` are values that it may speak of though they do not vary.
 * Throws a ConfigError for what is no condition, and for names that are neither.
 */
export function constraintOf(text: string, dimensions: readonly Dimension[], fixed: Readonly<Record<string, Value>> = {}): Constraint {
  const scope: Record<string, Kind> = {};
  for (const [name, value] of Object.entries(fixed)) scope[name] = kindOf([value]);
  for (const dimension of dimensions) scope[dimension.name] = 'choices' in dimension ? kindOf(dimension.choices) : 'number';
  const { kind, read, names } = expressionOf(text, scope);
  if (kind !== 'boolean') throw new ConfigError(`Expected a condition such as "fast < slow", but it was "${text}"`);
  if (!dimensions.some(({ name }) => names.includes(name)))
    throw new ConfigError(`Expected a condition on what varies (${dimensions.map(({ name }) => name).join(', ')}), but it was "${text}"`);
  return { text, holds: (point) => read({ ...fixed, ...point }) === true };
}

function kindOf(values: readonly Value[]): Kind {
  const kinds = [...new Set(values.map((value) => typeof value))];
  if (kinds.length !== 1) return 'any';
  return kinds[0] === 'string' ? 'text' : (kinds[0] as 'number' | 'boolean');
}
