import type { HappeningKind } from '../sessions/happening.ts';

/** What a run file says of alerts: a command or URL by kind, `*` for all others; null for none. */
export type NotifySpec = { readonly [K in HappeningKind | '*']?: string | null | undefined };
