import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DelaySpec, LatencySpec } from '../engine/broker/sim/latency.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { DelayEntry } from './config/latency.ts';
import type { FullSpec } from './config/parse.ts';
import { whyNot } from './config/read-file.ts';

/** The delays of a run, with measured ones that are in files read. Throws a ConfigError that names the file and the line. */
export function readLatency({ costs }: FullSpec, baseDir: string, place: PlaceOf): LatencySpec {
  const { order, feed, response } = costs.latency;
  const read = (entry: DelayEntry, name: string): DelaySpec => {
    if (typeof entry !== 'object' || !('values' in entry)) return entry;
    const { values } = entry;
    return { values: typeof values === 'string' ? readValues(values, baseDir, `costs.latency.${name}.values`, place) : values };
  };
  return { order: read(order, 'order'), feed: read(feed, 'feed'), response: read(response, 'response') };
}

/** One number a line, in milliseconds; a first line that is none is the name of the column. */
function readValues(file: string, baseDir: string, path: string, place: PlaceOf): number[] {
  let text: string;
  try {
    text = readFileSync(resolve(baseDir, file), 'utf8');
  } catch (error) {
    throw refusal(`Expected a file to read, but it was "${file}" (${whyNot(error)})`, path, place);
  }
  const lines = text.trim().split(/\r?\n/);
  const named = Number.isNaN(Number(lines[0]));
  const values = lines.slice(named ? 1 : 0).map((line, k) => {
    const value = line.trim() === '' ? Number.NaN : Number(line);
    if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
    throw new ConfigError(`Expected milliseconds, 0 or above, but it was "${line}"`, { place: `${file}:${k + (named ? 2 : 1)}` });
  });
  if (values.length === 0) throw refusal(`Expected at least one value in "${file}", but it was "empty"`, path, place);
  return values;
}
