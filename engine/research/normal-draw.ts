import { log } from '../model/pinned-math.ts';
import type { Drawn } from './drawn.ts';

/** A number of the standard normal distribution. Source: Marsaglia and Bray, SIAM Review 6(3), 1964 (the polar method). */
export function normalDraw(random: Drawn): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const size = x * x + y * y;
    if (size > 0 && size < 1) return x * Math.sqrt((-2 * log(size)) / size);
  }
}
