/** What a parameter may be in a search, in the order in which a grid walks it. */
export type Search = { readonly values: readonly unknown[] } | { readonly min: number; readonly max: number; readonly step: number };

/** One parameter of a strategy: its type, its reader, its search space and its text in reports are one thing. */
export interface Param<T> {
  readonly initial: T;
  /** Reads what a command line, a JSON file or a request hands over. Throws a RangeError that shows the value. */
  parse(raw: unknown): T;
  readonly search: Search;
  /** What it accepts, for `--help` and messages: `an integer from 2 to 100`. */
  readonly accepts: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the one place where a specification holds parameters of any type.
export type ParamSpec = Readonly<Record<string, Param<any>>>;

/** The values a specification stands for: `{ fast: int(...) }` gives `{ fast: number }`. */
export type ParamsOf<S extends ParamSpec> = { readonly [K in keyof S]: S[K] extends Param<infer T> ? T : never };

interface Range {
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

/** A whole number between `min` and `max`, both included. */
export function int(initial: number, { min, max, step = 1 }: Range): Param<number> {
  return numeric(
    initial,
    `an integer from ${min} to ${max}`,
    { min, max, step },
    (value) => Number.isInteger(value) && value >= min && value <= max,
  );
}

/** A number between `min` and `max`, both included; `step` is that of a search. */
export function real(initial: number, { min, max, step = (max - min) / 10 }: Range): Param<number> {
  return numeric(initial, `a number from ${min} to ${max}`, { min, max, step }, (value) => value >= min && value <= max);
}

/** One of the given words; the first is the initial one. */
export function choice<const T extends string>(...options: readonly [T, ...T[]]): Param<T> {
  const accepts = `one of ${options.join(', ')}`;
  return {
    initial: options[0],
    search: { values: options },
    accepts,
    parse: (raw) => options.find((option) => option === raw) ?? refuse(accepts, raw),
  };
}

/** True or false; `yes`, `no`, 1 and 0 are read as well. */
export function flag(initial: boolean): Param<boolean> {
  const words = new Map([
    ['true', true],
    ['yes', true],
    ['1', true],
    ['false', false],
    ['no', false],
    ['0', false],
  ]);
  return {
    initial,
    search: { values: [false, true] },
    accepts: 'true or false',
    parse: (raw) => words.get(String(raw)) ?? refuse('true or false', raw),
  };
}

/** Any text, such as the path of a file; not searched. */
export function text(initial: string): Param<string> {
  return {
    initial,
    search: { values: [initial] },
    accepts: 'a text',
    parse: (raw) => (typeof raw === 'string' ? raw : refuse('a text', raw)),
  };
}

/** Any JSON value, such as a list of commands; not searched. */
export function json<T>(initial: T, accepts: string, check: (value: unknown) => value is T): Param<T> {
  return { initial, search: { values: [initial] }, accepts, parse: (raw) => (check(raw) ? raw : refuse(accepts, raw)) };
}

function numeric(initial: number, accepts: string, search: Search, holds: (value: number) => boolean): Param<number> {
  return {
    initial,
    search,
    accepts,
    parse(raw) {
      const value = typeof raw === 'number' ? raw : typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : Number.NaN;
      return holds(value) ? value : refuse(accepts, raw);
    },
  };
}

function refuse(accepts: string, raw: unknown): never {
  throw new RangeError(`Expected ${accepts}, but it was "${typeof raw === 'string' ? raw : JSON.stringify(raw)}"`);
}
