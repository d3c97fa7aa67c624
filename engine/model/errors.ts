/** What every error of the engine is: one sentence that says what was expected and what it was. */
abstract class EngineError extends Error {
  /** Where the fault lies in the user's input or run: a file and line, a path in a run file, a bar. */
  readonly place: string | undefined;
  constructor(message: string, options: { readonly place?: string; readonly cause?: unknown } = {}) {
    super(options.place === undefined ? message : `${options.place}: ${message}`, { cause: options.cause });
    this.place = options.place;
  }
}

/** The user's specification, flag or strategy file is wrong, and the user can mend it. */
export class ConfigError extends EngineError {
  override readonly name = 'ConfigError' as const;
}

/** A data file holds something that is not market data; names file, line and value. */
export class DataError extends EngineError {
  override readonly name = 'DataError' as const;
}

/** An author's strategy threw, or did what a strategy must not; names strategy, handler and bar. */
export class StrategyError extends EngineError {
  override readonly name = 'StrategyError' as const;
}

/** A venue's answer or connection failed; `retryable` says whether the same request may be sent again. */
export class VenueError extends EngineError {
  override readonly name = 'VenueError' as const;
  readonly retryable: boolean;
  constructor(message: string, options: { readonly retryable: boolean; readonly place?: string; readonly cause?: unknown }) {
    super(message, options);
    this.retryable = options.retryable;
  }
}

/** The engine contradicts itself: our bug, never the user's. */
export class InvariantError extends EngineError {
  override readonly name = 'InvariantError' as const;
}

/** Returns `value`, or throws an InvariantError that names what was missing. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new InvariantError(`Expected ${what}, but it was missing`);
  return value;
}

/** Marks the end of a closed `switch`: the compiler proves that no case is left. */
export function assertNever(value: never): never {
  throw new InvariantError(`Expected no further case, but it was ${JSON.stringify(value)}`);
}
