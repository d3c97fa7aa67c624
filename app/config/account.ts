import { z } from 'zod';
import { anyNumber, notNegative, oneOf, positive, section, share, word } from './leaf.ts';

const MAINTENANCE = 'a fraction from 0 to 1';
const A_RATE = "a source of the price of that currency in the account's, or a number above 0";
const SESSIONS = 'a whole number of sessions, 0 or more';

/**
 * Money and credit. A margin account of leverage 1 by default: shorts are allowed, as strategies expect, and longs
 * are never bought on credit. `maintenance` counts where `liquidation` is on: it is a share of the notional held.
 */
export const account = section({
  cash: positive.default(100_000),
  type: oneOf(['cash', 'margin']).default('margin'),
  leverage: positive.default(1),
  maintenance: z.number(MAINTENANCE).min(0, MAINTENANCE).max(1, MAINTENANCE).default(0.25),
  liquidation: oneOf(['none', 'at-close', 'intrabar']).default('none'),
  liquidationFee: notNegative.default(0),
  liquidationPart: share.default(1),
  negativeBalance: oneOf(['owed', 'forgiven']).default('owed'),
  balances: z.record(z.string(), anyNumber, 'an object of currencies and money').nullable().default(null),
  rates: z.record(z.string(), z.union([word(A_RATE), positive], { error: A_RATE }), 'an object of currencies and their rates').default({}),
  settlement: z.int(SESSIONS).nonnegative(SESSIONS).default(0),
  currency: word('a currency such as "USD"').optional(),
})
  .refine((one) => one.type === 'margin' || one.leverage === 1, { path: ['leverage'], error: '1 in a cash account' })
  .refine((one) => one.type === 'cash' || one.settlement === 0, {
    path: ['settlement'],
    error: '0 in a margin account, which lends until a sale has settled',
  })
  .prefault({});
