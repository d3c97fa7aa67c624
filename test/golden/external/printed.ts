/** A number as a file prints it: its value, and half a unit of its last digit. */
export interface Printed {
  readonly value: number;
  readonly half: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Reads a cell; undefined where it holds no number (empty, NaN). */
export function printed(cell: string): Printed | undefined {
  const text = cell.trim();
  const parts = NUMBER.exec(text);
  if (text === '' || parts === null) return undefined;
  const [, , , fraction = '', exponent = '0'] = parts;
  return { value: Number(text), half: 0.5 * Number(`1e${Number(exponent) - fraction.length}`) };
}

/**
 * Whether ours is what was printed: to 1e-9, or to half a unit of the last printed digit where that is more (and a
 * hair, as a value that lies on the middle of two may be printed as either), or to the relative difference a case allows.
 */
export function agrees(ours: number, { value, half }: Printed, within: number): boolean {
  const size = Math.max(Math.abs(value), 1);
  return Math.abs(ours - value) <= Math.max(1e-9 * size, half * (1 + 1e-6), within * size);
}
