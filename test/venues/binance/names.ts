import type { Instrument } from '../../../engine/model/instrument.ts';
import type { RestingOrder } from '../hostile/resting-order.ts';

/** An instrument as Binance calls it. */
export interface Listed {
  readonly instrument: Instrument;
  readonly index: number;
  readonly symbol: string;
  readonly base: string;
}

/** `BTCUSDT` of `BTCUSDT.BINANCE` and of `BTCUSDT-PERP.BINANCEUSDM`. */
export function listedOf(instrument: Instrument, index: number): Listed {
  const symbol = instrument.id.replace(/\..*$/, '').replace(/-PERP$/, '');
  return { instrument, index, symbol, base: symbol.slice(0, symbol.length - instrument.quote.length) };
}

/** The number of an order at Binance. Of one that waited the order that comes of it has another, so many higher. */
export const numberOf = (venueId: string): number => Number(venueId.slice(1));
export const LATER = 4_000_000_000;

/** Whether an order is one that waits at futures for its trigger, or has waited. */
export const hasWaited = ({ request }: RestingOrder): boolean => request.trigger !== undefined;
