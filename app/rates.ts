import type { Series } from '../engine/model/series.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { FullSpec } from './config/parse.ts';
import type { FeedReader } from './feed-reader.ts';
import { type ReadFeed, seriesOf } from './load-feed.ts';
import { windowOf } from './window.ts';

/** The price of a currency in the account's, as a series that no strategy is shown. */
export interface Rate {
  readonly read: ReadFeed;
  readonly series: Series;
  readonly name: string;
}

/** Opens the rates that a run names: their closes are what a unit of each currency is worth in the account's. */
export async function openRates({ account, ...spec }: FullSpec, currency: string, reader: FeedReader): Promise<Rate[]> {
  const others = currenciesOf(account, currency);
  const rates: Rate[] = [];
  for (const [name, source] of Object.entries(account.rates)) {
    if (name === currency || typeof source === 'number') continue;
    const read = await reader.read({ source }, 'bars', `account.rates.${name}`);
    const series = seriesOf(read, `${name}${currency}`, { from: null, to: windowOf({ account, ...spec }).to });
    series.converts = others.indexOf(name) + 1;
    rates.push({ read, series, name: source });
  }
  return rates;
}

/** The currencies of an account beside its own, in the order of their numbers, from 1. */
export const currenciesOf = ({ rates, balances }: Pick<FullSpec['account'], 'rates' | 'balances'>, currency: string): string[] =>
  Object.keys({ ...rates, ...balances }).filter((one) => one !== currency);

/** The rates that do not move. */
export const fixedRatesOf = ({ rates }: Pick<FullSpec['account'], 'rates'>): Record<string, number> =>
  Object.fromEntries(Object.entries(rates).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

/** Throws a ConfigError for a currency that is held, or settled in, and has no rate. */
export function checkRates(
  { account }: FullSpec,
  currency: string,
  settled: readonly { readonly id: string; readonly settle: string }[],
  place: PlaceOf,
): void {
  const foreign = settled.find(({ settle }) => settle !== currency && account.rates[settle] === undefined);
  if (foreign !== undefined)
    throw refusal(
      `Expected the rate of "${foreign.settle}", in which "${foreign.id}" is settled, in "account.rates" (its price in ${currency}), but it was missing`,
      'account.rates',
      place,
    );
  const held = Object.keys(account.balances ?? {}).find((one) => one !== currency && account.rates[one] === undefined);
  if (held !== undefined)
    throw refusal(
      `Expected the rate of "${held}", which the account holds, in "account.rates", but it was missing`,
      'account.rates',
      place,
    );
}
