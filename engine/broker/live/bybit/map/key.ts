import { VenueFault } from '../../venue.ts';
import type { Category, WireKey } from './wire.ts';

/** What an API key is good for. */
export interface KeyFacts {
  /** The account's id. */
  readonly account: string;
  /** What its owner should know: a sentence each. */
  readonly warnings: readonly string[];
}

/** Reads what a key may do. Throws a VenueFault `auth` for one that may withdraw, only read, or not trade what is to be traded. */
export function keyFacts(
  { readOnly, permissions, ips = [], deadlineDay, uta, userID }: WireKey,
  categories: readonly Category[],
): KeyFacts {
  const may = (kind: string, what: string): boolean => permissions[kind]?.includes(what) === true;
  if (may('Wallet', 'Withdraw')) throw new VenueFault('auth', 'the API key can withdraw: make another without that permission');
  if (readOnly === 1) throw new VenueFault('auth', 'the API key can only read');
  if (uta === 0) throw new VenueFault('auth', 'the account is a classic one: upgrade it to a unified trading account at bybit');
  if (categories.includes('spot') && !may('Spot', 'SpotTrade'))
    throw new VenueFault('auth', 'the API key may not trade spot: it is without "SpotTrade"');
  const tradesContracts = may('ContractTrade', 'Order') || may('Derivatives', 'DerivativesTrade');
  if (categories.some((category) => category !== 'spot') && !tradesContracts)
    throw new VenueFault('auth', 'the API key may not trade contracts: it is without "ContractTrade: Order"');
  const isBound = ips.some((ip) => ip !== '*' && ip !== '');
  const days = deadlineDay !== undefined && deadlineDay > 0 ? `, and ends in ${deadlineDay} days` : '';
  const unbound = `the API key works from every address: whoever gets hold of it can trade${days}`;
  return { account: String(userID), warnings: isBound ? [] : [unbound] };
}
