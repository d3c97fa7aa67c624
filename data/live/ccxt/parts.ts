import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import type { FeedExchange } from './exchange.ts';
import type { Wanted } from './series.ts';

/** What the feed is made with. */
export interface CcxtFeedParts {
  readonly name: string;
  readonly wanted: readonly Wanted[];
  readonly wall: Wall;
  readonly random: () => number;
  /** An exchange of ccxt, connected to nothing yet, its markets loaded; another one each time. */
  readonly open: () => Promise<FeedExchange>;
  /** An instrument as ccxt and the exchange name it; throws a ConfigError for one that is not there. */
  readonly place: (exchange: FeedExchange, instrument: Instrument) => Place;
  /** Its stream of bars says when one is over. */
  readonly confirms: boolean;
}

/** A market by ccxt's name and by the exchange's. */
export interface Place {
  readonly symbol: string;
  readonly id: string;
}
