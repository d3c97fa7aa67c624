import { ConfigError, StrategyError } from '../model/errors.ts';
import { Context } from '../strategy/context.ts';
import type { Handlers } from '../strategy/define.ts';
import type { BoundStrategy } from './parts.ts';
import type { Session } from './session.ts';

/** Runs a strategy's setup and returns its handlers; `states` takes its `ctx.state`. Throws a StrategyError where it throws, a ConfigError for an async handler. */
export function setUp(
  { id, strategy, params, feeds }: BoundStrategy,
  session: Session,
  index: number,
  states: Record<string, unknown>[] = [],
): Handlers {
  try {
    const context = new Context(feeds, session.desk, index);
    states[index] = context.state;
    const handlers = strategy.setup(context, params);
    for (const [name, handler] of Object.entries(handlers)) {
      if (handler?.constructor.name === 'AsyncFunction') {
        throw new ConfigError(
          `Expected ${name} of strategy "${id}" to be an ordinary function, but it was async: what it awaits comes as an event`,
        );
      }
    }
    return handlers;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new StrategyError(`Strategy "${id}" threw in setup: ${textOf(error)}`, { cause: error });
  }
}

/** The words of whatever was thrown. */
export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
