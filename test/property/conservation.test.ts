import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { BarSeries } from '../../engine/model/series.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { OrderOptions } from '../../engine/strategy/order-options.ts';
import { partsOf, type Terms, trader } from '../engine/world.ts';
import { PATIENCE, tries } from '../tries.ts';
import { Audit } from './audit.ts';
import { type Deed, deed, LENGTHS, walk } from './random-world.ts';

const BARS = 40;
type Feeds = { readonly a: BarSeries; readonly b: BarSeries };

const world = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  deeds: fc.array(deed(BARS), { minLength: 5, maxLength: 60 }),
  lengths: fc.tuple(fc.constantFrom(...Object.values(LENGTHS)), fc.constantFrom(...Object.values(LENGTHS))),
  gaps: fc.boolean(),
  strategies: fc.constantFrom(1, 1, 2),
  steps: fc.constantFrom(0, 0.1, 1),
  multiplier: fc.constantFrom(1, 1, 5),
  account: fc.constantFrom(
    { type: 'margin', leverage: 1 },
    { type: 'margin', leverage: 4 },
    { type: 'cash', leverage: 1 },
  ) as fc.Arbitrary<{ type: 'margin' | 'cash'; leverage: number }>,
  fee: fc.constantFrom(
    { model: 'none' },
    { model: 'percent', rate: 0.002 },
    { model: 'per-share', perShare: 0.01, min: 0.5, max: 3 },
    { model: 'maker-taker', maker: -0.0002, taker: 0.0007 },
  ) as fc.Arbitrary<NonNullable<Terms['fee']>>,
  slippage: fc.constantFrom(
    { model: 'none' },
    { model: 'percent', rate: 0.003 },
    { model: 'ticks', ticks: 2, on: 'entry' },
  ) as fc.Arbitrary<NonNullable<Terms['slippage']>>,
  sizer: fc.constantFrom(
    { model: 'fixed', qty: 3 },
    { model: 'fraction-of-equity', fraction: 0.4, at: 'fill' },
    { model: 'fraction-of-equity', fraction: 0.3, at: 'signal' },
    { model: 'fixed-fractional', risk: 0.02, at: 'fill' },
    { model: 'notional', notional: 700 },
  ) as fc.Arbitrary<NonNullable<Terms['sizer']>>,
  simulator: fc.record({
    touch: fc.constantFrom('through', 'fill') as fc.Arbitrary<'through' | 'fill'>,
    fillOn: fc.constantFrom('next-open', 'next-open', 'on-close') as fc.Arbitrary<'next-open' | 'on-close'>,
    exitsFrom: fc.constantFrom('fill', 'next-bar') as fc.Arbitrary<'fill' | 'next-bar'>,
  }),
});

/** The order a deed stands for, with prices around the newest close. */
function optionsOf(deed: Deed, close: number, now: number, parent: number): OrderOptions {
  const level = (distance: number): number => Math.max(close + distance / 4, 0.25);
  return {
    ...(deed.qty === undefined ? {} : { qty: deed.qty }),
    ...(deed.type.endsWith('limit') ? { limit: level(deed.limit) } : {}),
    ...(deed.type.startsWith('stop') ? { trigger: level(deed.trigger) } : {}),
    ...(deed.stopLoss === undefined ? {} : { stopLoss: { pct: deed.stopLoss } }),
    ...(deed.takeProfit === undefined ? {} : { takeProfit: { pct: deed.takeProfit } }),
    ...(deed.tif === 'gtd' ? { expiresAt: now + (1 + Math.abs(deed.limit)) * 1_800_000 } : { tif: deed.tif }),
    ...(deed.oco === 0 ? {} : { oco: deed.oco }),
    ...(deed.child && parent !== 0 ? { parent } : {}),
    reduceOnly: deed.reduceOnly && deed.side === 'sell',
  };
}

