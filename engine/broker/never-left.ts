import type { OrderRequest } from '../model/order.ts';

/** An order of which nothing is known but that it was refused. */
export const NEVER_LEFT: OrderRequest = {
  ...{ type: 'market', instrument: 0, strategy: 0, side: 'buy', qty: 0, fraction: undefined, price: undefined, trigger: undefined },
  ...{ trail: undefined, offset: undefined, tif: 'gtc', expiresAt: undefined, parent: 0, group: 0 },
  ...{ reduceOnly: true, postOnly: false, display: undefined, words: undefined },
};
