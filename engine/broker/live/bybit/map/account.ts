import { COINS, meant } from '../../../../model/grid.ts';
import type { AccountSnapshot } from '../../../broker.ts';
import { VenueFault } from '../../venue.ts';
import { baseOf, idOf, type Market } from './market.ts';
import { given, numberIn } from './number.ts';
import type { Category, WirePosition, WireWallet } from './wire.ts';

type Balance = AccountSnapshot['balances'][number];
type Position = AccountSnapshot['positions'][number];

/**
 * What an account has of each coin: its wallet less what was borrowed to have it. What positions have won and not settled is not in it
 * (docs/v5/account/wallet-balance: equity = walletBalance - spotBorrow + unrealisedPnl). Throws a VenueFault for another account type.
 */
export function balancesOf({ accountType, coin }: WireWallet): Balance[] {
  if (accountType !== undefined && accountType !== 'UNIFIED')
    throw new VenueFault('auth', `the account is no unified trading account, but "${accountType}"`);
  return coin.map(({ coin: currency, walletBalance, spotBorrow }) => {
    const has = numberIn(walletBalance, 'walletBalance') || 0;
    const owes = numberIn(spotBorrow, 'spotBorrow') || 0;
    return { currency, total: owes === 0 ? has : meant(COINS, has - owes, has + owes) };
  });
}

/** What is held of contracts, signed. Throws a VenueFault in hedge mode, where one instrument has two positions. */
export function positionsOf(list: readonly WirePosition[], category: Category): Position[] {
  return list.flatMap((wire) => {
    refuseHedge(wire);
    const size = given(wire.size, 'size');
    if (size === 0) return [];
    const avgPrice = given(wire.avgPrice ?? wire.entryPrice, 'avgPrice');
    return [{ instrument: idOf(category, wire.symbol), qty: wire.side === 'Sell' ? -size : size, avgPrice }];
  });
}

/** Throws a VenueFault where a position is one side of hedge mode. */
export function refuseHedge({ symbol, positionIdx }: WirePosition): void {
  if (positionIdx === 0) return;
  throw new VenueFault('auth', `${symbol} is in hedge mode, in which an instrument has two positions: switch it to one-way mode at bybit`);
}

/** What is held of pairs: the account's balances of their coins. At which price they came is not known. */
export function holdingsOf(balances: readonly Balance[], markets: readonly Market[]): Position[] {
  return markets.flatMap((market) => {
    if (market.category !== 'spot') return [];
    const base = baseOf(market.symbol, market);
    const qty = balances.find(({ currency }) => currency === base)?.total ?? 0;
    return qty === 0 ? [] : [{ instrument: market.instrument.id, qty, avgPrice: Number.NaN }];
  });
}
