import { exp, log } from '../model/pinned-math.ts';

/** What expressions may call beside `if`: how many numbers each takes, and what it makes of them. */
export const FUNCTIONS: Readonly<Record<string, { readonly takes: number | 'any'; readonly of: (...values: number[]) => number }>> = {
  abs: { takes: 1, of: Math.abs },
  sqrt: { takes: 1, of: Math.sqrt },
  log: { takes: 1, of: log },
  exp: { takes: 1, of: exp },
  floor: { takes: 1, of: Math.floor },
  ceil: { takes: 1, of: Math.ceil },
  round: { takes: 1, of: Math.round },
  min: { takes: 'any', of: Math.min },
  max: { takes: 'any', of: Math.max },
};
