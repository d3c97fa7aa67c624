import { DataError } from '../../../engine/model/errors.ts';
import { numberOf } from './number.ts';

/** A public trade with the name by which one that is told twice is known. */
export interface Print {
  readonly id: string;
  readonly ts: number;
  /** The values of a trade series' row: time, price, size, and the taker's side (1 buy, -1 sell). */
  readonly values: readonly number[];
}

/** What is read of a trade of the topic `publicTrade` (docs/v5/websocket/public/trade). */
export interface WireTrade {
  readonly T: number;
  readonly S: string;
  readonly v: string;
  readonly p: string;
  readonly i: string;
}

/** What is read of a trade of `GET /v5/market/recent-trade`. */
export interface WireRecentTrade {
  readonly execId: string;
  readonly price: string;
  readonly size: string;
  readonly side: string;
  readonly time: string;
}

/** A trade of the stream. Throws a DataError. */
export const printOf = ({ T, S, v, p, i }: WireTrade): Print => printed(i, T, p, v, S);

/** A trade that was asked for. Throws a DataError. */
export const printOfRecent = ({ execId, price, size, side, time }: WireRecentTrade): Print => printed(execId, time, price, size, side);

function printed(id: string, time: string | number, price: string, size: string, side: string): Print {
  if (side !== 'Buy' && side !== 'Sell') throw new DataError(`Expected a trade's side to be Buy or Sell, but it was "${side}"`);
  const ts = numberOf(time, 'time');
  return { id, ts, values: [ts, numberOf(price, 'price'), numberOf(size, 'size'), side === 'Buy' ? 1 : -1] };
}
