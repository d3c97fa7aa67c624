import { type Palette, RUN_COLORS } from '../palette.ts';

const DASHES = [undefined, '6 3', '2 3'] as const;

/** The colour of the k-th curve of several, from 0. */
export function runColor(look: Palette, k: number): string {
  const colors = [look.run1, look.run2, look.run3, look.run4, look.run5, look.run6];
  return colors[k % RUN_COLORS]!;
}

/** How it is dashed: not at all while colours last. */
export const runDash = (k: number): string | undefined => DASHES[Math.floor(k / RUN_COLORS) % DASHES.length];
