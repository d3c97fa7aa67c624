import type { RiskSpec } from '../../engine/risk/spec.ts';

/** What is known when a session asks for real money. */
export interface GateFacts {
  /** Whether real money was asked for by a flag. */
  readonly asked: boolean;
  readonly venue: string;
  /** The id of the account as the venue says it, and as a person typed it; undefined where nobody did. */
  readonly account: string;
  readonly typed: string | undefined;
  readonly risk: RiskSpec;
  /** What reconciling found that nobody has explained, in words; empty where the venue and we agree. */
  readonly drift: readonly string[];
  /** The venue's clock less ours, and how far it may be off, milliseconds. */
  readonly skew: number;
  readonly maxSkew: number;
  /** What `mayGoLive` says. */
  readonly promotion: readonly string[];
  /** Why a person goes live without the promotion; undefined where nobody does. */
  readonly override: string | undefined;
}

/** Whether real money may be traded. */
export interface Passage {
  /** Why not, a sentence each; empty where it may be. */
  readonly reasons: readonly string[];
  /** What a person decided against a reason: to be written down and told; undefined where nothing was. */
  readonly decision: string | undefined;
}

/** The gate before real money. Only what is missing of a promotion can be overridden, by a person who says why. */
export function gate(facts: GateFacts): Passage {
  const { asked, venue, account, typed, risk, drift, skew, maxSkew, promotion, override } = facts;
  const reasons: string[] = [];
  if (!asked) reasons.push('Expected --real-money to trade an account that holds some, but it was missing');
  if (typed === undefined) reasons.push(`Expected the id of the account at ${venue} to be typed (or --account), but it was missing`);
  else if (typed !== account) reasons.push(`Expected the id of the account at ${venue}, "${account}", but it was "${typed}"`);
  reasons.push(...missingLimits(risk));
  for (const what of drift) reasons.push(`Expected the account at ${venue} as we know it, but ${what}`);
  if (!(Math.abs(skew) <= maxSkew))
    reasons.push(
      `Expected a clock within ${maxSkew} ms of that of ${venue}, but it was ${Number.isNaN(skew) ? 'not compared' : `"${Math.round(skew)}" ms off`}`,
    );
  const given = override?.trim() ?? '';
  if (override !== undefined && given === '') reasons.push('Expected a reason after --override, but it was missing');
  if (promotion.length === 0 || given === '') return { reasons: [...reasons, ...promotion], decision: undefined };
  return { reasons, decision: `live without promotion: ${given} (${promotion.join('; ')})` };
}

/** Limits without which nothing may go wrong: one on losses, and one on the size of orders or positions. */
export function missingLimits(risk: RiskSpec): string[] {
  const has = (name: keyof RiskSpec): boolean => risk[name] !== undefined && risk[name] !== null;
  const reasons: string[] = [];
  if (!has('maxDrawdown') && !has('maxDailyLoss'))
    reasons.push('Expected "risk.maxDrawdown" or "risk.maxDailyLoss" to be set, but both were missing');
  if (!has('maxOrderNotional') && !has('maxPositionNotional'))
    reasons.push('Expected "risk.maxOrderNotional" or "risk.maxPositionNotional" to be set, but both were missing');
  return reasons;
}
