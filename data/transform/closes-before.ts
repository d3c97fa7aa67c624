import type { Column } from '../../engine/model/series.ts';
import type { Block } from '../block.ts';
import { columnsOf } from './columns.ts';

/** The last close before each of some moments, and when that bar ended; NaN where there is none. */
export interface LastCloses {
  readonly closes: Column;
  readonly ends: Column;
}

/**
 * Finds the last closes before moments, in bars that come block by block. A bar is before a moment if it has ended by then; one
 * in which the moment lies is after it.
 */
export class ClosesBefore {
  readonly #moments: Column;
  readonly #found: LastCloses;
  #next = 0;
  #close = Number.NaN;
  #end = Number.NaN;

  /** The moments ascend. */
  constructor(moments: Column) {
    this.#moments = moments;
    this.#found = { closes: new Float64Array(moments.length), ends: new Float64Array(moments.length) };
  }

  take(block: Block): void {
    const { times, close } = columnsOf(block, ['times', 'close']);
    for (let row = 0; row < block.rows; row++) {
      while (this.#moments[this.#next]! < times[row]!) this.#set();
      this.#close = close[row]!;
      this.#end = times[row]!;
    }
  }

  finish(): LastCloses {
    while (this.#next < this.#moments.length) this.#set();
    return this.#found;
  }

  #set(): void {
    this.#found.closes[this.#next] = this.#close;
    this.#found.ends[this.#next] = this.#end;
    this.#next++;
  }
}
