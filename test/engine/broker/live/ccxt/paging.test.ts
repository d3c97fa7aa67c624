import { describe, expect, it } from 'vitest';
import { CcxtVenue } from '../../../../../engine/broker/live/ccxt/adapter.ts';
import { BITSTAMP } from '../../../../../engine/broker/live/ccxt/certified/bitstamp.ts';
import { KUCOIN } from '../../../../../engine/broker/live/ccxt/certified/kucoin.ts';
import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';
import type { CcxtExchange, SaidTrade } from '../../../../../engine/broker/live/ccxt/exchange.ts';
import { millis } from '../../../../../engine/model/time.ts';
import { VirtualWall } from '../../../../venues/virtual-wall.ts';
import { instrumentAt, marketOf, THEN } from './recorder.ts';

/** So many executions, one a second; `most` of them in one answer, the newest. */
function exchangeWith(row: Certified, count: number, most: number) {
  const asked: (readonly [since: number | undefined, until: number | undefined])[] = [];
  const market = marketOf(row.ccxt);
  const trades: SaidTrade[] = Array.from({ length: count }, (_, k) => ({
    ...{ id: String(k), order: 'a', symbol: market.symbol, side: 'buy', price: 100, amount: 1, info: {} },
    timestamp: THEN - (count - k) * 1_000,
  }));
  const exchange = {
    ...{ markets: { [market.symbol]: market }, clients: {} },
    loadMarkets: async () => {},
    fetchTime: async () => THEN,
    fetchOpenOrders: async () => [],
    fetchClosedOrders: async () => [],
    fetchBalance: async () => ({ total: {}, info: {} }),
    async fetchMyTrades(_symbol: string, since = 0, _limit?: number, { until = Number.POSITIVE_INFINITY }: { until?: number } = {}) {
      asked.push([since, until]);
      return trades.filter(({ timestamp = 0 }) => timestamp >= since && timestamp <= until).slice(-most);
    },
  };
  const venue = new CcxtVenue({
    ...{ row, instruments: [instrumentAt(row)], wall: new VirtualWall(THEN), account: 'test', checksKey: false },
    reach: async () => exchange as unknown as CcxtExchange,
  });
  return { venue, asked };
}

describe('executions since a time', () => {
  it('are all there, though an answer has only the newest', async () => {
    const { venue, asked } = exchangeWith(KUCOIN, 120, 50);
    const { fills } = await venue.snapshot(millis(THEN - 1_000_000));
    expect(fills.map(({ execId }) => execId)).toEqual(Array.from({ length: 120 }, (_, k) => `BTC/USDT:${k}/a`));
    expect(asked).toHaveLength(3);
  });

  it('of several days are asked for a day at a time', async () => {
    const { venue, asked } = exchangeWith(KUCOIN, 3, 50);
    expect((await venue.snapshot(millis(THEN - 3.5 * 86_400_000))).fills).toHaveLength(3);
    expect(asked).toHaveLength(4);
  });

  it('that cannot be had are not passed over', async () => {
    const { venue } = exchangeWith(BITSTAMP, 1_200, 1_000);
    await expect(venue.snapshot(millis(THEN - 2_000_000))).rejects.toThrow('BTC/USD has more executions than bitstamp tells in one answer');
  });
});
