import type { Contract } from '@stoqey/ib';
import type { AccountSnapshot } from '../../../broker.ts';
import type { Markets } from './contract.ts';
import { given } from './number.ts';

type Balance = AccountSnapshot['balances'][number];
type Position = AccountSnapshot['positions'][number];

/** One value of an account. */
export interface ToldValue {
  readonly account: string;
  readonly tag: string;
  readonly value: string;
  readonly currency: string;
}

/** What is held of a contract. */
export interface ToldPosition {
  readonly account: string;
  readonly contract: Contract;
  readonly qty: number | undefined;
  readonly avgCost: number | undefined;
}

/** What to ask of an account: its ledger in every currency. */
export const LEDGER = '$LEDGER:ALL';

/** The cash of an account in each currency; `BASE` is the sum of all of them in one, and no currency. */
export const balancesOf = (values: readonly ToldValue[], account: string): Balance[] =>
  values
    .filter((one) => one.account === account && one.tag === 'CashBalance' && one.currency !== 'BASE' && one.currency !== '')
    .map(({ currency, value }) => ({ currency, total: given(value === '' ? undefined : Number(value), 'CashBalance') }));

/** What an account holds, at the price of one unit: TWS says what one contract has cost, its multiplier included. */
export const positionsOf = (told: readonly ToldPosition[], account: string, markets: Markets): Position[] =>
  told.flatMap(({ account: owner, contract, qty, avgCost }) => {
    if (owner !== account || qty === undefined || qty === 0) return [];
    const market = markets.find(contract);
    const multiplier = market?.instrument.multiplier ?? (Number(contract.multiplier ?? 0) || 1);
    return [{ instrument: markets.idOf(contract), qty, avgPrice: given(avgCost, 'avgCost') / multiplier }];
  });
