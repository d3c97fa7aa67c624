import type { VenueCapabilities } from '../venue.ts';
import type { Markets } from './map/market.ts';

/**
 * What Bybit can do with orders. On spot reduce-only is no parameter: what is not there is not sold, but coins may be that others bought
 * (docs/v5/order/create-order).
 */
export const supportsOf = ({ categories }: Markets): VenueCapabilities => ({
  types: new Set(['market', 'limit', 'stop', 'stop-limit', 'market-if-touched', 'limit-if-touched']),
  tifs: new Set(['gtc', 'ioc', 'fok']),
  contingent: 'emulated',
  amend: 'in-place',
  // docs/v5/order/create-order: orderLinkId is "always unique", 36 of letters, numbers, dashes and underscores.
  uniqueIds: 'always',
  clientIds: { length: 36, pattern: /^[A-Za-z0-9_-]+$/ },
  findsById: true,
  reduceOnly: categories.some((category) => category !== 'spot'),
  setsAside: 'limits',
  postOnly: true,
  iceberg: false,
});
