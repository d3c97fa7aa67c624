import { describe, expect, it } from 'vitest';
import { sma } from '../../../engine/indicators/sma.ts';
import { Answers } from '../../../engine/loop/answers.ts';
import { canonical, parsed } from '../../../engine/loop/canonical.ts';
import type { EpochState } from '../../../engine/loop/epoch.ts';
import type { EpochEntry, StepEntry } from '../../../engine/loop/journal.ts';
import { resumeEpoch } from '../../../engine/loop/live-epoch.ts';
import { LiveSession } from '../../../engine/loop/live-session.ts';
import { replay } from '../../../engine/loop/replay.ts';
import type { BarSeries } from '../../../engine/model/series.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import type { Handlers } from '../../../engine/strategy/define.ts';
import { randomParts } from '../../property/random-run.ts';
import { loud, paper } from '../live-world.ts';
import { bars, follow, type Plan, partsOf, type Row, trader } from '../world.ts';

const commandsOf = (steps: readonly StepEntry[]): string[] => steps.flatMap(({ commands }) => commands.map(canonical));

describe('a session in epochs', () => {
  it.each([1, 2, 3, 4, 5, 6])('does what it does without them (seed %i)', async (seed) => {
    const plain = await paper(() => randomParts(seed));
    const { notebook } = await paper(() => randomParts(seed), 7 * HOUR);
    expect(notebook.entries.filter(({ kind }) => kind === 'epoch').length).toBeGreaterThan(4);
    expect(commandsOf(notebook.steps)).toEqual(commandsOf(plain.notebook.steps));
  });

  it('remembers the stop loss of an order until it is sized by it, or over', async () => {
    const flat: Row = [100, 101, 99, 100];
    const terms = { size: { fraction: 0.1, at: 'fill' }, limit: 50, stopLoss: { price: 40 } } as const;
    const plan = (ctx: Context<{ asset: BarSeries }>): Plan => ({ 0: () => ctx.buy(ctx.feeds.asset, terms), 2: () => ctx.cancel(1) });
    const setup = (ctx: Context<{ asset: BarSeries }>): Handlers => follow(ctx.feeds.asset, plan(ctx));
    const { notebook } = await paper(() => partsOf([trader({ asset: bars('A', '1d', [flat, flat, flat, flat, flat]) }, setup)]), DAY);
    const epochs = notebook.entries.filter((entry): entry is EpochEntry => entry.kind === 'epoch');
    expect(epochs.map(({ state }) => (state as { readonly session: EpochState }).session.router.stops.length)).toEqual([1, 0, 0]);
  });

  it.each([1, 2, 3])('goes on from its newest epoch alone (seed %i)', async (seed) => {
    const { notebook } = await paper(() => randomParts(seed), 7 * HOUR);
    const from = notebook.entries.map(({ kind }) => kind).lastIndexOf('epoch');
    const [epoch, ...rest] = parsed(canonical(notebook.entries.slice(from))) as [EpochEntry, ...StepEntry[]];
    const live = new LiveSession(randomParts(seed), { failed: loud });
    resumeEpoch(live, new Answers(), epoch);
    const { divergence, steps } = replay(live, rest);
    expect(divergence).toBeUndefined();
    expect(steps).toBeGreaterThan(5);
  });

  const hours = (count: number): Row[] => Array.from({ length: count }, (_, k) => [10 + (k % 5), 15, 9, 10 + (k % 5)] as const);

  it('writes down no row that it no longer holds', async () => {
    const parts = () => {
      const asset = bars('A', '1h', hours(6_000));
      return partsOf([
        trader({ asset }, (ctx) => {
          const average = sma(ctx.feeds.asset.close, 400);
          return { onBar: () => void average.value };
        }),
      ]);
    };
    const { notebook } = await paper(parts, 2_500 * HOUR);
    const epochs = notebook.entries.filter((entry) => entry.kind === 'epoch');
    expect(epochs.length).toBeGreaterThan(1);
    for (const { ts, warmUp } of epochs)
      expect(warmUp.map(({ values }) => values[1])).toEqual(warmUp.map((_, k) => ts - (warmUp.length - 1 - k) * HOUR));
  });

  it('makes longer bars of what came before the epoch too', async () => {
    const seen: number[] = [];
    const parts = () => {
      const asset = bars('A', '1h', hours(60));
      return partsOf([
        trader({ asset }, (ctx) => {
          const days = ctx.resample(ctx.feeds.asset, '1d');
          return { onBar: (one) => void (one === days && seen.push(days.open.value, days.volume.value)) };
        }),
      ]);
    };
    await paper(parts);
    const plain = seen.splice(0);
    await paper(parts, 7 * HOUR);
    expect(plain.length).toBe(4);
    expect(seen.slice(-2)).toEqual(plain.slice(-2));
  });
});
