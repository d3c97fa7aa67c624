import { describe, expect, it } from 'vitest';
import { type LookaheadOptions, lookahead } from '../../../app/research/lookahead.ts';
import { DAY } from '../../../engine/model/time.ts';
import { type AnyStrategy, defineStrategy } from '../../../engine/strategy/define.ts';
import { custom } from '../../../engine/strategy/roles.ts';
import { lookaheadFault, lookaheadText } from '../../../reports/lookahead-text.ts';
import smaCross from '../../../strategies/sma-cross.ts';
import { built, builtOnetape } from '../built.ts';
import { folder, onetape } from '../in-process.ts';
import { CHEATS, FIT, lineOf } from './cheats.ts';
import { HONEST } from './honest.ts';

const DATA = 'synthetic:seed=3,bars=300,timeframe=1d';
const CSV = 'date,open,high,low,close,volume\n2024-01-01,1,1,1,1,1\n';

// Strategies that are files run in processes of their own, which are those of a user.
const { lookahead: inProcesses } = await built<typeof import('../../../app/research/lookahead.ts')>('app/research/lookahead');
const commandLine = (at: string, ...flags: readonly string[]) => builtOnetape(at, ['lookahead', 'run.json', ...flags]);

/** Proves with the strategy in this process, where that is not what is tested. */
const here = (strategy: AnyStrategy, feeds: unknown, options: LookaheadOptions = {}, rest: object = {}) =>
  lookahead({ strategy, feeds, ...rest }, { baseDir: folder(), cuts: 4, starts: 0, ...options });

describe('a strategy that knows what comes later', () => {
  it.each(Object.entries(CHEATS))('is found out, with its line: %s', async (_, source) => {
    const baseDir = folder({ 'cheat.ts': source, 'fit.ts': FIT, 'prices.csv': CSV });
    const record = await inProcesses({ strategy: './cheat.ts', feeds: { asset: DATA } }, { baseDir, cuts: 4, starts: 0, workers: 1 });
    expect(lookaheadFault(record)).toContain(`cheat.ts:${lineOf(source)}: Expected `);
    expect(record.isolated).toBe(true);
  });

  it('is told of which feed it knows the future', async () => {
    const two = defineStrategy({
      name: 'two',
      params: {},
      feeds: ['traded', 'watched'],
      setup(ctx) {
        const { traded, watched } = ctx.feeds;
        const { close } = watched as unknown as { close: { constructor: { at(line: unknown, row: number): number } } };
        return {
          onBar(bars) {
            if (bars !== watched) return;
            const next = close.constructor.at(close, (watched as unknown as { row: number }).row + 1);
            ctx.target(traded, next > watched.close.value ? 0.5 : -0.5);
          },
        };
      },
    });
    const record = await here(two, { traded: DATA, watched: 'synthetic:seed=4,bars=300,timeframe=1d' });
    expect(record).toMatchObject({ verdict: 'ahead', ahead: { feeds: ['watched'] } });
  });
});

describe('an honest strategy', () => {
  it.each(HONEST)('passes: $name', async ({ strategy, feeds, params }) => {
    const record = await here(strategy, feeds, {}, { params });
    expect(lookaheadFault(record)).toBeNull();
    expect(record.decisions).toBeGreaterThan(0);
  });

  it('passes in a process of its own as well, with a module, a constant and a package beside it', async () => {
    const baseDir = folder({
      'mine.ts': `import { defineStrategy } from 'onetape';
import { technical } from 'onetape/technicalindicators';
import { crosses } from './crosses.js';
import { period } from './terms.json';
export default defineStrategy({
  name: 'mine', params: {}, feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const trix = technical('trix', asset.close, { period });
    console.log('set up');
    return { onBar: () => void (crosses(trix, { value: 0 }) ? ctx.buy(asset) : ctx.close(asset)) };
  },
});`,
      'crosses.ts': 'export const crosses = (a: { value: number }, b: { value: number }): boolean => a.value > b.value;',
      'terms.json': { period: 5 },
    });
    const record = await inProcesses({ strategy: './mine.ts', feeds: { asset: DATA } }, { baseDir, cuts: 2, starts: 0 });
    expect(lookaheadFault(record)).toBeNull();
    expect(record.notes).toEqual([
      `the strategy reads "terms.json": what was worked out of later data before the run is known to it from the first row on`,
    ]);
  });
});

