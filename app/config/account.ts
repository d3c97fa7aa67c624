import { z } from 'zod';
import { oneOf, positive, section, word } from './leaf.ts';

const MAINTENANCE = 'a fraction from 0 to 1';

/**
 * Money and credit. A margin account of leverage 1 by default: shorts are allowed, as strategies expect, and longs
 * are never bought on credit. `maintenance` counts where `liquidation` is on: it is a share of the notional held.
 */
export const account = section({
  cash: positive.default(100_000),
  type: oneOf(['cash', 'margin']).default('margin'),
  leverage: positive.default(1),
  maintenance: z.number(MAINTENANCE).min(0, MAINTENANCE).max(1, MAINTENANCE).default(0.25),
  liquidation: oneOf(['none', 'at-close']).default('none'),
  negativeBalance: oneOf(['owed', 'forgiven']).default('owed'),
  currency: word('a currency such as "USD"').optional(),
})
  .refine((one) => one.type === 'margin' || one.leverage === 1, { path: ['leverage'], error: '1 in a cash account' })
  .prefault({});
