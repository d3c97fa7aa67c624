import { money, onGrid } from '../bybit/listed.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Listed } from './names.ts';

export function accountOf({ world }: Shop, listed: readonly Listed[]): object {
  const { account } = world.exchange;
  const asset = listed[0]!.instrument.settle;
  const walletBalance = money(account.cash);
  return {
    ...{ totalInitialMargin: '0', totalMaintMargin: '0', totalWalletBalance: walletBalance, totalUnrealizedProfit: '0' },
    // What positions have won and not settled is in the margin balance.
    assets: [
      {
        asset,
        walletBalance,
        unrealizedProfit: '77',
        marginBalance: money(account.cash + 77),
        availableBalance: walletBalance,
        initialMargin: '0',
        updateTime: Math.floor(world.exchange.now),
      },
    ],
    positions: [],
  };
}

export function positionsOf({ world, last }: Shop, listed: readonly Listed[], isHedged: boolean): object[] {
  const { positions } = world.exchange.account.told();
  return positions.map(({ instrument: id, qty, avgPrice }) => {
    const { symbol, index, instrument } = listed.find(({ instrument: one }) => one.id === id)!;
    const mark = onGrid(instrument.ticks, last(index));
    return {
      ...{
        symbol,
        positionSide: isHedged ? 'LONG' : 'BOTH',
        positionAmt: onGrid(instrument.steps, qty),
        entryPrice: String(avgPrice),
      },
      ...{ breakEvenPrice: String(avgPrice), markPrice: mark, unRealizedProfit: '0', liquidationPrice: '0', isolatedMargin: '0' },
      ...{
        notional: money(qty * Number(mark)),
        marginAsset: instrument.settle,
        isolatedWallet: '0',
        initialMargin: '0',
        maintMargin: '0',
      },
      ...{
        positionInitialMargin: '0',
        openOrderInitialMargin: '0',
        adl: 2,
        bidNotional: '0',
        askNotional: '0',
        updateTime: Math.floor(world.exchange.now),
      },
    };
  });
}
