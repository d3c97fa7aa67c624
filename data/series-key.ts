import { ConfigError } from '../engine/model/errors.ts';
import { parseTimeframe } from '../engine/model/timeframe.ts';
import type { SeriesKind } from './block.ts';

/** What the prices of bars are. */
const PRICES = ['trade', 'bid', 'ask', 'mid', 'mark', 'index'] as const;

/** Which series of which instrument: written `BTCUSDT.BYBIT@1m`, `BTCUSDT.BYBIT@1h:mark`, `AAPL@quotes`, `ALPHA@custom`. */
export interface SeriesKey {
  /** The instrument's id, or the name of a custom series. */
  readonly instrument: string;
  readonly kind: SeriesKind;
  /** Of bars, `1m`, or `100tick` for bars of so many trades; empty for what is not bars. */
  readonly timeframe: string;
  /** Of bars: what their prices are; `trade` where nothing is said. */
  readonly price: (typeof PRICES)[number];
}

/** Bars that end by what was traded: 100 trades, 5000 units, a million of money. */
const EVENTFUL = /^[1-9]\d*(tick|volume|dollar)$/;

const KINDS = ['quotes', 'trades', 'funding', 'actions', 'custom'] as const;

/** Reads the text of a key; undefined where it is not one. */
export function parseSeriesKey(text: string): SeriesKey | undefined {
  const at = text.lastIndexOf('@');
  if (at < 1 || /[\\/?\s]/.test(text)) return undefined;
  const instrument = text.slice(0, at);
  const [what = '', price = 'trade', ...rest] = text.slice(at + 1).split(':');
  const kind = KINDS.find((one) => one === what);
  if (kind !== undefined) return text.includes(':', at) ? undefined : { instrument, kind, timeframe: '', price: 'trade' };
  const known = PRICES.find((one) => one === price);
  if ((parseTimeframe(what) === undefined && !EVENTFUL.test(what)) || known === undefined || rest.length > 0) return undefined;
  return { instrument, kind: 'bars', timeframe: what, price: known };
}

/** Reads the text of a key that a user wrote; throws a ConfigError where it is not one. */
export function seriesKeyOf(text: string): SeriesKey {
  const key = parseSeriesKey(text);
  if (key !== undefined) return key;
  throw new ConfigError(
    `Expected a series of the store such as BTCUSDT.BYBIT@1m, BTCUSDT.BYBIT@1h:mark or AAPL@quotes, but it was "${text}"`,
  );
}

/** Writes a key: what `parseSeriesKey` reads. */
export function seriesText({ instrument, kind, timeframe, price }: SeriesKey): string {
  if (kind !== 'bars') return `${instrument}@${kind}`;
  return `${instrument}@${timeframe}${price === 'trade' ? '' : `:${price}`}`;
}
