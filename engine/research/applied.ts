import { ConfigError } from '../model/errors.ts';
import type { Dimension, Value } from './dimension.ts';
import { periodOf } from './period.ts';
import type { Point } from './point.ts';
import type { Space } from './space.ts';

/** A run specification as its file has it. */
type Raw = Readonly<Record<string, unknown>>;

/**
 * A run specification with the values of a point in it, each where its dimension leads: a parameter, any value of the
 * file, the feed of a role for an instrument, `from` and `to` for a period. The given one stays as it is.
 */
export function applied(raw: Raw, { dimensions }: Space, point: Point): Raw {
  return dimensions.reduce((spec, dimension) => {
    const value = point[dimension.name];
    return value === undefined ? spec : placed(spec, dimension, value);
  }, raw);
}

function placed(spec: Raw, { name, at }: Dimension, value: Value): Raw {
  if (at[0] === 'window') {
    const period = periodOf(String(value));
    if (period === undefined) throw new ConfigError(`Expected "${name}" to be a period such as 2010..2014, but it was "${value}"`);
    return { ...spec, ...period };
  }
  if (at[0] === 'feeds' && at.length === 2) return withSource(spec, at[1]!, String(value));
  return changed(spec, at, value) as Raw;
}

/** What tells how a source is read goes on; what belongs to the instrument that stood there before does not. */
const READING = ['timeframe', 'stamp', 'timezone', 'dates', 'price', 'columns', 'layout', 'levels'];

function withSource(spec: Raw, role: string, source: string): Raw {
  const feeds = asRecord(spec['feeds']);
  const before = feeds[role];
  if (before === source || asRecord(before)['source'] === source) return spec;
  const kept = Object.entries(asRecord(before)).filter(([key]) => READING.includes(key));
  const { id: _, ...instrument } = asRecord(asRecord(spec['instruments'])[role]);
  return {
    ...spec,
    feeds: { ...feeds, [role]: kept.length === 0 ? source : { source, ...Object.fromEntries(kept) } },
    ...(asRecord(spec['instruments'])[role] !== undefined && {
      instruments: { ...asRecord(spec['instruments']), [role]: instrument },
    }),
  };
}

function changed(value: unknown, [key, ...rest]: readonly string[], leaf: Value): unknown {
  if (key === undefined) return leaf;
  if (Array.isArray(value)) return value.with(Number(key), changed(value[Number(key)], rest, leaf));
  return { ...asRecord(value), [key]: changed(asRecord(value)[key], rest, leaf) };
}

const asRecord = (value: unknown): Raw => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {});
