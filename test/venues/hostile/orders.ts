import type { OrderRequest } from '../../../engine/model/order.ts';

/** An order with every field named; one unit of the first instrument, bought at the market, where nothing else is said. */
export const orderOf = (terms: Partial<OrderRequest> = {}): OrderRequest => ({
  type: terms.trigger !== undefined ? (terms.price !== undefined ? 'stop-limit' : 'stop') : terms.price !== undefined ? 'limit' : 'market',
  instrument: 0,
  strategy: 0,
  side: 'buy',
  qty: 1,
  fraction: undefined,
  price: undefined,
  trigger: undefined,
  trail: undefined,
  offset: undefined,
  tif: 'gtc',
  expiresAt: undefined,
  parent: 0,
  group: 0,
  reduceOnly: false,
  postOnly: false,
  display: undefined,
  words: undefined,
  ...terms,
});
