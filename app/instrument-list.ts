import { ConfigError } from '../engine/model/errors.ts';
import { type Instrument, instrumentOf } from '../engine/model/instrument.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { FullSpec } from './config/parse.ts';
import { didYouMean } from './config/suggest.ts';
import type { ReadFeed } from './load-feed.ts';

/** Gives each id one instrument, with what the run says of its role or of itself. */
export class Instruments {
  readonly #spec: FullSpec;
  readonly #place: PlaceOf;
  readonly #list: Instrument[] = [];
  /** By instrument, kind and timeframe: where the data came from. */
  readonly #from = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly #roles = new Set<string>();

  constructor(spec: FullSpec, place: PlaceOf) {
    this.#spec = spec;
    this.#place = place;
  }

  /** The id that a role's entry gives, or else the one that the source suggests. */
  idOf(role: string, many: boolean, guessed: string): string {
    this.#roles.add(role);
    const given = this.#spec.instruments[role]?.id;
    if (given !== undefined && many)
      throw refusal(
        `Expected no "id" for the role "${role}" of many instruments, but it was "${given}"`,
        `instruments.${role}.id`,
        this.#place,
      );
    return given ?? guessed;
  }

  /** The number of an instrument, new or known. Throws a ConfigError where two sources claim to be the same bars of it. */
  place(role: string, id: string, read: ReadFeed, source: string): number {
    const what = `${id} ${read.kind} ${read.kind === 'bars' ? read.timeframe : ''}`;
    const other = this.#from.get(what);
    if (other !== undefined && other !== source) {
      throw new ConfigError(
        `Expected one source of ${read.kind} of "${id}", but it was "${other}" and "${source}": name them apart with "instruments.ROLE.id"`,
      );
    }
    this.#from.set(what, source);
    const known = this.#list.findIndex((one) => one.id === id);
    const key = this.#spec.instruments[id] !== undefined ? id : role;
    const entry = this.#spec.instruments[key];
    if (entry !== undefined) this.#used.add(key);
    const { id: _, quote = this.#quote, ...rest } = entry ?? {};
    const made = instrumentOf(id, { ...rest, quote });
    if (known < 0) return this.#list.push(made) - 1;
    if (entry !== undefined && JSON.stringify(made) !== JSON.stringify(this.#list[known])) {
      throw refusal(
        `Expected one description of "${id}", but "instruments.${key}" was another than that of a role before it`,
        `instruments.${key}`,
        this.#place,
      );
    }
    return known;
  }

  /** The instruments, once all roles are placed. Throws a ConfigError for an entry that is nobody's, and for mixed money. */
  finish(): readonly Instrument[] {
    const ids = [...this.#roles, ...this.#list.map(({ id }) => id)];
    const spare = Object.keys(this.#spec.instruments).find((key) => !this.#used.has(key) && !ids.includes(key));
    if (spare !== undefined)
      throw refusal(
        `Expected one of ${ids.join(', ')} in "instruments", but it was "${spare}"${didYouMean(spare, ids)}`,
        `instruments.${spare}`,
        this.#place,
      );
    for (const { id, quote } of this.#list) {
      if (quote !== this.currency)
        throw new ConfigError(
          `Expected "${id}" to be priced in "${this.currency}", the account's currency (this version converts none), but it was "${quote}"`,
        );
    }
    return this.#list;
  }

  /** The account's currency: as given, or that of the instruments. */
  get currency(): string {
    return this.#spec.account.currency ?? this.#quote;
  }

  get #quote(): string {
    const quotes = Object.values(this.#spec.instruments).flatMap(({ quote }) => quote ?? []);
    return this.#spec.account.currency ?? quotes[0] ?? 'USD';
  }
}
