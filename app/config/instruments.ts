import { z } from 'zod';
import { parseTime } from '../../engine/model/time.ts';
import { anyNumber, notNegative, oneOf, positive, section, word } from './leaf.ts';

const RATE = 'a fraction from 0 to 1';
const rate = z.number(RATE).min(0, RATE).max(1, RATE);
const TIERS = 'a list of tiers, each up to more than the one before it, the last to null';
const A_TIME = 'an ISO date or time such as 2024-03-15T13:30:00Z';

/** What a position binds, and below which it is closed, by its notional. */
const margin = z
  .array(section({ upTo: positive.nullable(), initial: rate, maintenance: rate }), TIERS)
  .refine(
    (tiers) => tiers.every(({ upTo }, k) => (k === tiers.length - 1 ? upTo === null : upTo !== null && upTo > (tiers[k - 1]?.upTo ?? 0))),
    TIERS,
  );

/** What holding overnight costs or earns; positive is income. */
export const swap = section({
  long: anyNumber,
  short: anyNumber,
  unit: oneOf(['price', 'rate']).default('rate'),
  triple: oneOf(['wednesday', 'friday']).default('wednesday'),
});

const instrument = section({
  id: word('a text').optional(),
  tickSize: notNegative.optional(),
  stepSize: notNegative.optional(),
  multiplier: positive.optional(),
  contract: oneOf(['spot', 'linear', 'inverse', 'quanto']).optional(),
  quote: word('a currency such as "USD"').optional(),
  settle: word('a currency such as "USD"').optional(),
  minNotional: notNegative.optional(),
  calendar: word('a calendar such as "24/7" or "XNYS"').optional(),
  margin: margin.optional(),
  marginMode: oneOf(['cross', 'isolated']).optional(),
  borrow: section({ rate: notNegative.optional(), available: notNegative.optional() }).optional(),
  swap: swap.optional(),
  expiry: word(A_TIME)
    .refine((text) => !Number.isNaN(parseTime(text)), A_TIME)
    .optional(),
  settlement: oneOf(['cash', 'physical']).optional(),
  settlementPrice: positive.optional(),
  sector: word('a text').optional(),
});

/** Instruments by the name of a role, or by their own id. */
export const instruments = z.record(z.string(), instrument, 'an object of instruments').prefault({});

/** What a run says of one instrument. */
export type InstrumentEntry = z.output<typeof instrument>;
