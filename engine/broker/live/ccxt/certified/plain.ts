import { DAY } from '../../../../model/time.ts';
import type { VenueCapabilities } from '../../venue.ts';
import type { SaidOrder } from '../exchange.ts';
import { type Fields, fieldsOf } from '../read/fields.ts';
import type { Reading } from './row.ts';

/** What holds of most exchanges that are certified for plain orders alone. */
export const PLAIN: VenueCapabilities = {
  types: new Set(['market', 'limit']),
  tifs: new Set(['gtc', 'ioc', 'fok']),
  contingent: 'emulated',
  amend: 'none',
  uniqueIds: 'always',
  clientIds: { length: 32, pattern: /^[A-Za-z0-9_-]+$/ },
  findsById: true,
  reduceOnly: false,
  setsAside: 'all',
  postOnly: true,
  iceberg: false,
};

/** Lists by market, closed orders among them, fills a day at a time and the newest of it first. */
export const BY_MARKET: Reading = {
  open: [{ by: 'market' }],
  closed: [{ by: 'market', call: 'fetchClosedOrders' }],
  fills: { by: 'market', page: 100, stretch: DAY, paging: 'back', newest: 0, oldest: 30 * DAY },
};

/** Client ids as they are. */
export const AS_THEY_ARE = { toId: (clientId: string): string => clientId, fromId: (text: string): string => text } as const;

/** `10` requests in `1,000` ms as a bucket that never lets more than that pass in any such time. */
export const inAny = (units: number, per: number, reserve = 0): { units: number; per: number; reserve: number } => ({
  units: units * 0.3,
  per: per * 0.43,
  reserve: Math.min(reserve, units * 0.1),
});

export const upper = (text: string): string => text.toUpperCase();

/** Fields of which those that do not apply are left out. */
export const only = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Parameters of ccxt for what a limit order is beside its price. */
export const wordsOf = (tif: 'gtc' | 'ioc' | 'fok', postOnly: boolean): { timeInForce?: string; postOnly?: true } => ({
  ...(tif === 'gtc' ? {} : { timeInForce: upper(tif) }),
  ...(postOnly ? { postOnly: true as const } : {}),
});

/** Somebody else's order that is counted in money, as none of ours is, is one for what it has filled: ccxt says no quantity of it. */
export const countedInMoney =
  (isSo: (order: Fields) => boolean) =>
  (info: unknown, { filled = 0 }: SaidOrder): Partial<SaidOrder> =>
    isSo(fieldsOf(info)) ? { amount: filled } : {};

/** Whether an order waits on the favourable side of the market. */
export const isFavourable = (type: string): boolean => type.endsWith('if-touched');
