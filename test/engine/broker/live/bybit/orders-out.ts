import { BARE_ORDER } from '../../../../../engine/broker/live/bare.ts';
import { marketOf } from '../../../../../engine/broker/live/bybit/map/market.ts';
import { type InstrumentSpec, instrumentOf } from '../../../../../engine/model/instrument.ts';
import type { OrderRequest } from '../../../../../engine/model/order.ts';

const at = (id: string, spec: InstrumentSpec) => marketOf(instrumentOf(id, { tickSize: 0.1, quote: 'USDT', ...spec }));

/** BTCUSDT the perpetual, BTCUSD the inverse one, BTCUSDT the pair. */
export const PERPETUAL = at('BTCUSDT.BYBIT', { contract: 'linear', stepSize: 0.001, settle: 'USDT' });
export const INVERSE = at('BTCUSD.BYBIT', { contract: 'inverse', stepSize: 1, quote: 'USD', settle: 'BTC' });
export const PAIR = at('BTCUSDT-SPOT.BYBIT', { contract: 'spot', stepSize: 0.000001 });

/** An order to buy 1 at the market, but for what is said. */
export const asked = (more: Partial<OrderRequest>): OrderRequest => ({
  ...{ ...BARE_ORDER, type: 'market', instrument: 0, side: 'buy', qty: 1, price: undefined, trigger: undefined },
  ...more,
});
