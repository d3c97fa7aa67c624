import { barEnd, type Timeframe } from '../../engine/model/timeframe.ts';
import type { Block } from '../block.ts';
import type { Row } from './source.ts';

/** Bars of a venue as a block: each knows its close, which is where its timeframe ends. */
export function barBlock(rows: readonly Row[], timeframe: Timeframe): Block {
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => row[at]!);
  const openTimes = column(0);
  return {
    rows: rows.length,
    columns: {
      openTimes,
      times: openTimes.map((time) => barEnd(timeframe, time)),
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
      volume: column(5),
    },
  };
}

/** Funding rates of a venue as a block. */
export function fundingBlock(rows: readonly Row[]): Block {
  return {
    rows: rows.length,
    columns: { times: Float64Array.from(rows, (row) => row[0]!), rate: Float64Array.from(rows, (row) => row[1]!) },
  };
}
