import { BarSeries } from '../../engine/model/series.ts';
import type { WantedFeed } from '../brokers/adapter.ts';
import type { Prepared } from '../prepare.ts';

/** What a run listens to: its bars, quotes and trades; rates and custom series go on as their history ends. */
export function wantedFeeds({ parts }: Prepared): WantedFeed[] {
  return parts.series.flatMap((series, feed) => {
    const instrument = parts.instruments[series.instrument];
    if (instrument === undefined || series.kind === 'custom' || series.converts > 0) return [];
    return [{ feed, instrument, kind: series.kind, length: series instanceof BarSeries ? BarSeries.lengthOf(series) : Number.NaN }];
  });
}
