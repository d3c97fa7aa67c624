import type { SeriesKind } from '../../block.ts';
import type { SeriesKey } from '../../series-key.ts';
import { keyOf, plainNameOf } from '../instrument-of.ts';
import type { ReadOptions } from '../reading.ts';
import type { Table } from '../table.ts';
import type { Origin } from './plans-of.ts';

/** What is known of a series before its columns are looked at. */
export interface Known {
  readonly kind: SeriesKind | undefined;
  readonly instrument: string;
  /** The name as it is written: of custom series. */
  readonly name: string;
  readonly timeframe: string | undefined;
  readonly price: SeriesKey['price'];
}

/** Names of dumps with more than the instrument in them: Binance's `BTCUSDT-1m-2024-01`, Bybit's `BTCUSD2019-10-01`, `BTCUSDT_2022-11-10`, `BTCUSDT_1_2024-01-01_2024-01-31`. */
const DUMPS = [
  /^([A-Z0-9_]{3,})-(?:\d+(?:s|m|h|d|w|mo)|trades|aggTrades|bookTicker|fundingRate)-\d{4}-\d\d(?:-\d\d)?$/,
  /^([A-Z0-9]{3,}?[A-Z])(?:_\d+)?_?\d{4}-\d\d-\d\d(?:_\d{4}-\d\d-\d\d)?(?:_(?:premium_index|index_price))?$/,
];

/** Which prices bars of Binance's folders and Bybit's files are. */
const PRICES: readonly (readonly [RegExp, SeriesKey['price']])[] = [
  [/markPriceKlines|mark_price/, 'mark'],
  [/indexPriceKlines|index_price|spot_index/, 'index'],
];

/** Finds what the options, the file itself, and its name say. */
export function knownOf(table: Table, { path, entry }: Origin, options: ReadOptions): Known {
  const key = keyOf(path);
  const { said } = table;
  const name = said['instrument'] ?? key?.instrument ?? instrumentOf(path, plainNameOf(entry ?? path));
  const isCustom = (options.kind ?? said['kind'] ?? key?.kind) === 'custom';
  return {
    kind: options.kind ?? (said['kind'] as SeriesKind | undefined) ?? key?.kind,
    instrument: isCustom || said['instrument'] !== undefined || key !== undefined ? name : name.toUpperCase(),
    name,
    timeframe: said['timeframe'] ?? (key?.timeframe || undefined),
    price: options.price ?? (said['price'] as SeriesKey['price'] | undefined) ?? key?.price ?? priceOf(path),
  };
}

const priceOf = (path: string): SeriesKey['price'] => PRICES.find(([pattern]) => pattern.test(path))?.[1] ?? 'trade';

function instrumentOf(path: string, name: string): string {
  const plain = DUMPS.map((pattern) => pattern.exec(name)?.[1]).find((one) => one !== undefined) ?? name;
  // A premium is no price of the instrument.
  return /premium_?index/i.test(path) ? `${plain}-PREMIUM` : plain;
}
