import { z } from 'zod';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import type { SizerModel } from '../../engine/sizing/sizer.ts';
import type { CapTerms, SizerSpec, SizerTree } from '../../engine/sizing/sizer-spec.ts';
import { isRecord } from './is-record.ts';
import { bars, byModel, chosen, notNegative, oneOf, positive, section, share } from './leaf.ts';

const A_TIMEFRAME = 'null, or a timeframe such as "1d"';
const SOME = 'a whole number of bars, from 2 to 1023';
const TRIPS = 'a whole number of round trips, 1 or more';
const A_LIMIT = 'an object with at least one of qty, notional, fraction';

const timeframe = z
  .string(A_TIMEFRAME)
  .refine((text) => parseTimeframe(text) !== undefined, A_TIMEFRAME)
  .nullable()
  .default(null);
const some = z.int(SOME).min(2, SOME).max(1023, SOME);
const periodsPerYear = positive.nullable().default(null);
const of = z.lazy(() => tree);
const parity = { period: some.default(60), timeframe, exposure: positive.default(1) };

/** Whether a sizer, or one that it is made of, is a program's own function. */
export const isOwnSizer = (spec: SizerTree): boolean => typeof spec.model === 'function' || ('of' in spec && isOwnSizer(spec.of));

/** A sizer as JSON can say it: a function is named, not held. */
export const writtenSizer = (spec: SizerTree): unknown =>
  JSON.parse(JSON.stringify(spec, (_, value: unknown) => (typeof value === 'function' ? 'own' : value)));

/** Whether a cap caps anything. */
function limits(cap: object): boolean {
  const { qty, notional, fraction } = cap as CapTerms;
  return qty !== undefined || notional !== undefined || fraction !== undefined;
}

/** Every sizer with fields that are on the outermost one only. */
const sizersWith = <M extends z.ZodRawShape>(more: M) =>
  byModel(
    'fixed, notional, fraction-of-equity, fixed-fractional, atr, volatility-target, kelly, risk-parity, equal-risk, drawdown-scaled, cap, scale, round-to',
    [
      section({ model: z.literal('fixed'), qty: positive, ...more }),
      section({ model: z.literal('notional'), notional: positive, ...more }),
      section({ model: z.literal('fraction-of-equity'), fraction: positive.default(0.99), ...more }),
      section({ model: z.literal('fixed-fractional'), risk: share, ...more }),
      section({ model: z.literal('atr'), risk: share, multiple: positive.default(2), period: bars.default(14), timeframe, ...more }),
      section({
        model: z.literal('volatility-target'),
        target: positive,
        period: some.default(60),
        timeframe,
        scope: oneOf(['position', 'portfolio']).default('position'),
        periodsPerYear,
        ...more,
      }),
      section({
        model: z.literal('kelly'),
        fallback: share,
        multiple: positive.default(0.5),
        floor: notNegative.default(0),
        cap: positive.default(1),
        min: z.int(TRIPS).min(1, TRIPS).default(30),
        bet: oneOf(['notional', 'stop']).default('notional'),
        ...more,
      }),
      section({ model: z.literal('risk-parity'), ...parity, periodsPerYear, ...more }),
      section({ model: z.literal('equal-risk'), ...parity, ...more }),
      section({ model: z.literal('drawdown-scaled'), of, limit: share, ...more }),
      section({
        model: z.literal('cap'),
        of,
        qty: positive.optional(),
        notional: positive.optional(),
        fraction: positive.optional(),
        ...more,
      }).refine(limits, A_LIMIT),
      section({ model: z.literal('scale'), of, factor: positive, ...more }),
      section({ model: z.literal('round-to'), of, lot: positive, ...more }),
    ],
  );

const outermost = { at: oneOf(['signal', 'fill']).default('signal'), fit: z.boolean('true or false').default(false) };
const own = z.custom<SizerModel>((value) => typeof value === 'function');
const isOwn = (raw: unknown): boolean => isRecord(raw) && typeof raw['model'] === 'function';

/** A sizer by name, or one of a program's own. */
const either = <T>(named: z.ZodType<T>, more: z.ZodRawShape): z.ZodType<T> =>
  chosen((raw) => (isOwn(raw) ? (section({ model: own, ...more }) as unknown as z.ZodType<T>) : named));

const tree: z.ZodType<SizerTree> = either<SizerTree>(sizersWith({}), {});

/** The model where none is named, though something else of the sizer is. */
const usual = (raw: unknown): unknown => (isRecord(raw) && raw['model'] === undefined ? { model: 'fraction-of-equity', ...raw } : raw);

/** How big an order is that names no quantity: 99 % of equity by default, at the price of the signal. */
export const sizer = z.preprocess(usual, either<SizerSpec>(sizersWith(outermost), outermost)).prefault({});
