import type { AccountView } from '../../../engine/model/account.ts';
import { type Instrument, instrumentOf } from '../../../engine/model/instrument.ts';
import type { BarSeries } from '../../../engine/model/series.ts';
import type { Closed, SizingDesk, SizingRequest } from '../../../engine/sizing/sizer.ts';

/** What a test may say of a run that sizers ask. */
interface Desk {
  readonly instruments?: readonly Instrument[];
  readonly bars?: readonly BarSeries[];
  readonly closed?: Partial<Closed>;
  readonly equity?: number;
  readonly peak?: number;
  /** Signed units by instrument, and their newest prices. */
  readonly held?: readonly number[];
  readonly last?: readonly number[];
}

/** A run in which nothing happens but what a test says. */
export function deskOf({ instruments, bars = [], closed, equity = 1_000, peak = 1_000, held = [], last = [] }: Desk = {}): SizingDesk {
  const account = {
    equity,
    qty: (i: number) => held[i] ?? 0,
    last: (i: number) => last[i] ?? Number.NaN,
    rateOf: () => 1,
  } as unknown as AccountView;
  return {
    instruments: instruments ?? bars.map(({ id }) => instrumentOf(id)),
    account,
    bars: (instrument) => bars[instrument]!,
    closedOf: () => ({ count: 0, wins: 0, losses: 0, won: 0, lost: 0, ...closed }),
    peak: () => peak,
  };
}

/** An order for an instrument at 20 with a stop at 18, by a strategy that has 1000. */
export const requestOf = (more: Partial<SizingRequest> = {}): SizingRequest => ({
  side: 'buy',
  instrument: instrumentOf('A'),
  index: 0,
  strategy: 0,
  price: 20,
  stop: 18,
  rate: 1,
  equity: 1_000,
  fee: () => 0,
  ...more,
});

/** Shows so many more bars of each series. */
export function pass(count: number, ...series: readonly BarSeries[]): void {
  for (const one of series) for (let k = 0; k < count; k++) one.advance();
}
