/** A broker did something else than the contract says. */
export class Breach extends Error {
  override readonly name = 'Breach';
}

/** Throws a Breach unless something holds; `expected` is a sentence that begins with "Expected". */
export function hold(holds: boolean, expected: string): asserts holds {
  if (!holds) throw new Breach(expected);
}

/** Throws a Breach unless two values are one; numbers may differ by the rounding of their last bits. */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (isSame(actual, expected)) return;
  throw new Breach(`Expected ${what} to be ${shown(expected)}, but it was ${shown(actual)}`);
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, k) => isSame(one, b[k]));
  return a === b;
}

const shown = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : JSON.stringify(value));