/** 200 days of prices that go up and down in an order that nobody sees, and a series that says something of each day at its close. */
const days = (say: (next: { readonly close: number; readonly rises: boolean; readonly weekHigh: number }) => number) => {
  let [state, price] = [1, 100];
  const closes = Array.from({ length: 207 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    price += (state % 1_000) / 100 - 5.01;
    return price;
  });
  const bars = closes.map((close, k) => {
    const open = closes[k - 1] ?? 100;
    return { openTs: k * DAY, ts: (k + 1) * DAY, open, close, high: Math.max(open, close), low: Math.min(open, close), volume: 1 };
  });
  const rows = bars.slice(0, 200).map(({ ts }, k) => {
    const next = bars[k + 1]!;
    const weekHigh = Math.max(...bars.slice(k, k + 7).map(({ high }) => high));
    return { knownAt: ts, level: say({ close: next.close, rises: next.close > next.open, weekHigh }) };
  });
  return { asset: { bars }, signal: { rows } };
};

const follower = defineStrategy({
  name: 'follower',
  params: {},
  feeds: ['asset', custom('signal')],
  setup(ctx) {
    const { asset, signal } = ctx.feeds;
    const level = signal.line('level');
    return { onData: () => void (level.value > asset.close.value / 2 ? ctx.buy(asset) : ctx.close(asset)) };
  },
});

describe('data that say what comes later', () => {
  it.each([
    ['the next close, shifted by one', 'are prices of "asset" that were made later', ({ close }: { close: number }) => close],
    ['the high of a week that is not over', 'are prices of "asset" that were made later', ({ weekHigh }: { weekHigh: number }) => weekHigh],
    ['the way of the next day', 'are the way that "asset" went next', ({ rises }: { rises: boolean }) => (rises ? 1 : -1)],
  ])('are found out: %s', async (_, words, say) => {
    const record = await here(follower, days(say));
    expect(lookaheadFault(record)).toMatch(/^Expected "knownAt" of "signal" to be when its rows became known, but the values of "level" /);
    expect(lookaheadFault(record)).toContain(words);
  });

  it('are not suspected for a signal that is often right', async () => {
    let n = 0;
    const often = days(({ rises }) => (rises === n++ % 4 > 0 ? 100 : 1));
    expect(await here(follower, often)).toMatchObject({ verdict: 'honest', foretold: [] });
  });

  it('are named as what cannot be proven', async () => {
    const { notes } = await here(
      follower,
      days(() => 1),
    );
    expect(notes[0]).toMatch(/^"signal" came as data: nothing can prove when a number was first known/);
  });
});

describe('a run that begins later', () => {
  const counting = (rows: number) =>
    defineStrategy({
      name: 'counting',
      params: {},
      feeds: ['asset'],
      setup(ctx) {
        const { asset } = ctx.feeds;
        let n = 0;
        return {
          onBar() {
            if (++n < rows) return;
            if (asset.close.value > asset.close.ago(rows - 1)) ctx.target(asset, 0.5);
            else ctx.close(asset);
          },
        };
      },
    });

  it('decides the same once it has seen as many rows as its strategy looks back', async () => {
    const { warmup } = await here(counting(20), { asset: DATA }, { starts: 2 });
    expect(warmup.starts.map(({ rows }) => rows)).toEqual([19, 19]);
    expect(warmup.starts.every(({ agreed }) => agreed > 50)).toBe(true);
  });

  it('says whether the declared warm-up is long enough', async () => {
    const text = async (warmup: number): Promise<string> =>
      lookaheadText(await here(counting(20), { asset: DATA }, { starts: 1 }, { warmup }));
    expect(await text(20)).toContain('after 19 rows, 181 decisions; the declared warm-up of 20 is enough');
    expect(await text(5)).toContain('the declared warm-up of 5 is too short');
  });
});

