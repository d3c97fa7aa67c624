import { z } from 'zod';
import { byModel, oneOf, positive, section, share } from './leaf.ts';

const at = oneOf(['signal', 'fill']).default('signal');

/** How big an order is that names no quantity: 99 % of equity by default, at the price of the signal. */
export const sizer = byModel('fixed, notional, fraction-of-equity, fixed-fractional', [
  section({ model: z.literal('fixed'), qty: positive, at }),
  section({ model: z.literal('notional'), notional: positive, at }),
  section({ model: z.literal('fraction-of-equity'), fraction: positive.default(0.99), at }),
  section({ model: z.literal('fixed-fractional'), risk: share, at }),
]).prefault({ model: 'fraction-of-equity' });
