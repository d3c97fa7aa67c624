import { gainOf, notionalAt, valueAt } from '../../../engine/model/instrument.ts';
import type { Exchange } from '../hostile/exchange.ts';
import type { Funding } from './funding.ts';
import { type Listed, money, onGrid } from './listed.ts';
import type { Marks } from './marks.ts';

/** What an account rests on: the exchange, what Bybit keeps beside it, and the newest prices. */
export interface Books {
  readonly exchange: Exchange;
  readonly marks: Marks;
  readonly listed: readonly Listed[];
  /** The newest price of an instrument. */
  readonly last: (index: number) => number;
  readonly leverage: (index: number) => string;
  /** Funding that was paid, oldest first. */
  readonly funded: Funding[];
}

/** Signed units of an instrument. */
function heldOf({ exchange }: Books, { index, instrument }: Listed): { readonly qty: number; readonly avgPrice: number } {
  const { positions } = exchange.account.told();
  return positions.find((one) => one.instrument === instrument.id) ?? { qty: 0, avgPrice: Number.NaN, ...{ index } };
}

/** A position as `/v5/position/list` has it. */
export function positionRow(books: Books, listed: Listed): object {
  const { avgPrice, ...rest } = position(books, listed);
  return { ...rest, avgPrice, liqPrice: '', bustPrice: '', mmrSysUpdatedTime: '', leverageSysUpdatedTime: '', sessionAvgPrice: '' };
}

/** A position as the stream has it. */
export function positionNews(books: Books, listed: Listed): object {
  const { avgPrice, ...rest } = position(books, listed);
  const more = { sessionAvgPrice: '0', liqPrice: '0', bustPrice: '', leverageSysUpdatedTime: '', mmrSysUpdatedTime: '' };
  return { category: listed.category, ...rest, entryPrice: avgPrice, ...more };
}

function position(books: Books, listed: Listed) {
  const { instrument, index, symbol } = listed;
  const { qty, avgPrice } = heldOf(books, listed);
  const price = books.last(index);
  const value = qty === 0 ? 0 : notionalAt(instrument, qty, avgPrice);
  const now = String(Math.floor(books.exchange.now));
  return {
    positionIdx: 0,
    tradeMode: 0,
    riskId: 1,
    riskLimitValue: '2000000',
    symbol,
    side: qty === 0 ? '' : qty > 0 ? 'Buy' : 'Sell',
    size: onGrid(instrument.steps, Math.abs(qty)),
    avgPrice: qty === 0 ? '0' : money(avgPrice),
    leverage: books.leverage(index),
    breakEvenPrice: qty === 0 ? '0' : money(avgPrice),
    positionValue: money(value),
    positionBalance: '0',
    markPrice: onGrid(instrument.ticks, price),
    positionIM: money(value / Number(books.leverage(index))),
    positionIMByMp: money(value / Number(books.leverage(index))),
    positionMM: money(value * 0.005),
    positionMMByMp: money(value * 0.005),
    takeProfit: '',
    stopLoss: '',
    trailingStop: '0',
    unrealisedPnl: money(qty === 0 ? 0 : gainOf(instrument, qty, avgPrice, price)),
    curRealisedPnl: '0',
    cumRealisedPnl: '0',
    createdTime: now,
    updatedTime: now,
    tpslMode: 'Full',
    positionStatus: 'Normal',
    adlRankIndicator: 0,
    autoAddMargin: 0,
    seq: books.marks.seq,
    isReduceOnly: false,
  };
}

/** The wallet, as answers and the stream have it: each coin, and all of it in dollars. */
export function walletRow(books: Books, only: readonly string[] = []): object {
  const coins = coinsOf(books).filter(({ coin }) => only.length === 0 || only.includes(coin));
  const total = money(coins.reduce((sum, { usd }) => sum + usd, 0));
  const none = ['totalPerpUPL', 'totalInitialMargin', 'totalInitialMarginByMp', 'totalMaintenanceMargin', 'totalMaintenanceMarginByMp'];
  const rates = ['accountIMRate', 'accountIMRateByMp', 'accountMMRate', 'accountMMRateByMp', 'accountLTV'];
  return {
    ...{ totalEquity: total, totalMarginBalance: total, totalWalletBalance: total, totalAvailableBalance: total },
    ...Object.fromEntries([...none, ...rates].map((name) => [name, '0'])),
    accountType: 'UNIFIED',
    coin: coins.map(({ coin, balance, gain, usd }) => ({
      ...{ coin, equity: money(balance + gain), usdValue: money(usd), walletBalance: money(balance), unrealisedPnl: money(gain) },
      ...{ availableToBorrow: '', borrowAmount: '0', accruedInterest: '0', availableToWithdraw: '', bonus: '0', cumRealisedPnl: '0' },
      ...{ totalOrderIM: '0', totalPositionIM: '0', totalPositionMM: '0', collateralSwitch: true, marginCollateral: true },
      ...{ locked: '0', spotHedgingQty: '0', spotBorrow: '0' },
    })),
  };
}

interface Coin {
  readonly coin: string;
  readonly balance: number;
  readonly gain: number;
  readonly usd: number;
}

/** The settlement coin with what contracts have won or lost, then the coins that were bought. */
function coinsOf(books: Books): Coin[] {
  const { listed, exchange, marks, last } = books;
  const { settle } = listed[0]!.instrument;
  const contracts = listed.filter(({ category }) => category !== 'spot');
  const gain = contracts.reduce((sum, one) => {
    const { qty, avgPrice } = heldOf(books, one);
    return qty === 0 ? sum : sum + gainOf(one.instrument, qty, avgPrice, last(one.index));
  }, 0);
  const { cash } = exchange.account;
  const worth = listed[0]!.category === 'inverse' ? last(0) : 1;
  const bought = listed.flatMap((one): Coin[] => {
    const balance = heldOf(books, one).qty - marks.taken[one.index]!;
    if (one.category !== 'spot' || balance === 0) return [];
    return [{ coin: one.base, balance, gain: 0, usd: valueAt(one.instrument, balance, last(one.index)) }];
  });
  return [{ coin: settle, balance: cash, gain, usd: (cash + gain) * worth }, ...bought];
}
