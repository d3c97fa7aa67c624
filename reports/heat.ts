/** How deep the colour of a value is: -5 (a loss as great as any) to 5, 0 for none. */
export type Heat = (value: number) => number;

/** Colours by the share of the value that a tenth of all exceed in size, so that one extreme does not pale the rest. */
export function heatOf(values: readonly { readonly value: number }[]): Heat {
  const sizes = values
    .map(({ value }) => Math.abs(value))
    .filter((size) => size > 0)
    .sort((a, b) => a - b);
  const full = sizes[Math.ceil((sizes.length - 1) * 0.9)] ?? Number.POSITIVE_INFINITY;
  return (value) => (Number.isFinite(value) && value !== 0 ? Math.sign(value) * Math.min(5, Math.ceil((Math.abs(value) / full) * 5)) : 0);
}
