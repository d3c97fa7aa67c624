import type { Bars, Custom, Quotes, Trades } from '../model/series.ts';

/** What a strategy asks to be given, by name; a run binds each role to data. */
export interface Role<Name extends string, Kind extends 'bars' | 'quotes' | 'trades' | 'custom', Many extends boolean> {
  readonly role: Name;
  readonly kind: Kind;
  readonly many: Many;
}

// A plain name is a role for one instrument's bars.
export type AnyRole = string | Role<string, 'bars' | 'quotes' | 'trades' | 'custom', boolean>;

/** A role for the bars of any number of instruments. */
export const many = <const N extends string>(role: N): Role<N, 'bars', true> => ({ role, kind: 'bars', many: true });
/** A role for one instrument's quotes. */
export const quotes = <const N extends string>(role: N): Role<N, 'quotes', false> => ({ role, kind: 'quotes', many: false });
/** A role for one instrument's public trades. */
export const trades = <const N extends string>(role: N): Role<N, 'trades', false> => ({ role, kind: 'trades', many: false });
/** A role for a custom series: rows that become known at a time of their own. */
export const custom = <const N extends string>(role: N): Role<N, 'custom', false> => ({ role, kind: 'custom', many: false });

type NameOf<R extends AnyRole> = R extends Role<infer N, infer _K, infer _M> ? N : R extends string ? R : never;
interface Views {
  readonly bars: Bars;
  readonly quotes: Quotes;
  readonly trades: Trades;
  readonly custom: Custom;
}
type ViewOf<R extends AnyRole> = R extends Role<infer _N, infer K, infer M> ? (M extends true ? readonly Views[K][] : Views[K]) : Bars;

/** The series a strategy is given: one view per role, a list for a role of many. */
export type FeedsOf<R extends readonly AnyRole[]> = { readonly [K in R[number] as NameOf<K>]: ViewOf<K> };

/** A role in its full form. */
export const roleOf = (role: AnyRole): Role<string, 'bars' | 'quotes' | 'trades' | 'custom', boolean> =>
  typeof role === 'string' ? { role, kind: 'bars', many: false } : role;
