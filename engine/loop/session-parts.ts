import type { Blotter } from '../broker/blotter.ts';
import type { Instrument } from '../model/instrument.ts';
import type { PeriodOptions } from '../model/periods.ts';
import type { Bars } from '../model/series.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Plot } from '../strategy/plot.ts';
import type { Failed } from './guarded.ts';
import type { GuardTerms } from './guardian.ts';

/** What a session is made of. */
export interface SessionParts {
  readonly instruments: readonly Instrument[];
  readonly portfolio: Portfolio;
  readonly blotter: Blotter;
  /** What the session is watched for; nothing where it is not given. */
  readonly risk?: GuardTerms | undefined;
  readonly random: () => number;
  /** Makes bars of a longer timeframe and adds them to the feeds; only before the first event. */
  readonly resample: (strategy: number, feed: Bars, timeframe: string, options: PeriodOptions | undefined) => Bars;
  /** Takes a line that is to be drawn with the result. */
  readonly plot: (strategy: number, plot: Plot) => void;
  /** Told what the callback of a timer threw, after which its strategy may only reduce; without it the run ends there. */
  readonly failed?: Failed | undefined;
}
