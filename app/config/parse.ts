import { z } from 'zod';
import { parseTime } from '../../engine/model/time.ts';
import { account } from './account.ts';
import { costs } from './costs.ts';
import { explain, type PlaceOf, refusal, shown } from './explain.ts';
import { feeds } from './feeds.ts';
import { instruments } from './instruments.ts';
import { section, word } from './leaf.ts';
import { notify } from './notify.ts';
import { risk } from './risk.ts';
import { metrics, simulator, warmup } from './rules.ts';
import { sizer } from './sizer.ts';
import { params, strategies, strategyRef } from './strategies.ts';

const A_TIME = 'null, or an ISO date or time such as 2004-01-01';
const A_BROKER = 'null, the name of a broker, or the path of an adapter: where "onetape live" sends orders';
const A_FEED = 'null, "tape", the name of a feed, or the path of an adapter: what "onetape paper" and "onetape live" listen to';
const A_SEED = 'a whole number, 0 or above';
const time = word(A_TIME)
  .refine((text) => !Number.isNaN(parseTime(text)), A_TIME)
  .nullable()
  .default(null);

const edge = (what: string) => word(what).nullable().default(null);

const runSpec = section({
  strategy: strategyRef.optional(),
  strategies: strategies.optional(),
  params: params.default({}),
  feeds: feeds.default({}),
  instruments,
  account,
  costs,
  sizer,
  risk,
  simulator,
  from: time,
  to: time,
  warmup,
  seed: z.int(A_SEED).nonnegative(A_SEED).default(1),
  metrics,
  notify,
  broker: edge(A_BROKER),
  liveFeed: edge(A_FEED),
});

/** A run specification, complete: every default is written out. */
export type FullSpec = z.output<typeof runSpec>;

/**
 * Reads a run specification and writes its defaults out. `place` is where it came from, a file's name or a function
 * that knows which flag gave which path. Throws a ConfigError of one sentence: place, path, what was expected, the value.
 */
export function parseRunSpec(raw: unknown, place?: string | PlaceOf): FullSpec {
  const placeOf: PlaceOf = typeof place === 'function' ? place : () => place;
  const result = runSpec.safeParse(raw);
  if (!result.success) throw explain(result.error.issues[0]!, raw, placeOf);
  const spec = result.data;
  const refuse = (path: string, accepts: string, value: unknown): never => {
    throw refusal(`Expected "${path}" to be ${accepts}, but it was ${shown(value)}`, path, placeOf);
  };
  if (spec.strategy === undefined && spec.strategies === undefined)
    refuse('strategy', 'the name of a built-in strategy, or the path of a .ts or .js file', undefined);
  if (spec.strategies !== undefined) {
    if (spec.strategy !== undefined) refuse('strategy', 'absent beside "strategies"', spec.strategy);
    if (Object.keys(spec.params).length > 0) refuse('params', 'within each of "strategies"', spec.params);
  }
  if (spec.from !== null && spec.to !== null && parseTime(spec.from) > parseTime(spec.to)) refuse('to', `"${spec.from}" or later`, spec.to);
  return spec;
}
