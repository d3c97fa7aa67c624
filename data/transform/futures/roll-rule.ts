import { ConfigError } from '../../../engine/model/errors.ts';
import type { Contract } from './contract.ts';
import type { ContractDays } from './contract-days.ts';
import type { TradingDays } from './trading-days.ts';

/** When to go from one contract to the next. A rule is judged at the end of a trading day, and what it says holds from the next. */
export type RollRule =
  /** So many trading days before the last one: 0 holds to the end. */
  | { readonly rule: 'last-day'; readonly days: number }
  /** So many trading days before the first notice. */
  | { readonly rule: 'first-notice'; readonly days: number }
  /** On a day of the month of the last trading day, or so many months before it. */
  | { readonly rule: 'day-of-month'; readonly day: number; readonly monthsBefore?: number }
  /** When the next contract has traded more, on so many days in a row; 1 where absent. */
  | { readonly rule: 'volume'; readonly days?: number }
  /** When more of the next contract are outstanding, by numbers known at the end of so many days in a row; 1 where absent. */
  | { readonly rule: 'open-interest'; readonly days?: number };

/** A contract with its bars by day. */
export interface Dated extends Contract {
  readonly days: ContractDays;
}

/** Says at the end of each day, oldest first, whether a contract is to be left for the next. */
export type RollJudge = (date: number) => boolean;

/** What a rule says of two contracts. Throws a ConfigError where a contract lacks what the rule asks for. */
export function judgeOf(rule: RollRule, from: Dated, to: Dated, days: TradingDays): RollJudge {
  switch (rule.rule) {
    case 'last-day':
      return onOrAfter(days.before(from.lastTradingDay, whole('days', rule.days, 0)));
    case 'first-notice':
      return onOrAfter(days.before(known(from, 'firstNotice'), whole('days', rule.days, 0)));
    case 'day-of-month': {
      const last = new Date(from.lastTradingDay);
      const month = last.getUTCMonth() - whole('monthsBefore', rule.monthsBefore ?? 0, 0);
      return onOrAfter(Date.UTC(last.getUTCFullYear(), month, whole('day', rule.day, 1)));
    }
    case 'volume':
      return inARow(rule.days, (date) => to.days.volumeOn(date) > from.days.volumeOn(date));
    case 'open-interest':
      known(from, 'openInterest');
      known(to, 'openInterest');
      return inARow(rule.days, (date) => {
        const ts = days.endOf(date);
        return outstanding(to, ts) > outstanding(from, ts);
      });
  }
}

const onOrAfter =
  (due: number): RollJudge =>
  (date) =>
    date >= due;

function inARow(days: number | undefined, isSo: RollJudge): RollJudge {
  const needed = whole('days', days ?? 1, 1);
  let count = 0;
  return (date) => {
    count = isSo(date) ? count + 1 : 0;
    return count >= needed;
  };
}

function outstanding({ openInterest }: Contract, ts: number): number {
  const at = openInterest!.times.findLastIndex((known) => known <= ts);
  return at < 0 ? Number.NaN : openInterest!.value[at]!;
}

function known<K extends 'firstNotice' | 'openInterest'>(contract: Contract, name: K): NonNullable<Contract[K]> {
  const value = contract[name];
  if (value !== undefined) return value;
  throw new ConfigError(`Expected contract "${contract.id}" to have ${name}, which the roll rule asks for, but it was "undefined"`);
}

function whole(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new ConfigError(`Expected ${name} of a roll rule to be a whole number from ${least}, but it was "${value}"`);
}
