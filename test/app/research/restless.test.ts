import { describe, expect, it } from 'vitest';
import { lookahead } from '../../../app/research/lookahead.ts';
import { syntheticBars } from '../../../data/synthetic.ts';
import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { lookaheadFault } from '../../../reports/lookahead-text.ts';
import { everyClock } from '../../property/every-clock.ts';
import { folder } from '../in-process.ts';

const bars = (seed: number, timeframe: string, count = 900): string => `synthetic:seed=${seed},bars=${count},timeframe=${timeframe}`;
const FEEDS = { asset: bars(1, '1h'), others: [bars(2, '15m'), bars(3, '4h', 300)] };

/** Hours, and the five minutes they are made of. */
function hoursAndMinutes(): { readonly bars: readonly object[]; readonly timeframe: string; readonly finer: object } {
  const { openTimes, times, open, high, low, close } = syntheticBars(9, 10_800, parseTimeframe('5m')!);
  const barOf = (first: number, last: number): object => ({
    openTs: openTimes[first],
    ts: times[last],
    open: open[first],
    high: Math.max(...high.subarray(first, last + 1)),
    low: Math.min(...low.subarray(first, last + 1)),
    close: close[last],
  });
  const each = (count: number): object[] => Array.from({ length: 10_800 / count }, (_, k) => barOf(k * count + 1, (k + 1) * count));
  return { bars: each(12), timeframe: '1h', finer: { bars: each(1), timeframe: '5m' } };
}

describe('a strategy that is honest and restless passes', () => {
  it.each([
    ['as it is', {}],
    ['with fills on the close', { simulator: { fillOn: 'on-close' } }],
    ['with delays of any length', { costs: { latency: { order: { model: 'exponential', mean: 500_000 }, feed: 1_000, response: 700 } } }],
    ['with finer data behind its bars', { feeds: { ...FEEDS, asset: hoursAndMinutes() } }],
    ['with a sizer that measures', { sizer: { model: 'volatility-target', target: 0.2, period: 20, timeframe: '4h' } }],
    ['within limits that stop it', { risk: { maxDrawdown: 0.01, maxDailyLoss: 0.002 } }],
    ['after a warm-up', { warmup: 100 }],
    ['in a market of sessions', { instruments: { asset: { calendar: 'XNYS' } } }],
    ['over a stretch', { from: '2020-01-10', to: '2020-01-25' }],
  ])('%s', async (_, more) => {
    const record = await lookahead(
      { strategy: everyClock, feeds: FEEDS, account: { cash: 100_000, type: 'margin', leverage: 2 }, ...more },
      { baseDir: folder(), cuts: 6, starts: 1 },
    );
    expect(lookaheadFault(record)).toBeNull();
    expect(record.decisions).toBeGreaterThan(100);
  });
});
