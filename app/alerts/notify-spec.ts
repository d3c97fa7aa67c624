import type { HappeningKind } from '../sessions/happening.ts';

/** What a run file says of alerts: a command or URL by kind, `*` for all others; null for none. */
export type NotifySpec = Readonly<Partial<Record<HappeningKind | '*', string | null>>>;
