import { z } from 'zod';
import { anyNumber, byModel, notNegative, oneOf, only, section } from './leaf.ts';

const fee = byModel('none, percent, per-share, fixed, maker-taker', [
  section({ model: z.literal('none') }),
  section({ model: z.literal('percent'), rate: notNegative, fixed: notNegative.optional() }),
  section({
    model: z.literal('per-share'),
    perShare: notNegative,
    min: notNegative.optional(),
    max: notNegative.optional(),
    maxRate: notNegative.optional(),
  }),
  section({ model: z.literal('fixed'), amount: notNegative }),
  section({ model: z.literal('maker-taker'), maker: anyNumber, taker: anyNumber }),
]);

const slippage = byModel('none, ticks, percent', [
  section({ model: z.literal('none') }),
  section({ model: z.literal('ticks'), ticks: notNegative, on: oneOf(['all', 'entry']).optional() }),
  section({ model: z.literal('percent'), rate: notNegative, on: oneOf(['all', 'entry']).optional() }),
]);

/** What trading costs. Nothing by default, which every result says in a warning. */
export const costs = section({
  fee: fee.default({ model: 'none' }),
  slippage: slippage.default({ model: 'none' }),
  latency: section({ order: only(0, 'this version has no latency') }).prefault({}),
  financing: z.record(z.string(), z.never('absent: this version charges no financing'), 'an object').default({}),
}).prefault({});
