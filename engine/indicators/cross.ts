import { HISTORY, type Line } from '../model/line.ts';

/**
 * Whether `a` has just crossed above `b`: above it now, and below it when they last differed. A tie between is no side,
 * so a cross that pauses at equality is one cross, reported when it is completed. False until both are ready; a tie of
 * more than 1024 rows, or one that began before both were ready, leaves no side known.
 */
export function crossedAbove(a: Line, b: Line | number): boolean {
  if (typeof b === 'number') return a.value > b && lastSide(a, b) < 0;
  if (!(a.value > b.value)) return false;
  const before = a.before;
  const other = b.before;
  return before < other || (before === other && lastSide(a, b) < 0);
}

/** Whether `a` has just crossed below `b`; the mirror of `crossedAbove`. */
export function crossedBelow(a: Line, b: Line | number): boolean {
  if (typeof b === 'number') return a.value < b && lastSide(a, b) > 0;
  if (!(a.value < b.value)) return false;
  const before = a.before;
  const other = b.before;
  return before > other || (before === other && lastSide(a, b) > 0);
}

/** 1 if `a` was above `b` when they last differed before now, -1 if below, 0 if that is not known. */
function lastSide(a: Line, b: Line | number): number {
  for (let n = 1; n <= HISTORY; n++) {
    const difference = a.ago(n) - (typeof b === 'number' ? b : b.ago(n));
    if (difference !== 0) return difference > 0 ? 1 : difference < 0 ? -1 : 0;
  }
  return 0;
}
