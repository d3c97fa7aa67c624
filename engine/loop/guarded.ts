import type { Handlers } from '../strategy/define.ts';
import type { Session } from './session.ts';

/** Told what a handler of a strategy threw. */
export type Failed = (strategy: number, error: unknown) => void;

/** Handlers of which one that throws is told of, and its strategy restricted, instead of ending the session. */
export function guarded(handlers: Handlers, session: Session, strategy: number, failed: Failed): Handlers {
  const own = Object.entries(handlers) as [keyof Handlers, ((...args: unknown[]) => void) | undefined][];
  return Object.fromEntries(
    own.flatMap(([name, handler]) =>
      handler === undefined ? [] : [[name, guard(handler.bind(handlers), session, strategy, name, failed)]],
    ),
  );
}

/** One such handler, or the callback of a timer. */
export function guard<A extends readonly unknown[]>(
  run: (...args: A) => void,
  session: Session,
  strategy: number,
  name: string,
  failed: Failed,
): (...args: A) => void {
  return (...args) => {
    try {
      run(...args);
    } catch (error) {
      session.fault(strategy, `${name} threw: ${error instanceof Error ? error.message : String(error)}`);
      failed(strategy, error);
    }
  };
}
