import { ConfigError } from '../engine/model/errors.ts';
import { type BarColumns, barColumns } from '../engine/model/series.ts';
import { barEnd, parseTimeframe, type Timeframe } from '../engine/model/timeframe.ts';
import { contentHash } from './hash.ts';
import type { LoadedBars } from './loaded.ts';

/** 2020-01-01T00:00Z, where every synthetic series begins. */
const BEGIN = 1_577_836_800_000;

/** As many bars as a few gigabytes hold. */
const MOST_BARS = 50_000_000;

const round4 = (x: number): number => Math.floor(x * 10_000 + 0.5) / 10_000;

/**
 * Bars of a random walk from mulberry32, the same on every machine: six draws a bar, prices of four decimals from 100,
 * volume 1000 to 9999. The walk depends on the seed alone, so a shorter series is the beginning of a longer one.
 */
export function syntheticBars(seed: number, bars: number, timeframe: Timeframe): BarColumns {
  const columns = barColumns(bars);
  const { openTimes, times, open, high, low, close, volume } = columns;
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  let previous = 100;
  let start = BEGIN;
  for (let row = 1; row <= bars; row++) {
    const o = round4(previous * (1 + (draw() - 0.5) * 0.0002));
    const c = round4(o * (1 + (draw() + draw() - 1) * 0.001));
    const end = 'ms' in timeframe ? start + timeframe.ms : barEnd(timeframe, start);
    openTimes[row] = start;
    times[row] = end;
    open[row] = o;
    high[row] = round4(Math.max(o, c) * (1 + draw() * 0.0005));
    low[row] = round4(Math.min(o, c) * (1 - draw() * 0.0005));
    close[row] = c;
    volume[row] = 1000 + Math.floor(draw() * 9000);
    previous = c;
    start = end;
  }
  return columns;
}

/** Reads `seed=1,bars=100000,timeframe=1m` (each may be left out) and makes the bars; throws a ConfigError for anything else. */
export function loadSynthetic(text: string): LoadedBars {
  const given = new Map<string, string>();
  for (const part of text === '' ? [] : text.split(',')) {
    const [name = '', value = ''] = part.split('=').map((piece) => piece.trim());
    if (!['seed', 'bars', 'timeframe'].includes(name)) {
      throw new ConfigError(`Expected seed, bars or timeframe in "synthetic:${text}", but it was "${part}"`);
    }
    given.set(name, value);
  }
  const seed = whole('seed', given.get('seed') ?? '42', 0, 4_294_967_295);
  const bars = whole('bars', given.get('bars') ?? '100000', 1, MOST_BARS);
  const length = given.get('timeframe') ?? '1m';
  const timeframe = parseTimeframe(length);
  if (timeframe === undefined)
    throw new ConfigError(`Expected timeframe to be such as 1m, 1h or 1d in a synthetic source, but it was "${length}"`);
  const columns = syntheticBars(seed, bars, timeframe);
  return {
    kind: 'bars',
    id: `SYNTH-${seed}`,
    columns,
    timeframe: length,
    hash: contentHash('bars', timeframe.text, { ...columns }),
    warnings: [],
  };
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new ConfigError(`Expected ${name} of a synthetic source to be a whole number from ${min} to ${max}, but it was "${text}"`);
}
