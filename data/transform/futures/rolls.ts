import type { SessionTable } from '../../../engine/model/calendar.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { Block } from '../../block.ts';
import type { Contract } from './contract.ts';
import { ContractDays } from './contract-days.ts';
import { type Dated, judgeOf, type RollRule } from './roll-rule.ts';
import { TradingDays } from './trading-days.ts';

/** A change from one contract to the next. */
export interface Roll {
  /** When it was decided: at the end of the day and of its last bars. */
  readonly ts: number;
  /** The last trading day of which bars of the old contract are taken, as its midnight UTC. */
  readonly date: number;
  /** The ids of the contracts. */
  readonly from: string;
  readonly to: string;
  /** The last closes of that day or before, and when they were known; NaN where the contract had none. */
  readonly fromPrice: number;
  readonly toPrice: number;
  readonly fromTs: number;
  readonly toTs: number;
}

/** Contracts with their days, and the rolls between them. */
export interface RolledContracts {
  readonly contracts: readonly Dated[];
  readonly rolls: readonly Roll[];
}

/**
 * Decides from one contract to the next. A roll waits for a day on which both traded, at the latest for the last trading day; each
 * uses only what was known at its time. Contracts come in the order of their last trading days, without those that nobody rolls
 * into. Throws a ConfigError where they do not, or where one lacks what the rule asks for.
 */
export function rollsOf(given: readonly Contract[], rule: RollRule, sessions?: SessionTable): RolledContracts {
  const days = new TradingDays(sessions);
  const contracts = given.map((contract): Dated => ({ ...contract, days: new ContractDays(contract.bars, days) }));
  const reached = given.reduce((last, { bars }) => Math.max(last, bars.times[bars.times.length - 1] || last), Number.NEGATIVE_INFINITY);
  const rolls: Roll[] = [];
  for (let k = 0; k + 1 < contracts.length; k++) {
    const from = contracts[k]!;
    const to = contracts[k + 1]!;
    if (!(from.lastTradingDay < to.lastTradingDay)) {
      throw new ConfigError(`Expected contracts in the order of their last trading days, but it was "${from.id}" before "${to.id}"`);
    }
    const date = rollDate(from, to, rolls.at(-1)?.date ?? Number.NEGATIVE_INFINITY, rule, days);
    // A day that is still going on has decided nothing.
    if (!(days.endOf(date) <= reached)) break;
    const { price: fromPrice, ts: fromTs } = from.days.lastClose(date);
    const { price: toPrice, ts: toTs } = to.days.lastClose(date);
    const ts = Math.max(...[days.endOf(date), fromTs, toTs].filter((one) => !Number.isNaN(one)));
    rolls.push({ ts, date, from: from.id, to: to.id, fromPrice, toPrice, fromTs, toTs });
  }
  return { contracts, rolls };
}

/** The last day of a contract that is held from the day after `held`. */
function rollDate(from: Dated, to: Dated, held: number, rule: RollRule, days: TradingDays): number {
  const isDue = judgeOf(rule, from, to, days);
  for (const date of from.days.dates) {
    if (date <= held) continue;
    if (date >= from.lastTradingDay) break;
    if (isDue(date) && to.days.tradedOn(date)) return date;
  }
  return Math.max(from.lastTradingDay, held);
}

/** Rolls as a custom series, each known at its time: `fromPrice`, `toPrice`, their difference and their ratio. */
export function rollsBlock(rolls: readonly Roll[]): Block {
  const column = (of: (roll: Roll) => number) => Float64Array.from(rolls, of);
  return {
    rows: rolls.length,
    columns: {
      knownAt: column(({ ts }) => ts),
      about: column(({ date }) => date),
      fromPrice: column(({ fromPrice }) => fromPrice),
      toPrice: column(({ toPrice }) => toPrice),
      difference: column(({ fromPrice, toPrice }) => toPrice - fromPrice),
      ratio: column(({ fromPrice, toPrice }) => toPrice / fromPrice),
    },
  };
}
