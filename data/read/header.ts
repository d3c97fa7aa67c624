import { ConfigError, DataError } from '../../engine/model/errors.ts';
import { aliasesOf, isOurs } from './column-names.ts';
import type { Table } from './table.ts';

/** A name as columns are compared by: case, spaces, underscores and other marks do not count. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Which of a table's columns is which of ours: by the mapping a user gave, else by name. */
export class Header {
  readonly table: Table;
  readonly #plain: readonly string[];
  readonly #given = new Map<string, number>();
  /** What was found so far: `open from "O"`. */
  readonly #used = new Map<string, number>();

  /** Throws a ConfigError where the mapping names a column that is not ours or not theirs. */
  constructor(table: Table, mapping: string | undefined) {
    this.table = table;
    this.#plain = table.hasHeader ? table.head.map(plainName) : table.head.map(() => '');
    for (const pair of mapping === undefined ? [] : mapping.split(',')) {
      const cut = pair.indexOf('=');
      const ours = plainName(pair.slice(0, Math.max(cut, 0)));
      if (cut < 1 || ours === '')
        throw new ConfigError(`Expected columns such as time=Date,close=Last for ${table.name}, but it was "${pair}"`);
      this.#given.set(ours, this.#theirs(pair.slice(cut + 1).trim()));
    }
  }

  /** Throws a ConfigError where the mapping names what is no column of ours. */
  refuseUnknown(): void {
    const unknown = [...this.#given.keys()].find((name) => !isOurs(name));
    if (unknown === undefined) return;
    throw new ConfigError(
      `Expected a column such as time, open, close, volume, bid or price on the left of columns=, but it was "${unknown}"`,
    );
  }

  /** Whether a column was named by the user. */
  isGiven(ours: string): boolean {
    return this.#given.has(plainName(ours));
  }

  /** The names a user gave, without marks and in small letters. */
  givenNames(): readonly string[] {
    return [...this.#given.keys()];
  }

  /** The place of a column of ours, under its best name; -1 where there is none. */
  find(ours: string): number {
    const plain = plainName(ours);
    const at = this.#given.get(plain) ?? this.findNamed(aliasesOf(plain));
    if (at >= 0) this.#used.set(ours, at);
    return at;
  }

  /** Whether there is a column of ours. */
  has(ours: string): boolean {
    const plain = plainName(ours);
    return this.#given.has(plain) || this.findNamed(aliasesOf(plain)) >= 0;
  }

  /** The place of the first column that has one of the names, best name first; -1 where there is none. */
  findNamed(names: readonly string[]): number {
    for (const name of names) {
      const at = this.#plain.indexOf(name);
      if (at >= 0) return at;
    }
    return -1;
  }

  /** The places of columns of ours; throws a DataError that names those missing and those found. */
  need<K extends string>(...wanted: readonly K[]): Record<K, number> {
    const places = wanted.map((name) => [name, this.find(name)] as const);
    const missing = places.filter(([, at]) => at < 0).map(([name]) => name);
    if (missing.length > 0) throw this.lacks(missing);
    return Object.fromEntries(places) as Record<K, number>;
  }

  /** The error of columns that are not there. */
  lacks(missing: readonly string[]): DataError {
    const noun = missing.length === 1 ? 'a column' : 'columns';
    const message = `Expected ${noun} ${missing.join(', ')} in the header, but it was "${this.table.head.join(',')}"`;
    return new DataError(message, { place: this.table.place(1) });
  }

  /** Notes that a column was taken for one of ours. */
  use(ours: string, at: number): number {
    this.#used.set(ours, at);
    return at;
  }

  /** Which columns were taken for which, as a sentence. */
  found(): string {
    const { head, hasHeader } = this.table;
    const parts = [...this.#used].map(([ours, at]) => `${ours} from ${hasHeader ? `"${head[at]}"` : `column ${at + 1}`}`);
    return `columns: ${parts.join(', ')}`;
  }

  #theirs(name: string): number {
    const { head, hasHeader, name: file } = this.table;
    const number = /^\d+$/.test(name) ? Number(name) - 1 : -1;
    const exact = hasHeader ? head.indexOf(name) : -1;
    const at = exact >= 0 ? exact : hasHeader && this.#plain.includes(plainName(name)) ? this.#plain.indexOf(plainName(name)) : number;
    if (at >= 0 && at < head.length) return at;
    const what = hasHeader ? `one of the columns ${head.join(', ')}` : `a column from 1 to ${head.length}`;
    throw new ConfigError(`Expected ${what} of ${file} on the right of columns=, but it was "${name}"`);
  }
}
