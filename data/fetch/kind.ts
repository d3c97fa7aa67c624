import { ConfigError } from '../../engine/model/errors.ts';
import { barEnd, parseTimeframe } from '../../engine/model/timeframe.ts';
import type { Block } from '../block.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';
import { lengthOf } from './bar-pager.ts';
import { barBlock, fundingBlock } from './page-block.ts';
import type { Making } from './settled.ts';
import type { Listing, Page, Row, Source } from './source.ts';

/** What a fetch does with one kind of series. */
export interface FetchKind extends Making {
  /** Its pages at a venue. */
  readonly pages: (source: Source, listing: Listing, from: number, to: number) => AsyncIterable<Page>;
  readonly block: (rows: readonly Row[]) => Block;
}

/** How a series is fetched. Throws a ConfigError for a kind that no venue is asked for. */
export function kindOf(key: SeriesKey): FetchKind {
  if (key.kind === 'funding') {
    return {
      endOf: (time) => time,
      longest: 0,
      block: fundingBlock,
      pages(source, listing, from, to) {
        if (source.funding !== undefined) return source.funding(listing, from, to);
        throw new ConfigError(`Expected a venue with funding rates, but it was "${source.venue}"`);
      },
    };
  }
  if (key.kind !== 'bars') {
    throw new ConfigError(
      `Expected bars or funding to fetch, such as BTCUSDT.BYBIT@1m or BTCUSDT.BYBIT@funding, but it was "${seriesText(key)}"`,
    );
  }
  const timeframe = parseTimeframe(key.timeframe);
  if (timeframe === undefined) throw new ConfigError(`Expected a timeframe such as 1m, 1h or 1d to fetch, but it was "${key.timeframe}"`);
  return {
    endOf: (time) => barEnd(timeframe, time),
    longest: lengthOf(key.timeframe),
    block: (rows) => barBlock(rows, timeframe),
    pages: (source, listing, from, to) => source.bars(listing, key.timeframe, key.price, from, to),
  };
}
