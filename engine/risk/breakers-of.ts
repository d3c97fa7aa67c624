import type { SessionTable } from '../model/calendar.ts';
import { ConfigError } from '../model/errors.ts';
import { actsOf, type Breaker, type CoolDown, type EquityMeasure } from './breakers/breaker.ts';
import { FromPeak } from './breakers/from-peak.ts';
import { FromPeriod } from './breakers/from-period.ts';
import { FromStart } from './breakers/from-start.ts';
import { LosingDays } from './breakers/losing-days.ts';
import { LosingTrades } from './breakers/losing-trades.ts';
import { Outage } from './breakers/outage.ts';
import { Silence } from './breakers/silence.ts';
import { UnusualBar } from './breakers/unusual-bar.ts';
import { mustKnow } from './checks/by-name.ts';
import { Days } from './days.ts';
import { durationOf } from './duration.ts';
import type { Acts, Limit, LossSpec, RiskAction, RiskSpec } from './spec.ts';

/** What a run's breakers look at, by strategy or instrument. */
export interface BreakerTerms {
  readonly spec: RiskSpec;
  /** Ids, and the equity each begins with: NaN for one without capital of its own. */
  readonly strategies: readonly string[];
  readonly capital: readonly number[];
  /** The equity at the start; NaN while it is not known. */
  readonly equity: number;
  readonly instruments: readonly string[];
  readonly calendars: readonly (SessionTable | undefined)[];
}

/** The breakers of a run, by what they are told. */
export interface Breakers {
  readonly equity: readonly Breaker<EquityMeasure>[];
  readonly days: readonly Breaker<LosingDays>[];
  readonly trades: Breaker<LosingTrades> | undefined;
  readonly bars: readonly Breaker<UnusualBar>[];
  readonly silence: Breaker<Silence> | undefined;
  readonly outage: Breaker<Outage> | undefined;
}

/** The breakers that are asked for. Throws a ConfigError for limits of a strategy that is not in the run, or has no capital. */
export function breakersOf(terms: BreakerTerms): Breakers {
  const { spec, strategies, capital, instruments, calendars } = terms;
  const days = new Days(spec.dayBegins ?? undefined);
  const { maxLosingTrades, maxBarRange, maxBarReturn, maxSilence, maxOutage } = spec;
  const own = Object.entries(spec.strategies ?? {}).map(([id, limits]) => {
    mustKnow(id, strategies, 'risk.strategies', 'strategies');
    const s = strategies.indexOf(id);
    if (Number.isNaN(capital[s]!))
      throw new ConfigError(
        `Expected the strategy "${id}" to have a capital, for the limits of "risk.strategies.${id}", but it was missing`,
      );
    return [s, limits, capital[s]!] as const;
  });
  const owners = [[-1, spec as LossSpec, terms.equity] as const, ...own];
  const losing = owners.flatMap(([strategy, { maxLosingDays }, equity]) =>
    isGiven(maxLosingDays)
      ? [breaker('max-losing-days', strategy, maxLosingDays, REDUCE, new LosingDays(limitOf(maxLosingDays), equity, days))]
      : [],
  );
  const unusual = Object.entries({ range: maxBarRange, return: maxBarReturn }).flatMap(([of, bar]) =>
    isGiven(bar) ? [breaker(`max-bar-${of}`, -1, bar, HALT, new UnusualBar(of as 'range', bar.limit, bar.period, instruments.length))] : [],
  );
  return {
    equity: [...owners.flatMap(([strategy, limits, equity]) => ofEquity(strategy, limits, equity, days)), ...losing],
    days: losing,
    trades: isGiven(maxLosingTrades)
      ? breaker('max-losing-trades', -1, maxLosingTrades, REDUCE, new LosingTrades(limitOf(maxLosingTrades)))
      : undefined,
    bars: unusual,
    silence: isGiven(maxSilence)
      ? breaker('max-silence', -1, maxSilence, WHILE_SILENT, new Silence(durationOf(limitOf(maxSilence)), instruments, calendars))
      : undefined,
    outage: isGiven(maxOutage) ? breaker('max-outage', -1, maxOutage, WHILE_DOWN, new Outage(durationOf(limitOf(maxOutage)))) : undefined,
  };
}

/** What is usual. */
const REDUCE = { action: 'reduce', coolDown: null } as const;
const FLATTEN = { action: 'flatten', coolDown: null } as const;
const HALT = { action: 'halt', coolDown: 'next-session' } as const;
const WHILE_SILENT = { action: 'reduce', coolDown: 'cause' } as const;
const WHILE_DOWN = { action: 'halt', coolDown: 'cause' } as const;

function ofEquity(strategy: number, limits: LossSpec, equity: number, days: Days): Breaker<EquityMeasure>[] {
  const { maxDrawdown, maxDailyLoss, maxWeeklyLoss, stopLoss, takeProfit, trailingStop } = limits;
  const found: Breaker<EquityMeasure>[] = [];
  const add = (name: string, limit: Limit | null | undefined, usual: Acting, make: (limit: number) => EquityMeasure): void => {
    if (isGiven(limit)) found.push(breaker(name, strategy, limit, usual, make(limitOf(limit))));
  };
  add('max-drawdown', maxDrawdown, REDUCE, (limit) => new FromPeak(limit, equity));
  add('max-daily-loss', maxDailyLoss, REDUCE, (limit) => new FromPeriod(limit, equity, (ts) => days.day(ts)));
  add('max-weekly-loss', maxWeeklyLoss, REDUCE, (limit) => new FromPeriod(limit, equity, (ts) => days.week(ts)));
  add('equity-stop-loss', stopLoss, FLATTEN, (limit) => new FromStart(limit, equity));
  add('equity-take-profit', takeProfit, FLATTEN, (limit) => new FromStart(-limit, equity));
  add('equity-trailing-stop', trailingStop, FLATTEN, (limit) => new FromPeak(limit, equity));
  return found;
}

interface Acting {
  readonly action: RiskAction;
  readonly coolDown: CoolDown;
}

const breaker = <M extends Breaker['measure']>(
  name: string,
  strategy: number,
  rule: Limit | Limit<string> | Acts,
  usual: Acting,
  measure: M,
): Breaker<M> => ({ name, strategy, measure, ...actsOf(rule, { ...usual, read: durationOf }) });

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

const limitOf = <T extends number | string>(limit: Limit<T>): T => (typeof limit === 'object' ? limit.limit : limit);
