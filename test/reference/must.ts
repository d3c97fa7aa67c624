/** The value, which must be there. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Expected ${what}, but there was none`);
  return value;
}
