import type { Block } from '../../../data/block.ts';

/** How many bars the source of these tests has: thirty windows and a bit. */
export const ROWS = 1_000_000;

/** One-minute bars `from` up to, not including, `to` of a source that is the same whenever it is read. */
export function bars(from: number, to: number): Block {
  const column = (value: (k: number) => number): Float64Array => Float64Array.from({ length: to - from }, (_, k) => value(from + k));
  const price = (shift: number) => column((k) => 100 + ((Math.imul(k + shift, 2_654_435_769) >>> 12) % 20_000) / 100);
  return {
    rows: to - from,
    columns: {
      openTimes: column((k) => k * 60_000),
      times: column((k) => (k + 1) * 60_000),
      open: price(0),
      high: price(1),
      low: price(2),
      close: price(3),
      volume: column((k) => k % 1000),
    },
  };
}
