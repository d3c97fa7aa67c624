import { z } from 'zod';
import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import { FEE_PRESETS } from '../../engine/broker/sim/fees/presets/presets.ts';
import { parseTime } from '../../engine/model/time.ts';
import { anyNumber, byModel, notNegative, oneOf, positive, section, word } from './leaf.ts';

const TIERS = 'a list of tiers, the first from 0, each from more than the one before it';
const STEPS = 'a list of steps, each from a later date than the one before it';
const A_DATE = 'an ISO date such as 2026-04-04';
const DAYS = 'a number of days above 0, or "month"';
const A_TIER = 'the number of a tier, from 0, or "volume"';
const PARTS = 'a list of fees';

const of = z.lazy(() => fee);
const bounds = {
  of,
  min: notNegative.optional(),
  max: notNegative.optional(),
  maxRate: notNegative.optional(),
  roundUp: positive.optional(),
};
const makerTaker = { maker: anyNumber, taker: anyNumber };
const rises = (values: readonly number[]): boolean => values.every((value, k) => value > (values[k - 1] ?? Number.NEGATIVE_INFINITY));

const tiers = z
  .array(section({ from: notNegative, ...makerTaker }), TIERS)
  .refine((list) => list[0]?.from === 0 && rises(list.map(({ from }) => from)), TIERS);

const steps = z
  .array(section({ from: word(A_DATE).refine((text) => !Number.isNaN(parseTime(text)), A_DATE), of }), STEPS)
  .refine((list) => list.length > 0 && rises(list.map(({ from }) => parseTime(from))), STEPS);

const names = Object.keys(FEE_PRESETS) as [string, ...string[]];

/** A venue's schedule: what it has not is refused here, where it was given. */
const preset = section({
  model: z.literal('preset'),
  name: oneOf(names),
  tier: z.union([z.literal('volume'), z.int().nonnegative()], A_TIER).default(0),
  volume: notNegative.optional(),
  bnb: z.boolean('true or false').optional(),
  exchange: section(makerTaker).optional(),
}).superRefine((one, context) => {
  const { tiers: count, options } = FEE_PRESETS[one.name]!;
  const refuse = (field: keyof typeof one, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message, input: one[field] });
  if (count === 0 ? one.tier !== 0 : typeof one.tier === 'number' && one.tier >= count)
    refuse('tier', count === 0 ? '0: all pay the same' : `"volume", or a number from 0 to ${count - 1}`);
  if (one.volume !== undefined && one.tier !== 'volume') refuse('volume', 'absent where "tier" is not "volume"');
  for (const option of ['bnb', 'exchange'] as const)
    if (one[option] !== undefined && !options.includes(option)) refuse(option, `absent: "${one.name}" has none`);
});

/** What a fill costs. */
export const fee: z.ZodType<FeeSpec> = byModel(
  'none, percent, per-share, per-contract, fixed, maker-taker, tiers, per-order, per-day, one-side, scale, sum, by-date, in, in-kind, preset',
  [
    section({ model: z.literal('none') }),
    section({ model: z.literal('percent'), rate: notNegative, fixed: notNegative.optional() }),
    section({
      model: z.literal('per-share'),
      perShare: notNegative,
      min: notNegative.optional(),
      max: notNegative.optional(),
      maxRate: notNegative.optional(),
    }),
    section({ model: z.literal('per-contract'), perContract: notNegative }),
    section({ model: z.literal('fixed'), amount: notNegative }),
    section({ model: z.literal('maker-taker'), ...makerTaker }),
    section({
      model: z.literal('tiers'),
      tiers,
      by: oneOf(['notional', 'units']).optional(),
      over: z.union([z.literal('month'), z.number().positive()], DAYS).optional(),
      updated: oneOf(['fill', 'hour', 'day']).optional(),
      marginal: z.boolean('true or false').optional(),
      volume: notNegative.optional(),
    }),
    section({ model: z.literal('per-order'), ...bounds, daily: z.boolean('true or false').optional() }),
    section({ model: z.literal('per-day'), ...bounds }),
    section({ model: z.literal('one-side'), side: oneOf(['buy', 'sell']), of }),
    section({ model: z.literal('scale'), factor: notNegative, of }),
    section({ model: z.literal('sum'), of: z.array(of, PARTS) }),
    section({ model: z.literal('by-date'), steps }),
    section({ model: z.literal('in'), currency: word('a currency such as "USD"'), of }),
    section({ model: z.literal('in-kind'), of }),
    preset,
  ],
);
