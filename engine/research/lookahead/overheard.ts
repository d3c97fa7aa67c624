import { canonical } from '../../loop/canonical.ts';
import { InvariantError } from '../../model/errors.ts';
import type { AnyStrategy, Handlers } from '../../strategy/define.ts';

/** What strategies ask of a context that may come to an order. */
const VERBS = new Set<string | symbol>(['buy', 'sell', 'close', 'target', 'cancel', 'replace']);

const HANDLERS = ['onBar', 'onSlice', 'onQuote', 'onTrade', 'onData', 'onFill', 'onOrder', 'onStop'] as const;

/** Told of everything a strategy asks for. */
export interface Ear {
  ask(ts: number, text: string, gist: string): void;
  /** Runs what is the strategy's own: its setup (at NaN), a handler, the callback of a timer. It may throw to end the run. */
  run<T>(ts: number, own: () => T): T;
}

/** The same strategy, whose questions to its context are overheard before they are put. */
export function overheard(strategy: AnyStrategy, ear: Ear): AnyStrategy {
  return {
    ...strategy,
    setup(ctx, params) {
      const now = (): number => ctx.now;
      const own = listening(ctx, ear, now);
      return attended(
        ear.run(Number.NaN, () => strategy.setup(own, params)),
        ear,
        now,
      );
    },
  };
}

function listening<C extends object>(ctx: C, ear: Ear, now: () => number): C {
  const methods = new Map<string | symbol, unknown>();
  return new Proxy(ctx, {
    get(target, name) {
      const value: unknown = methods.get(name) ?? Reflect.get(target, name, target);
      if (typeof value !== 'function' || methods.has(name)) return value;
      const method = (...args: unknown[]): unknown => {
        if (VERBS.has(name)) ear.ask(now(), `ctx.${String(name)}(${args.map(wordsOf).join(', ')})`, gistOf(String(name), args));
        const given =
          name === 'every' ? args.map((one) => (typeof one === 'function' ? () => ear.run(now(), one as () => void) : one)) : args;
        return Reflect.apply(value, target, given);
      };
      methods.set(name, method);
      return method;
    },
  });
}

function attended(handlers: Handlers, ear: Ear, now: () => number): Handlers {
  const own: Record<string, unknown> = {};
  for (const name of HANDLERS) {
    const handler = handlers[name];
    // An async handler is refused by what it is.
    if (handler === undefined || handler.constructor.name === 'AsyncFunction') own[name] = handler;
    else own[name] = (...args: unknown[]): unknown => ear.run(now(), () => Reflect.apply(handler, handlers, args) as unknown);
  }
  return own as Handlers;
}

/** A feed by its id, all else as it is written down. */
function wordsOf(value: unknown): string {
  if (isFeed(value)) return value.id;
  try {
    return value === undefined ? 'undefined' : canonical(value);
  } catch (error) {
    if (error instanceof InvariantError) return String(value);
    throw error;
  }
}

/** Ids of orders count from the beginning of a run: they are left out. */
const gistOf = (verb: string, [feed]: readonly unknown[]): string => (isFeed(feed) ? `${verb} ${feed.id}` : verb);

const isFeed = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' && value !== null && 'kind' in value && 'row' in value && 'id' in value;