describe('onetape lookahead', () => {
  const run = { strategy: './mine.ts', feeds: { asset: DATA } };
  const reading = (path: string): string => `import { readFileSync } from 'node:fs';
import { defineStrategy } from 'onetape';
const weight = Number(readFileSync('${path}', 'utf8'));
export default defineStrategy({
  name: 'weighted', params: {}, feeds: ['asset'],
  setup: (ctx) => ({ onBar: () => void (ctx.feeds.asset.close.value > 100 ? ctx.target(ctx.feeds.asset, weight) : ctx.close(ctx.feeds.asset)) }),
});`;

  it('refuses a file that the strategy reads, unless the user allows it', async () => {
    const weights = folder({ weight: '0.5' });
    const at = folder({ 'run.json': run, 'mine.ts': reading(`${weights}/weight`) });
    const refused = await commandLine(at, '--cuts', '2', '--quiet');
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toBe(
      `mine.ts:3: Expected a strategy that knows only what it is given, but it tried to read the file "${weights}/weight"\n`,
    );
    const allowed = await commandLine(at, '--cuts', '2', '--allow', `${weights}/weight`, '--json', '-');
    expect(allowed).toMatchObject({ code: 0, err: '' });
    const { notes, cuts, verdict } = JSON.parse(allowed.out) as { notes: string[]; cuts: string[]; verdict: string };
    expect(verdict).toBe('honest');
    expect(cuts[0]).toMatch(/^2020-.*Z$/);
    expect(notes[0]).toContain('weight": what was worked out of later data before the run is known to it');
  });

  it('refuses what leads out of the process, and names each try with its line', async () => {
    const strategy = `import { defineStrategy } from 'onetape';
import { connect } from 'node:net';
import { execSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
export default defineStrategy({ name: 'mine', params: {}, feeds: ['asset'], setup() {
  try { void fetch('http://127.0.0.1:1'); } catch {}
  try { connect(1); } catch {}
  try { execSync('ls'); } catch {}
  try { void writeFile('x', ''); } catch {}
  return {};
} });`;
    const record = await inProcesses(run, { baseDir: folder({ 'mine.ts': strategy }), cuts: 1, starts: 0 });
    expect(record).toMatchObject({ verdict: 'refused', runs: 1 });
    expect(record.refused).toEqual([
      { what: 'use the network (fetch)', place: 'mine.ts:6' },
      { what: 'use the network (net.connect)', place: 'mine.ts:7' },
      { what: 'start a process (child_process.execSync)', place: 'mine.ts:8' },
      { what: 'write the file "x"', place: 'mine.ts:9' },
    ]);
    expect(lookaheadFault(record)).toBe(
      'mine.ts:6: Expected a strategy that knows only what it is given, but it tried to use the network (fetch)',
    );
  });

  it('proves nothing of a strategy that decides nothing', async () => {
    const record = await here(smaCross, { asset: 'synthetic:bars=5,timeframe=1d' });
    expect(record.verdict).toBe('nothing');
    expect(lookaheadFault(record)).toBe(
      'Expected decisions with data behind them, by which look-ahead could be found, but there was "none"',
    );
  });

  it.each([
    [['--cuts', '0'], 'Expected --cuts to be a whole number, 1 to 9999, but it was "0"'],
    [['--allow', 'none.txt'], 'Expected a file that the strategy may read, but there was none at "'],
    [['--param', 'fast=no'], '--param fast=no: Expected "fast" to be an integer'],
  ])('refuses %s', async (flags, sentence) => {
    const { code, err } = await onetape(folder(), ['lookahead', '--strategy', 'sma-cross', '--feed', `asset=${DATA}`, ...flags]);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it('refuses a setup that the engine refuses', async () => {
    const mine = `import { defineStrategy, sma } from 'onetape'; export default defineStrategy({ name: 'mine', params: {}, feeds: ['asset'], setup(ctx) { sma(ctx.feeds.asset.close, 0); return {}; } });`;
    const { code, err } = await commandLine(folder({ 'run.json': run, 'mine.ts': mine }), '--quiet');
    expect(code).toBe(2);
    expect(err).toMatch(/^Expected .* but it was "0"\n$/);
  });

  it('fails where the run itself does', async () => {
    const at = folder({
      'run.json': run,
      'mine.ts': `import { defineStrategy } from 'onetape'; export default defineStrategy({ name: 'mine', params: {}, feeds: ['asset'], setup: () => ({ onBar() { throw new Error('no'); } }) });`,
    });
    const { code, err } = await commandLine(at, '--quiet');
    expect(code).toBe(1);
    expect(err).toBe('Strategy "mine" threw in onBar at bar 0 of "SYNTH-3" (2020-01-02T00:00:00.000Z): no\n');
  });
});
