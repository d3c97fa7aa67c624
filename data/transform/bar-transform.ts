import type { BarBlock } from '../../engine/feed/bar-rows.ts';
import type { Block } from '../block.ts';

/** Makes bars of what comes block by block; holds no more than the bar going on. */
export interface BarTransform {
  /** Takes the next rows, no earlier than those before; gives the bars that have ended since. */
  take(block: Block): BarBlock;
  /**
   * The bars that ended with the data. The last bar is known only at its end: it is one if the data are said to be complete
   * up to `until` (epoch milliseconds) and it ends no later.
   */
  finish(until?: number): BarBlock;
}
