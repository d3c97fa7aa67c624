import { z } from 'zod';
import { fee } from './fee.ts';
import { financing } from './financing.ts';
import { latency } from './latency.ts';
import { bars, byModel, notNegative, oneOf, section } from './leaf.ts';

const whom = { on: oneOf(['all', 'entry']).optional(), where: oneOf(['all', 'inside']).optional() };

const slippage = byModel('none, ticks, amount, percent, half-spread, volatility, volume-share, square-root', [
  section({ model: z.literal('none') }),
  section({ model: z.literal('ticks'), ticks: notNegative, ...whom }),
  section({ model: z.literal('amount'), amount: notNegative, ...whom }),
  section({ model: z.literal('percent'), rate: notNegative, ...whom }),
  section({ model: z.literal('half-spread'), spread: notNegative, ...whom }),
  section({ model: z.literal('volatility'), share: notNegative, period: bars, ...whom }),
  section({ model: z.literal('volume-share'), impact: notNegative, ...whom }),
  section({ model: z.literal('square-root'), coefficient: notNegative, period: bars, ...whom }),
]);

/** What trading costs. Nothing by default, which every result says in a warning. */
export const costs = section({
  fee: fee.default({ model: 'none' }),
  slippage: slippage.default({ model: 'none' }),
  latency,
  financing,
}).prefault({});
