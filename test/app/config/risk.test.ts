import { describe, expect, it } from 'vitest';
import { backtest } from '../../../app/backtest.ts';
import { parseRunSpec } from '../../../app/config/parse.ts';
import type { RunSpec } from '../../../app/config/run-spec.ts';
import { defineStrategy } from '../../../engine/index.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { resultJson } from '../../../reports/json.ts';

const RUN = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } };
const read = (risk: unknown) => parseRunSpec({ ...RUN, risk }, 'run.json').risk;

describe('the risk of a run file', () => {
  it('is nothing unless it is asked for', () => {
    expect(read({})).toEqual({ maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null });
  });

  it('is read as it is written: a limit alone, with what it does, for all or by name', () => {
    const risk = {
      maxDrawdown: { limit: 0.2, action: 'flatten', coolDown: '1d' },
      maxDailyLoss: 0.03,
      maxPositionNotional: { A: 5_000, '*': 100 },
      maxWeeklyLoss: { limit: 0.05 },
      stopLoss: 0.3,
      takeProfit: { limit: 2, coolDown: null },
      trailingStop: null,
      maxLosingDays: 3,
      maxLosingTrades: { limit: 5, action: 'halt', coolDown: 'next-session' },
      maxOrderQty: 10,
      maxOrderNotional: null,
      maxGrossExposure: 2,
      maxSectorExposure: { tech: 0.3 },
      maxCorrelatedExposure: { limit: 0.5, window: 60, every: '1h' },
      countWorking: false,
      priceCollar: 0.05,
      duplicateWindow: '500ms',
      maxOrderRate: { orders: 10, per: '1s' },
      marginCheck: true,
      allow: ['A'],
      deny: [],
      sides: 'long-only',
      maxBarRange: { limit: 4, period: 20, action: 'reduce' },
      maxSilence: '10m',
      maxOutage: { limit: '0s', coolDown: '1m' },
      strategies: { trend: { maxDrawdown: 0.1, stopLoss: { limit: 0.2, action: 'reduce' } } },
      dayBegins: '22:00',
      human: [{ at: '2024-01-01T12:00:00Z', order: 'kill' }],
      state: {
        holds: [{ who: 'kill', strategyId: null, state: 'halted', flatten: true, since: '2024-01-01T00:00:00.000Z', until: null }],
        memory: { 'max-drawdown': { peak: 12_000.5 } },
      },
    };
    expect(read(risk)).toEqual(risk);
    expect(read(read(risk))).toEqual(risk);
  });

  it.each([
    ['Expected "risk.maxDrawdown" to be a fraction above 0, at most 1, but it was "20"', { maxDrawdown: 20 }],
    ['Expected "risk.maxDrawdown.limit" to be a fraction above 0, at most 1, but it was missing', { maxDrawdown: {} }],
    [
      'Expected "risk.maxDrawdown.action" to be one of reduce, halt, flatten, but it was "stop"',
      { maxDrawdown: { limit: 0.1, action: 'stop' } },
    ],
    [
      'Expected "risk.maxDrawdown.coolDown" to be null, "next-session", or a length of time such as "500ms", "30s", "10m", "4h", "1d" or "1w", but it was "1 day"',
      { maxDrawdown: { limit: 0.1, coolDown: '1 day' } },
    ],
    [
      'Expected a key of "risk.maxDrawdown" to be one of limit, action, coolDown, but it was "cooldown"; did you mean "coolDown"?',
      { maxDrawdown: { limit: 0.1, cooldown: '1d' } },
    ],
    ['Expected "risk.maxPositionNotional" to be a number above 0, but it was "0"', { maxPositionNotional: 0 }],
    ['Expected "risk.maxOrderQty.A" to be a number above 0, but it was "-1"', { maxOrderQty: { A: -1 } }],
    ['Expected "risk.maxLosingTrades" to be a whole number, 1 or more, but it was "2.5"', { maxLosingTrades: 2.5 }],
    [
      'Expected "risk.maxOrderRate.per" to be a length of time such as "500ms", "30s", "10m", "4h", "1d" or "1w", but it was "0s"',
      { maxOrderRate: { orders: 1, per: '0s' } },
    ],
    ['Expected "risk.maxOrderRate.orders" to be a whole number, 1 or more, but it was "0"', { maxOrderRate: { orders: 0, per: '1s' } }],
    [
      'Expected "risk.maxCorrelatedExposure.window" to be a whole number, 2 or more, but it was "1"',
      { maxCorrelatedExposure: { limit: 1, window: 1 } },
    ],
    ['Expected "risk.maxOrderRate" to be an object with orders, per, but it was "5"', { maxOrderRate: 5 }],
    ['Expected "risk.sides" to be one of both, long-only, short-only, but it was "long"', { sides: 'long' }],
    ['Expected "risk.allow" to be a list of instruments by their ids, but it was "A"', { allow: 'A' }],
    ['Expected "risk.dayBegins" to be a time of day in UTC such as "22:00", but it was "24:00"', { dayBegins: '24:00' }],
    [
      'Expected "risk.maxSilence" to be a length of time such as "500ms", "30s", "10m", "4h", "1d" or "1w", but it was "10"',
      { maxSilence: 10 },
    ],
    [
      'Expected "risk.human[0].order" to be one of kill, release, close-all, active, reducing, halted, but it was "stop"',
      { human: [{ at: '2024-01-01', order: 'stop' }] },
    ],
    ['Expected "risk.human[0].at" to be an ISO time, but it was "noon"', { human: [{ at: 'noon', order: 'kill' }] }],
    ['Expected "risk.human" to be a list of what is said, each an object with at and order, but it was "kill"', { human: 'kill' }],
    [
      'Expected "risk.state.holds[0].since" to be an ISO time, but it was "soon"',
      { state: { holds: [{ who: 'kill', strategyId: null, state: 'halted', flatten: true, since: 'soon', until: null }], memory: {} } },
    ],
  ])('%s', (sentence, risk) => {
    expect(() => read(risk)).toThrow(new ConfigError(sentence, { place: 'run.json' }));
  });
});

