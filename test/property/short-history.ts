import { readdirSync } from 'node:fs';
import type { AnyStrategy } from '../../engine/strategy/define.ts';

const FOLDER = new URL('../../strategies/', import.meta.url);

/** Every strategy that comes with the package. */
export const BUILT_IN: readonly AnyStrategy[] = await Promise.all(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => ((await import(new URL(file, FOLDER).href)) as { default: AnyStrategy }).default),
);

/** Short periods, so that a short history holds many decisions. */
const SHORT: Readonly<Record<string, number>> = {
  ...{ fast: 3, slow: 8, lookback: 6, entry: 8, exit: 4, period: 6, channel: 8, trend: 12, window: 6, recent: 3 },
};

/** What strategies need beyond their defaults to have something to do in a short history. */
const PARAMS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  rotation: { every: '1d', top: 1 },
  'dual-momentum': { every: '1d', hurdle: -0.5 },
  'dollar-cost-averaging': { every: '1d' },
  'trend-following': { every: '1d' },
  // A session of the whole day, whose range is that of its first four hours.
  'opening-range': { start: 0, end: 0, range: 240 },
  'rsi-reversion': { low: 45, shorts: true },
  'bollinger-squeeze': { width: 1, shorts: true },
  'pairs-rolling': { enter: 1, leave: 0.5, fit: 0 },
  'funding-carry': { enter: 0.02, leave: 0, reverse: true },
  'order-script': {
    script: {
      commands: Array.from({ length: 30 }, (_, k) => ({
        at: { bar: 7 * k },
        feed: 'asset',
        submit: { ref: `o${k}`, side: k % 2 === 0 ? 'buy' : 'sell', type: 'market', qty: 3, stopLoss: { pct: 0.02 } },
      })),
    },
  },
};

/** Parameters of a strategy for a short history, as a run file gives them. */
export const shortParams = ({ name, params }: AnyStrategy): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(SHORT).filter(([key]) => key in params)),
  ...PARAMS[name],
});
