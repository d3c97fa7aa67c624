import type { Kernel, Line, LineDriver } from '../model/line.ts';

/** What computes nothing: the line's rows are filled by a kernel that fills several. */
const FILLED_BY_ANOTHER: Kernel = { advance() {} };

/**
 * A line for a kernel that fills several, made before that kernel's own: its further results are such lines, and the
 * kernel is derived with the first, `driver.derive((out) => new Kernel(source, out, second))`. NaN until written; the
 * kernel writes every row of every line, NaN where there is no value.
 */
export function furtherOutput(driver: LineDriver): Line {
  return driver.derive(() => FILLED_BY_ANOTHER);
}
