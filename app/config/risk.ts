import { z } from 'zod';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { parseTime } from '../../engine/model/time.ts';
import { breakersOf } from '../../engine/risk/breakers-of.ts';
import { checksOf } from '../../engine/risk/checks-of.ts';
import { durationOf } from '../../engine/risk/duration.ts';
import type { RiskSpec } from '../../engine/risk/spec.ts';
import { type PlaceOf, refusal } from './explain.ts';
import { isRecord } from './is-record.ts';
import { bars, chosen, oneOf, positive, section, share, word } from './leaf.ts';

const A_LENGTH = 'a length of time such as "500ms", "30s", "10m", "4h", "1d" or "1w"';
const A_COOL_DOWN = `null, "next-session", or ${A_LENGTH}`;
const A_COUNT = 'a whole number, 1 or more';
const A_TIME_OF_DAY = 'a time of day in UTC such as "22:00"';
const A_TIME = 'an ISO time';
const IDS = 'a list of instruments by their ids';

const count = z.int(A_COUNT).min(1, A_COUNT);
const length = z.string(A_LENGTH).refine((text) => durationOf(text) > 0, A_LENGTH);
const lengthOrNone = z.string(A_LENGTH).refine((text) => durationOf(text) >= 0, A_LENGTH);
const time = z.string(A_TIME).refine((text) => !Number.isNaN(parseTime(text)), A_TIME);
const ids = z.array(word('the id of an instrument'), IDS);

const acts = {
  action: oneOf(['reduce', 'halt', 'flatten']).optional(),
  coolDown: z
    .string(A_COOL_DOWN)
    .refine((text) => text === 'next-session' || durationOf(text) >= 0, A_COOL_DOWN)
    .nullable()
    .optional(),
};

/** A limit alone, or an object with what it does when it is reached. */
const limit = <T extends z.ZodType<number | string>>(value: T) =>
  chosen((raw) => (isRecord(raw) ? section({ limit: value, ...acts }) : value.nullable()) as z.ZodType<Acting<z.output<T>> | null>);

type Acting<T> = T | { readonly limit: T; readonly action?: 'reduce' | 'halt' | 'flatten'; readonly coolDown?: string | null };

/** One number, or one for each name. */
const byName = chosen(
  (raw) => (isRecord(raw) ? z.record(z.string(), positive) : positive.nullable()) as z.ZodType<number | Record<string, number> | null>,
);

/** Losses and gains of the account, or of one strategy. */
const losses = {
  maxWeeklyLoss: limit(share).optional(),
  stopLoss: limit(share).optional(),
  takeProfit: limit(positive).optional(),
  trailingStop: limit(share).optional(),
  maxLosingDays: limit(count).optional(),
};

const rate = section({ orders: count, per: length }).nullish();
const unusual = section({ limit: positive, period: bars, ...acts }).nullish();

const hold = section({
  who: word('a breaker'),
  strategyId: word('a strategy').nullable(),
  state: oneOf(['reducing', 'halted']),
  flatten: z.boolean('true or false'),
  since: time,
  until: time.nullable(),
});

const said = section({ at: time, order: oneOf(['kill', 'release', 'close-all', 'active', 'reducing', 'halted']) });

const A_STATE = 'what "risk.state" of a result says';

/** What stands between strategies and the market; nothing by default. */
export const risk = section({
  maxDrawdown: limit(share).default(null),
  maxDailyLoss: limit(share).default(null),
  maxPositionNotional: byName.default(null),
  maxOrderQty: byName.optional(),
  maxOrderNotional: byName.optional(),
  maxPositionQty: byName.optional(),
  maxGrossExposure: positive.nullish(),
  maxNetExposure: positive.nullish(),
  maxAssetExposure: byName.optional(),
  maxSectorExposure: byName.optional(),
  maxStrategyExposure: byName.optional(),
  maxCorrelatedExposure: section({
    limit: positive,
    window: z.int(A_COUNT).min(2, 'a whole number, 2 or more'),
    every: length.optional(),
  }).nullish(),
  countWorking: z.boolean('true or false').nullish(),
  priceCollar: positive.nullish(),
  duplicateWindow: length.nullish(),
  maxOrderRate: rate,
  maxStrategyOrderRate: rate,
  marginCheck: z.boolean('true or false').nullish(),
  allow: ids.nullish(),
  deny: ids.nullish(),
  sides: oneOf(['both', 'long-only', 'short-only']).nullish(),
  ...losses,
  maxLosingTrades: limit(count).optional(),
  maxBarRange: unusual,
  maxBarReturn: unusual,
  maxSilence: limit(length).optional(),
  maxOutage: limit(lengthOrNone).optional(),
  strategies: z
    .record(
      z.string(),
      section({ maxDrawdown: limit(share).optional(), maxDailyLoss: limit(share).optional(), ...losses }),
      'an object of limits by strategy',
    )
    .nullish(),
  dayBegins: z
    .string(A_TIME_OF_DAY)
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, A_TIME_OF_DAY)
    .nullish(),
  human: z.array(said, 'a list of what is said, each an object with at and order').nullish(),
  state: section({
    holds: z.array(hold, A_STATE),
    memory: z.record(z.string(), z.record(z.string(), z.number(A_STATE), A_STATE), A_STATE),
  }).nullish(),
}).prefault({});

/** Throws a ConfigError for a limit of an instrument, a sector or a strategy that is not in the run. */
export function checkRisk(
  spec: RiskSpec,
  instruments: readonly Instrument[],
  strategies: readonly { readonly id: string; readonly capital: number | null }[],
  place: PlaceOf,
): void {
  const names = strategies.map(({ id }) => id);
  const capital = strategies.map((one) => one.capital ?? Number.NaN);
  const ids = instruments.map(({ id }) => id);
  try {
    checksOf(spec, instruments, names);
    breakersOf({ spec, strategies: names, capital, equity: Number.NaN, instruments: ids, calendars: [] });
  } catch (error) {
    throw error instanceof ConfigError ? refusal(error.message, 'risk', place) : error;
  }
}
