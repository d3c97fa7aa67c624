import { HISTORY, Line } from '../model/line.ts';

/**
 * Whether `a` has just crossed above `b`: above it now, and below it when they last differed. A tie between is no side,
 * so a cross that pauses at equality is one cross, reported when it is completed. False until both are ready; a tie of
 * more than 1024 rows, or one that began before both were ready, leaves no side known.
 */
export function crossedAbove(a: Line, b: Line | number): boolean {
  return typeof b === 'number' ? a.value > b && sideOfLevel(a, b) < 0 : a.hasRisenAbove(b);
}

/** Whether `a` has just crossed below `b`; the mirror of `crossedAbove`. */
export function crossedBelow(a: Line, b: Line | number): boolean {
  return typeof b === 'number' ? a.value < b && sideOfLevel(a, b) > 0 : b.hasRisenAbove(a);
}

function sideOfLevel(a: Line, level: number): number {
  let side = 0;
  for (let n = 1; side === 0 && n <= HISTORY; n++) side = Line.back(a, n) - level;
  return side;
}
