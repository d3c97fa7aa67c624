import type { Acts, RiskAction } from '../spec.ts';

/** How long trading stays restricted: milliseconds, to the next session, as long as the cause lasts, or (null) for good. */
export type CoolDown = number | 'next-session' | 'cause' | null;

/** Numbers that outlive a session, by name; NaN for what is not known. */
export type Memory = Readonly<Record<string, number>>;

/** What a breaker measures. Every `watch` of it says why its limit is reached, or undefined. */
export interface Measure {
  /** Begins to measure anew: trading goes on at this equity. */
  rearm(ts: number, equity: number): void;
  memory(): Memory;
  recall(memory: Memory): void;
  /** All of it, for the same breaker of the same run; what it is told of beside that is not its own. */
  save(): readonly number[];
  restore(saved: readonly number[]): void;
}

/** A measure of equity, told of each value at a close. */
export interface EquityMeasure extends Measure {
  watch(ts: number, equity: number): string | undefined;
}

/** A limit, what is done when it is reached, and for how long. */
export interface Breaker<M extends Measure = Measure> {
  /** `max-drawdown`. */
  readonly name: string;
  /** The strategy on whose equity it looks, and which it stops; -1 is the account. */
  readonly strategy: number;
  readonly action: RiskAction;
  readonly coolDown: CoolDown;
  readonly measure: M;
}

/** A rule's own action and cool-down in place of those that are usual. */
export type Usual = { readonly action: RiskAction; readonly coolDown: CoolDown; readonly read: (text: string) => number };

/** What a rule does. `read` turns a length of time into milliseconds. */
export function actsOf(rule: Acts | number | string, { action, coolDown, read }: Usual): Pick<Breaker, 'action' | 'coolDown'> {
  if (typeof rule !== 'object') return { action, coolDown };
  const own = rule.coolDown;
  return {
    action: rule.action ?? action,
    coolDown: own === undefined ? coolDown : own === null || own === 'next-session' ? own : read(own),
  };
}
