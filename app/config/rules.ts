import { z } from 'zod';
import { parseTime } from '../../engine/model/time.ts';
import { anyNumber, oneOf, only, positive, section, share, word } from './leaf.ts';

/** How the simulator judges: pessimistic unless told otherwise. */
export const simulator = section({
  fillOn: oneOf(['next-open', 'on-close']).default('next-open'),
  path: oneOf(['pessimistic', 'o-h-l-c', 'o-l-h-c', 'nearest-extreme-first', 'lower-timeframe']).default('pessimistic'),
  touch: oneOf(['through', 'fill']).default('through'),
  trailBy: oneOf(['extreme', 'close']).default('extreme'),
  volumeLimit: share.nullable().default(null),
  sizeLimit: oneOf(['none', 'shown']).default('none'),
  queue: oneOf(['none', 'risk-averse', 'proportional', 'log']).default('none'),
  clip: z.boolean('true or false').default(false),
  cashCheck: only('on-fill', 'this version asks for the money when an order fills'),
  exitsFrom: oneOf(['fill', 'next-bar']).default('fill'),
}).prefault({});

/** What the measures of a result need. `riskFree` is a rate per year. */
export const metrics = section({
  riskFree: anyNumber.default(0),
  benchmark: word('null, the name of a role, or a source').nullable().default(null),
  periodsPerYear: positive.nullable().default(null),
}).prefault({});

const WARMUP = 'null, a number of bars, or an ISO date';

/** Bars of the first feed, or a time, before which intents are refused. */
export const warmup = z
  .union([z.int(), z.string()], WARMUP)
  .refine((value) => (typeof value === 'string' ? !Number.isNaN(parseTime(value)) : value >= 0), WARMUP)
  .nullable()
  .default(null);
