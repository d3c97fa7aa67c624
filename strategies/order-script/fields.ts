import { ConfigError, parseTime } from '../../engine/index.ts';

/** The fields of one JSON object; null is the same as not given. Throws a ConfigError on a field it does not know. */
export class Fields {
  readonly place: string;
  readonly #raw: Readonly<Record<string, unknown>>;

  constructor(raw: unknown, place: string, known: readonly string[]) {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw wrong(place, 'an object', raw);
    this.#raw = raw as Readonly<Record<string, unknown>>;
    this.place = place;
    for (const name of Object.keys(raw))
      if (!known.includes(name)) throw wrong(`${place}.${name}`, `one of the fields ${known.join(', ')}`, name);
  }

  get(name: string): unknown {
    return this.#raw[name] ?? undefined;
  }

  take<K extends keyof Kinds>(name: string, kind: K): Kinds[K] | undefined {
    const value = this.get(name);
    const [expected, holds] = KINDS[kind];
    if (value !== undefined && !holds(value)) throw wrong(`${this.place}.${name}`, expected, value);
    return value as Kinds[K] | undefined;
  }

  choice<const T extends string>(name: string, options: readonly T[], needed: boolean): T | undefined {
    const value = this.get(name);
    const found = options.find((option) => option === value);
    if (found === undefined && (needed || value !== undefined)) throw wrong(`${this.place}.${name}`, `one of ${options.join(', ')}`, value);
    return found;
  }

  /** The milliseconds of an ISO time. */
  time(name: string, expected: string): number | undefined {
    const raw = this.get(name);
    if (raw === undefined) return undefined;
    const ts = typeof raw === 'string' ? parseTime(raw) : Number.NaN;
    if (Number.isNaN(ts)) throw wrong(`${this.place}.${name}`, expected, raw);
    return ts;
  }
}

/** What a plain field may be. */
interface Kinds {
  readonly number: number;
  readonly positive: number;
  readonly notNegative: number;
  readonly share: number;
  readonly part: number;
  readonly text: string;
  readonly flag: boolean;
}

const numeric =
  (inRange: (value: number) => boolean) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isFinite(value) && inRange(value);

const KINDS: { readonly [K in keyof Kinds]: readonly [expected: string, holds: (value: unknown) => boolean] } = {
  number: ['a number', numeric(() => true)],
  positive: ['a positive number', numeric((value) => value > 0)],
  notNegative: ['a number, 0 or above', numeric((value) => value >= 0)],
  share: ['a share above 0 and at most 1', numeric((value) => value > 0 && value <= 1)],
  part: ['a fraction above 0 and below 1', numeric((value) => value > 0 && value < 1)],
  text: ['a text', (value) => typeof value === 'string' && value !== ''],
  flag: ['true or false', (value) => typeof value === 'boolean'],
};

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined: a context takes a field or does without it. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;

/** A ConfigError about the value at a place in the script. */
export function wrong(place: string, expected: string, was: unknown): ConfigError {
  const text = was === undefined ? 'was missing' : `was "${typeof was === 'string' ? was : JSON.stringify(was)}"`;
  return new ConfigError(`Expected ${expected}, but it ${text}`, { place });
}
