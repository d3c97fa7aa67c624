import { ConfigError } from '../model/errors.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Param, ParamSpec } from '../strategy/params.ts';
import { constraintOf } from './constraint.ts';
import type { Dimension, Value } from './dimension.ts';
import { checkFeasible } from './feasible.ts';
import { periodOf } from './period.ts';
import type { Space } from './space.ts';
import { dimensionOf, listOf, type Target, takesWholeOnly } from './written-dimension.ts';

/** What may vary in a run. */
export interface Searchable {
  /** Its strategies with their parameters, and the values that these have where they do not vary. */
  readonly strategies: readonly { readonly id: string; readonly params: ParamSpec; readonly values: Readonly<Record<string, unknown>> }[];
  /** Whether the run file lists them under `strategies`: their parameters are then called `ID.NAME`. */
  readonly isList: boolean;
  readonly roles: readonly string[];
  /** What is made of a source that is written as an instrument; itself by default. */
  readonly sourceOf?: (text: string) => string;
}

/** Values of a name as they are written, as a list, or undefined for the range that its parameter declares. */
export type Written = readonly [name: string, values: string | readonly Value[] | undefined];

/**
 * Reads the space of a search: what is written, or every parameter of the strategies over its declared range where
 * nothing is. Names are those of parameters, `instrument` (`instrument.ROLE` where there are several roles), `period`
 * (`window` where a parameter is called period), or a path of the run file such as `costs.fee.rate`.
 * Throws a ConfigError for an unknown name, values that cannot be, and conditions that nothing satisfies.
 */
export function readSpace(written: readonly Written[], conditions: readonly string[], run: Searchable): Space {
  const own = ownTargets(run);
  const dimensions = written.length === 0 ? own.flatMap((target) => declared(target) ?? []) : written.map((one) => read(one, own, run));
  if (dimensions.length === 0)
    throw new ConfigError(
      `Expected a strategy with parameters to search, or values such as --grid NAME=5:50:5, but it was "${run.strategies.map(({ id }) => id).join(', ')}" without any`,
    );
  const twice = dimensions.find(({ name }, k) => dimensions.findIndex((other) => other.name === name) !== k);
  if (twice !== undefined) throw new ConfigError(`Expected values of "${twice.name}" once, but it was twice`);
  const fixed: Record<string, Value> = {};
  for (const { id, params, values } of run.strategies) {
    for (const name of Object.keys(params)) {
      const value = values[name];
      if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
        fixed[run.isList ? `${id}.${name}` : name] = value;
    }
  }
  const space: Space = { dimensions, constraints: conditions.map((text) => constraintOf(text, dimensions, fixed)) };
  checkFeasible(space);
  return space;
}

type Own = Target & { readonly param: Param<unknown> };

function ownTargets({ strategies, isList }: Searchable): readonly Own[] {
  return strategies.flatMap(({ id, params }, k) =>
    Object.entries(params).map(([key, param]): Own => {
      const name = isList ? `${id}.${key}` : key;
      return {
        name,
        param,
        at: isList ? ['strategies', String(k), 'params', key] : ['params', key],
        read: (text) => parsed(name, param, text),
      };
    }),
  );
}

function parsed(name: string, param: Param<unknown>, raw: unknown): Value {
  try {
    return param.parse(raw) as Value;
  } catch (error) {
    throw new ConfigError((error instanceof Error ? error.message : String(error)).replace(/^Expected /, `Expected "${name}" to be `));
  }
}

/** The range that a parameter declares; undefined where it has one value only. */
function declared(target: Own): Dimension | undefined {
  const { name, at, param } = target;
  if ('values' in param.search) return param.search.values.length > 1 ? listOf(target, param.search.values as Value[]) : undefined;
  const { min: from, max: to, step } = param.search;
  return to > from ? { kind: takesWholeOnly(param) ? 'integer' : 'number', ...{ name, at, from, to, step }, scale: 'linear' } : undefined;
}

function read([name, values]: Written, own: readonly Own[], run: Searchable): Dimension {
  const param = own.find((one) => one.name === name);
  if (values === undefined) {
    const found = param === undefined ? undefined : declared(param);
    if (found !== undefined) return found;
    throw new ConfigError(`Expected values of "${name}", as in ${name}=5:50:5 or ${name}=a,b, but it was without any`);
  }
  const target = param ?? targetOf(name, own, run);
  if (typeof values === 'string') return dimensionOf(target, values);
  if (!Array.isArray(values))
    throw new ConfigError(`Expected "${name}" to be values such as "5:50:5" or [5, 10], but it was "${String(values)}"`);
  return listOf(
    target,
    values.map((value) =>
      param === undefined ? (typeof value === 'string' ? target.read(value) : value) : parsed(name, param.param, value),
    ),
  );
}

/** Keys of a run file under which values may vary, beside those that have names of their own. */
const SECTIONS = ['account', 'costs', 'sizer', 'risk', 'simulator', 'metrics', 'instruments', 'seed', 'warmup'];

/** What is no parameter. */
function targetOf(name: string, own: readonly Own[], { roles, sourceOf = (text) => text }: Searchable): Target {
  const keys = name.split('.');
  if (name === 'period' || name === 'window') return { name, at: ['window'], read: (text) => period(name, text) };
  if (keys[0] === 'instrument') {
    const role = keys.length === 1 && roles.length === 1 ? roles[0]! : keys.slice(1).join('.');
    if (roles.includes(role)) return { name, at: ['feeds', role], read: sourceOf };
    throw new ConfigError(`Expected one of ${roles.map((one) => `instrument.${one}`).join(', ')}, but it was "${name}"`);
  }
  if (SECTIONS.includes(keys[0]!) && keys.every((key) => key !== '')) return { name, at: keys, read: jsonOr };
  const known = [...own.map((one) => one.name), 'instrument', 'period'];
  throw new ConfigError(
    `Expected one of ${known.join(', ')}, or a path of the run file such as costs.fee.rate, but it was "${name}"${didYouMean(name, known)}`,
  );
}

function period(name: string, text: string): string {
  if (periodOf(text) === undefined)
    throw new ConfigError(`Expected "${name}" to be periods such as 2015 or 2010-01..2014-06, but it was "${text}"`);
  return text;
}

/** A number or a truth value where it is one, else the text. */
function jsonOr(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}
