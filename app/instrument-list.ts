import { ConfigError } from '../engine/model/errors.ts';
import { type Instrument, type InstrumentSpec, instrumentOf } from '../engine/model/instrument.ts';
import type { Series } from '../engine/model/series.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import { parseTime } from '../engine/model/time.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { FullSpec } from './config/parse.ts';
import type { ReadFeed } from './load-feed.ts';
import { checkRates } from './rates.ts';

/** Gives each id one instrument, with what the run says of its role or of itself. */
export class Instruments {
  readonly #spec: FullSpec;
  readonly #place: PlaceOf;
  /** What the store knows of an instrument. */
  readonly #known: (id: string) => InstrumentSpec | undefined;
  readonly #list: Instrument[] = [];
  /** By instrument, kind and timeframe: where the data came from. */
  readonly #from = new Map<string, { readonly key: string; readonly name: string }>();
  readonly #roles = new Set<string>();

  constructor(spec: FullSpec, known: (id: string) => InstrumentSpec | undefined, place: PlaceOf) {
    this.#spec = spec;
    this.#known = known;
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

  /** The number of an instrument, new or known. Throws a ConfigError where two sources claim to be the same data of it. */
  place(role: string, id: string, read: ReadFeed, source: { readonly key: string; readonly name: string }): number {
    const what = `${id} ${read.kind} ${read.kind === 'bars' ? read.timeframe : ''}`;
    const other = this.#from.get(what);
    if (other !== undefined && other.key !== source.key) {
      throw new ConfigError(
        `Expected one source of ${read.kind} of "${id}", but it was "${other.name}" and "${source.name}": name them apart with "instruments.ROLE.id"`,
      );
    }
    this.#from.set(what, source);
    const known = this.#list.findIndex((one) => one.id === id);
    if (known < 0) return this.#list.push(this.#describe(role, id)) - 1;
    this.#compare(role, this.#list[known]!);
    return known;
  }

  /** Throws a ConfigError where a role says something else of a series than the role that brought it. */
  agree(role: string, many: boolean, series: Series): void {
    const id = this.idOf(role, many, series.id);
    if (id !== series.id) throw this.#refuse(role, `Expected one name for the source of "${series.id}", but it was "${id}" too`);
    this.#compare(role, this.#list[series.instrument]!);
  }

  #compare(role: string, known: Instrument): void {
    if (this.#spec.instruments[role] === undefined) return;
    const made = this.#describe(role, known.id);
    if (JSON.stringify(made) !== JSON.stringify(known)) {
      throw this.#refuse(
        role,
        `Expected one description of "${known.id}", but "instruments.${role}" was another than that of a role before it`,
      );
    }
  }

  /** What the run says of an id, or else of the role. */
  #describe(role: string, id: string): Instrument {
    const key = this.#spec.instruments[id] !== undefined ? id : role;
    const known = this.#known(id) ?? {};
    const { id: _, expiry, quote = known.quote ?? this.currency, ...rest } = this.#spec.instruments[key] ?? {};
    return instrumentOf(id, { ...known, ...rest, quote, ...(expiry !== undefined && { expiry: parseTime(expiry) }) });
  }

  #refuse(role: string, sentence: string): ConfigError {
    return refusal(sentence, `instruments.${role}`, this.#place);
  }

  /** The instruments, once all roles are placed. Throws a ConfigError for an entry that is nobody's, and for mixed money. */
  finish(): readonly Instrument[] {
    const ids = [...new Set([...this.#roles, ...this.#list.map(({ id }) => id)])];
    const spare = Object.keys(this.#spec.instruments).find((key) => !ids.includes(key));
    if (spare !== undefined)
      throw refusal(
        `Expected one of ${ids.join(', ')} in "instruments", but it was "${spare}"${didYouMean(spare, ids)}`,
        `instruments.${spare}`,
        this.#place,
      );
    checkRates(this.#spec, this.currency, this.#list, this.#place);
    return this.#list;
  }

  /** The account's currency: as given, or that of the instruments as the run or the store describes them. */
  get currency(): string {
    const quotes = Object.values(this.#spec.instruments).flatMap(({ quote }) => quote ?? []);
    return this.#spec.account.currency ?? quotes[0] ?? this.#list[0]?.settle ?? 'USD';
  }
}
