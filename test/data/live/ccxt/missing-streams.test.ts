import { describe, expect, it } from 'vitest';
import type { FeedExchange } from '../../../../data/live/ccxt/exchange.ts';
import { CcxtFeed } from '../../../../data/live/ccxt/feed.ts';
import { instrumentOf } from '../../../../engine/model/instrument.ts';
import { VirtualWall } from '../../../venues/virtual-wall.ts';

const BTC = instrumentOf('BTCUSD.BITSTAMP');

function connecting(kind: 'quotes' | 'trades', has: Record<string, unknown>): Promise<void> {
  const exchange = { id: 'bitstamp', has, timeframes: {}, clients: {}, handleMessage: () => {}, close: async () => {} };
  const feed = new CcxtFeed({
    name: 'bitstamp',
    wanted: [{ feed: 0, instrument: BTC, kind, length: Number.NaN }],
    wall: new VirtualWall(),
    random: () => 0,
    open: async () => exchange as unknown as FeedExchange,
    place: () => ({ symbol: 'BTC/USD', id: 'btcusd' }),
    confirms: false,
  });
  return feed.connect(() => {}, new AbortController().signal);
}

describe('market data that an exchange does not stream', () => {
  it('are refused at once: waiting would not bring them', async () => {
    await expect(connecting('quotes', { watchTrades: true, watchTicker: false })).rejects.toThrow(
      'Expected bitstamp to stream the quotes of "BTCUSD.BITSTAMP", but it does not',
    );
    await expect(connecting('trades', { watchTicker: true })).rejects.toThrow(
      'Expected bitstamp to stream the trades of "BTCUSD.BITSTAMP", but it does not',
    );
  });
});
