import { z } from 'zod';
import { isRecord } from './is-record.ts';
import { byModel, chosen, notNegative, section, word } from './leaf.ts';

const A_DELAY = 'milliseconds, 0 or above, or an object with a "model" or "values"';
const A_FILE = 'a list of milliseconds, or the path of a file of them';

const drawn = byModel('uniform, exponential', [
  section({ model: z.literal('uniform'), min: notNegative, max: notNegative }).refine(({ min, max }) => min <= max, {
    path: ['max'],
    error: 'at least "min"',
  }),
  section({ model: z.literal('exponential'), mean: notNegative }),
]);

const measured = section({
  values: chosen<readonly number[] | string>((raw) =>
    typeof raw === 'string' ? word(A_FILE) : z.array(notNegative, A_FILE).min(1, 'at least one value'),
  ),
});

/** A delay as a run file says it: measured ones may be in a file. */
export type DelayEntry = number | z.output<typeof drawn> | z.output<typeof measured>;

const delay = chosen<DelayEntry>((raw) => {
  if (typeof raw === 'number') return notNegative;
  if (!isRecord(raw)) return z.never(A_DELAY);
  return 'values' in raw ? measured : 'model' in raw ? drawn : z.never(A_DELAY);
});

/** How long things take, in milliseconds. Nothing takes time by default. */
export const latency = section({
  order: delay.default(0),
  feed: delay.default(0),
  response: delay.default(0),
}).prefault({});
