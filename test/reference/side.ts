/** The page speaks of a buy; these words turn it into its mirror for a sell. */
import type { Bar, Side } from './stream.ts';

/** `a >= b` for a buy, `a <= b` for a sell. */
export const atLeast = (side: Side, a: number, b: number): boolean => (side === 'buy' ? a >= b : a <= b);

/** `a <= b` for a buy, `a >= b` for a sell. */
export const atMost = (side: Side, a: number, b: number): boolean => atLeast(side, b, a);

/** `a < b` for a buy, `a > b` for a sell. */
export const below = (side: Side, a: number, b: number): boolean => (side === 'buy' ? a < b : a > b);

/** The lower one for a buy, the higher one for a sell. */
export const better = (side: Side, a: number, b: number): number => (side === 'buy' ? Math.min(a, b) : Math.max(a, b));

/** The higher one for a buy, the lower one for a sell. */
export const worse = (side: Side, a: number, b: number): number => (side === 'buy' ? Math.max(a, b) : Math.min(a, b));

/** `a + b` for a buy, `a - b` for a sell. */
export const plus = (side: Side, a: number, b: number): number => (side === 'buy' ? a + b : a - b);

/** H for a buy, L for a sell. */
export const bad = (side: Side, bar: Bar): number => (side === 'buy' ? bar.high : bar.low);

/** L for a buy, H for a sell. */
export const good = (side: Side, bar: Bar): number => (side === 'buy' ? bar.low : bar.high);
