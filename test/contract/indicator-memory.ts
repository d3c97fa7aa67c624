import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import type { Line } from '../../engine/model/line.ts';
import type { Bars } from '../../engine/model/series.ts';
import { randomBars, SteppedBars } from './indicator-bars.ts';

// Compiled on the spot and from call to call: on a busy machine code would run uncompiled, and box its numbers, for seconds.
setFlagsFromString('--no-concurrent-recompilation');
setFlagsFromString('--no-use-osr');

const ROWS = 20_000;
const ROUNDS = 100;

/**
 * Bytes of heap an indicator takes per row when it is run a row at a time: the least of many rounds, up to the first with
 * less than one, as the early ones run code that is not compiled yet. A round in which garbage was collected shows less
 * than nothing and says nothing. What allocates at each row, a boxed number say, takes 16 bytes in every round.
 */
export function bytesPerRow(make: (bars: Bars) => Line): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && least >= 1; round++) {
    const series = new SteppedBars(COLUMNS);
    make(series);
    const before = getHeapStatistics().used_heap_size;
    series.run();
    const taken = getHeapStatistics().used_heap_size - before;
    if (taken >= 0) least = Math.min(least, taken / ROWS);
  }
  return least;
}

const COLUMNS = randomBars(ROWS);
