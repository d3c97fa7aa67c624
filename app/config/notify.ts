import type { z } from 'zod';
import { isUrl } from '../alerts/is-url.ts';
import { HAPPENINGS } from '../sessions/happening.ts';
import { section, word } from './leaf.ts';

const A_HOOK = 'null, a command, or a URL';

const hook = word(A_HOOK)
  .refine((text) => text.trim() !== '' && (!isUrl(text) || URL.canParse(text.replace(/\$\{\w+\}/g, 'x'))), A_HOOK)
  .nullable()
  .optional();

type Hooks = { -readonly [K in (typeof HAPPENINGS)[number] | '*']: typeof hook };

/** Commands and URLs that are told of what happens in a paper or live session; nothing by default. */
export const notify = section(
  Object.fromEntries([...HAPPENINGS, '*'].map((kind) => [kind, hook])) as Hooks satisfies z.ZodRawShape,
).optional();