function act(ctx: Context<Feeds>, deed: Deed, own: { last: number }): void {
  const feed = deed.instrument === 0 ? ctx.feeds.a : ctx.feeds.b;
  const close = feed.close.value;
  if (Number.isNaN(close)) return;
  const open = ctx.openOrders(feed);
  const chosen = open[Math.abs(deed.trigger) % Math.max(open.length, 1)];
  if (deed.verb === 'order') own.last = ctx[deed.side](feed, optionsOf(deed, close, ctx.now, own.last));
  else if (deed.verb === 'close') ctx.close(feed, { portion: deed.qty === undefined ? 1 : 0.5 });
  else if (deed.verb === 'target') ctx.target(feed, deed.limit / 40);
  else if (chosen === undefined) return;
  else if (deed.verb === 'cancel') ctx.cancel(chosen);
  else {
    const { limit, trigger } = optionsOf({ ...deed, type: 'stop-limit' }, close, ctx.now, 0);
    ctx.replace(chosen, { limit: limit!, trigger: trigger!, ...(deed.qty === undefined ? {} : { qty: deed.qty }) });
  }
}

describe('whatever a strategy does', PATIENCE, () => {
  const tally = { fills: 0, events: 0, trips: 0 };

  it('cash and marked positions are equity, positions are signed fills, and no fill is better than the market', () => {
    const holds = (one: typeof world extends fc.Arbitrary<infer W> ? W : never): void => {
      const columns = one.lengths.map((length, k) => walk(one.seed + k, BARS, length, { gaps: one.gaps }));
      const feeds: Feeds = { a: new BarSeries('A', columns[0]!), b: new BarSeries('B', columns[1]!) };
      const spec = { tickSize: 0.25, stepSize: one.steps };
      const instruments = { A: spec, B: { ...spec, multiplier: one.multiplier } };
      const traders = Array.from({ length: one.strategies }, (_, s) =>
        trader(feeds, (ctx) => {
          const own = { last: 0 };
          const deeds = one.deeds.filter((_deed, k) => k % one.strategies === s);
          return {
            onBar(bars) {
              const series = bars.id === 'A' ? feeds.a : feeds.b;
              for (const each of deeds)
                if (each.bar === series.row - 1 && each.instrument === (bars.id === 'A' ? 0 : 1)) act(ctx, each, own);
            },
            onFill({ qty, side }) {
              if (deeds.length % 3 === 0 && qty > 20) ctx.sell(ctx.feeds.a, { qty: 1, trigger: ctx.feeds.a.close.value - 1 });
              if (deeds.length % 3 === 1 && side === 'buy') ctx.close(ctx.feeds.a);
            },
          };
        }),
      );
      const { fee, slippage, sizer, simulator, account } = one;
      const parts = partsOf(traders, { fee, slippage, sizer, simulator, instruments, account: { ...account, cash: 6_000 } });
      const { touch, fillOn } = simulator;
      const audit = new Audit({
        instruments: [instrumentOf('A', instruments.A), instrumentOf('B', instruments.B)],
        columns,
        startCash: 6_000,
        touch,
        onClose: fillOn === 'on-close',
      });
      const run = audit.watch(() => runBacktest(parts));
      expect(audit.faults).toEqual([]);
      const outcome = new Outcome(run);
      expect(outcome.fills).toHaveLength(audit.fills);
      expect(outcome.roundTrips.filter(({ qty }) => !(qty > 1e-9))).toEqual([]);
      const pnl = outcome.roundTrips.reduce((sum, trip) => sum + trip.pnl, 0);
      expect(Math.abs(pnl - audit.realized)).toBeLessThanOrEqual(1e-9 * (outcome.traded + 1));
      const { account: book } = run.session;
      expect(outcome.equity.value.at(-1)).toBe(book.equity);
      if (one.account.type === 'cash' && one.strategies === 1) for (const i of [0, 1]) expect(book.qty(i)).toBeGreaterThanOrEqual(0);
      tally.fills += audit.fills;
      tally.events += audit.events;
      tally.trips += outcome.roundTrips.length;
    };
    // Seeds that have found faults before.
    for (const seed of [11, 13, 15]) fc.assert(fc.property(world, holds), tries(1_000, seed));
    expect(tally.fills).toBeGreaterThan(5_000);
    expect(tally.trips).toBeGreaterThan(2_000);
  });
});
