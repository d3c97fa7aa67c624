import { z } from 'zod';
import type { AnyStrategy } from '../../engine/strategy/define.ts';
import { feeds } from './feeds.ts';
import { isRecord } from './is-record.ts';
import { chosen, positive, section, word } from './leaf.ts';

/** Whether a value is what `defineStrategy` returns. */
export const isStrategy = (value: unknown): value is AnyStrategy =>
  isRecord(value) &&
  typeof value['name'] === 'string' &&
  typeof value['setup'] === 'function' &&
  isRecord(value['params']) &&
  Array.isArray(value['feeds']);

const A_STRATEGY = 'the name of a built-in strategy, or the path of a .ts or .js file';
const object = z.custom<AnyStrategy>(isStrategy, { error: `${A_STRATEGY}, or a strategy` });

/** A name, a path, or the strategy itself. */
export const strategyRef = chosen<string | AnyStrategy>((raw) => (typeof raw === 'string' ? word(A_STRATEGY) : object));

/** The values of a strategy's parameters: its own specification reads them. */
export const params = z.record(z.string(), z.unknown(), 'an object of parameters');

/** Several strategies in one account. */
export const strategies = z
  .array(
    section({
      id: word('a text').optional(),
      strategy: strategyRef,
      params: params.default({}),
      feeds: feeds.optional(),
      capital: positive.nullable().default(null),
    }),
    'a list of strategies',
  )
  .min(1, 'at least one strategy');