describe('a run with risk', () => {
  const prices = [10, 10, 9, 8.5, 8, 8, 8, 8];
  const bars = prices.map((price, k) => ({ ts: Date.UTC(2024, 0, k + 1), open: price, high: price, low: price, close: price }));
  const strategy = defineStrategy({
    name: 'holder',
    params: {},
    feeds: ['asset'],
    setup: (ctx) => ({ onBar: ({ close }) => void (close.value !== 9 && ctx.buy(ctx.feeds.asset, { qty: close.value === 10 ? 500 : 1 })) }),
  });
  const run = (risk: NonNullable<RunSpec['risk']>) =>
    backtest({ strategy, feeds: { asset: { bars, timeframe: '1d' } }, account: { cash: 10_000 }, risk }, { place: 'run.json' });

  it('says in its result what became of trading, what was refused, and what the next run has to know', async () => {
    const { risk, refusals, warnings } = await run({ maxDrawdown: { limit: 0.07, action: 'flatten' }, maxOrderQty: 500 });
    expect(risk.transitions).toMatchObject([{ strategyId: null, from: 'active', to: 'halted', who: 'max-drawdown' }]);
    expect(risk.state).toEqual({
      holds: [{ who: 'max-drawdown', strategyId: null, state: 'halted', flatten: true, since: '2024-01-04T00:00:00.000Z', until: null }],
      memory: { 'max-drawdown': { peak: 10_000 } },
    });
    expect(refusals).toEqual({ 'trading-halted': 5 });
    expect(warnings).toContain(
      'max-drawdown was reached at 2024-01-04T00:00:00.000Z: everything was closed, and from then on no order was let through',
    );
  });

  it('writes it as JSON that the next run can be given', async () => {
    const first = JSON.parse(resultJson(await run({ maxDrawdown: { limit: 0.07, action: 'halt' } })));
    expect(first.risk.transitions).toMatchObject([{ ts: '2024-01-04T00:00:00.000Z', who: 'max-drawdown' }]);
    const second = await run({ maxDrawdown: 0.07, state: first.risk.state });
    expect(second.refusals).toEqual({ 'trading-halted': 7 });
  });

  it('may be stopped by a person at a time, and stays so in the run that goes on from it', async () => {
    const first = await run({ human: [{ at: '2024-01-03T12:00:00Z', order: 'kill' }] });
    expect(first.risk.transitions).toMatchObject([{ ts: Date.UTC(2024, 0, 3, 12), from: 'active', to: 'halted', who: 'kill' }]);
    // 500 are bought at the open of the 3rd, which is the close of the 2nd; all is sold at the next open.
    expect(first.fills.map(({ side, qty, tag }) => [side, qty, tag])).toEqual([
      ['buy', 500, null],
      ['buy', 500, null],
      ['sell', 1_000, 'kill'],
    ]);
    expect((await run({ state: first.risk.state })).fills).toEqual([]);
    const released = await run({ state: first.risk.state, human: [{ at: '2024-01-04', order: 'release' }] });
    expect(released.refusals).toEqual({ 'trading-halted': 2 });
  });

  it('refuses limits of what is not in it, and says where', async () => {
    await expect(run({ maxOrderQty: { X: 1 } })).rejects.toThrow(
      /^run\.json: Expected "risk\.maxOrderQty" to name instruments of the run \(.+\), but it was "X"/,
    );
    await expect(run({ strategies: { holder: { stopLoss: 0.1 } } })).rejects.toThrow(
      'run.json: Expected the strategy "holder" to have a capital',
    );
  });

  it('has the hash of a run without, where nothing is refused', async () => {
    const plain = await run({});
    const watched = await run({
      maxDrawdown: 0.9,
      maxOrderQty: 1e6,
      maxGrossExposure: 50,
      maxOrderRate: { orders: 100, per: '1s' },
      maxBarRange: { limit: 1e6, period: 2 },
      maxSilence: '30d',
      maxLosingDays: 50,
    });
    expect(watched.resultHash).toBe(plain.resultHash);
  });
});
