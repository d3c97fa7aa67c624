import { snapDown, snapUp } from './grid.ts';
import type { Instrument } from './instrument.ts';
import type { Side } from './order.ts';

/** A limit price on the tick grid, moved to the passive side: never a price the author did not ask to pay. */
export const snapLimit = (instrument: Instrument, side: Side, price: number): number =>
  side === 'buy' ? snapDown(instrument.ticks, price) : snapUp(instrument.ticks, price);

/** A stop price on the tick grid, moved away from the market: never triggered earlier than asked. */
export const snapStop = (instrument: Instrument, side: Side, trigger: number): number =>
  side === 'buy' ? snapUp(instrument.ticks, trigger) : snapDown(instrument.ticks, trigger);
