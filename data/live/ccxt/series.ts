import type { Arrival } from '../../../engine/feed/live-feed.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../../engine/model/time.ts';
import { BarTrack } from '../bybit/bar-track.ts';
import { PrintTrack } from '../bybit/print-track.ts';
import type { SaidQuote } from './exchange.ts';
import { quoteOf } from './said.ts';

/** One series that is listened to. */
export interface Wanted {
  readonly feed: number;
  readonly instrument: Instrument;
  readonly kind: 'bars' | 'quotes' | 'trades';
  /** Of bars, milliseconds. */
  readonly length: number;
}

const LENGTHS: readonly (readonly [length: number, name: string])[] = [
  ...[1, 3, 5, 15, 30].map((minutes) => [minutes * MINUTE, `${minutes}m`] as const),
  ...[1, 2, 4, 6, 8, 12].map((hours) => [hours * HOUR, `${hours}h`] as const),
  [DAY, '1d'],
  [WEEK, '1w'],
];

/** One series, and what has come of it. */
export interface Series {
  readonly wanted: Wanted;
  readonly timeframe: string;
  readonly track: { readonly bars: BarTrack } | { readonly prints: PrintTrack } | { readonly quotes: QuoteTrack };
  stop: () => void;
}

/** A series of which nothing has come. Throws a ConfigError for bars of a length that no exchange has. */
export function seriesOf(wanted: Wanted, tell: (arrival: Arrival) => void): Series {
  const { feed, instrument, kind, length } = wanted;
  const made = { wanted, timeframe: '', stop: () => {} };
  if (kind === 'trades') return { ...made, track: { prints: new PrintTrack(feed, tell) } };
  if (kind === 'quotes') return { ...made, track: { quotes: new QuoteTrack(feed, tell) } };
  const timeframe = LENGTHS.find(([one]) => one === length)?.[1];
  if (timeframe === undefined)
    throw new ConfigError(`Expected bars of "${instrument.id}" of 1m to 1w, but they were of ${length / MINUTE} minutes`);
  return { ...made, timeframe, track: { bars: new BarTrack(feed, length, tell) } };
}

/** The best prices of one feed: a row where they or what stands there has changed. */
class QuoteTrack {
  readonly #feed: number;
  readonly #tell: (arrival: Arrival) => void;
  #shown = '';
  #last = Number.NEGATIVE_INFINITY;

  constructor(feed: number, tell: (arrival: Arrival) => void) {
    this.#feed = feed;
    this.#tell = tell;
  }

  hear(said: SaidQuote | undefined, now: number): void {
    const values = said === undefined ? undefined : quoteOf(said, now);
    if (values === undefined) return;
    const [ts = now, ...rest] = values;
    if (rest.join(' ') === this.#shown) return;
    this.#shown = rest.join(' ');
    this.#last = Math.max(this.#last, ts);
    this.#tell({ kind: 'row', feed: this.#feed, values: [this.#last, ...rest] });
  }
}
