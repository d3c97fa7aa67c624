import { expect } from 'vitest';
import { runBars, type TestFeed, type TestOptions } from '../../app/testing.ts';
import type { AnyStrategy } from '../../engine/index.ts';
import { seededRandom } from '../../engine/loop/random.ts';
import type { Drawing } from './drawing.ts';
import type { DrawnBook } from './drawn-book.ts';

const BARS = 300;

/** What excerpts run over: bars that rise and fall enough for every cross, and a score every ten bars. */
export function excerptFeeds(): Record<string, TestFeed> {
  const score = Array.from({ length: BARS / 10 }, (_, k) => ({ bar: k * 10, score: (k % 3) - 1 }));
  return { asset: walk(1), other: walk(2), universe: [walk(3), walk(4), walk(5)], signal: score };
}

function walk(seed: number): (readonly [number, number, number, number, number])[] {
  const random = seededRandom(seed);
  let close = 100;
  return Array.from({ length: BARS }, (_, k) => {
    const open = close;
    close = open * (1 + (random() - 0.5) * 0.04 + (Math.floor(k / 40) % 2 === 0 ? 0.002 : -0.002));
    const [top, bottom] = [Math.max(open, close), Math.min(open, close)];
    return [open, top * (1 + random() * 0.01), bottom * (1 - random() * 0.01), close, 1000 + Math.floor(random() * 9000)] as const;
  });
}

/** Runs drawn bars and expects the fills that are drawn. */
export function runDrawing(strategy: AnyStrategy, { bars, fills, options }: Drawing): void {
  const flat = bars.map(() => 1);
  const feeds = { asset: bars, other: flat, universe: [flat], signal: [] };
  const run = runBars(strategy, feeds, new Function(`return ${options}`)() as TestOptions);
  const seen = run.fills.map(({ bar, side, price, certainty }) => ({ bar: bar + 1, side, price: Number(price.toFixed(6)), certainty }));
  expect(
    seen.map((fill, k) => (fills[k] !== undefined && fills[k].certainty === undefined ? { ...fill, certainty: undefined } : fill)),
  ).toEqual(fills);
}

/** Runs a drawn book and expects the fills that are drawn. */
export function runBook(strategy: AnyStrategy, { quotes, trades, fills, options, rowAt }: DrawnBook): void {
  const given = new Function(`return ${options}`)() as TestOptions;
  const run = runBars(strategy, { asset: quotes }, trades.length === 0 ? given : { ...given, trades: { asset: trades } });
  const seen = run.fills.map(({ ts, side, qty, price, certainty }) => ({ ts, side, qty, price, certainty }));
  expect(seen).toEqual(fills.map(({ row, ...fill }) => ({ ts: rowAt(row), ...fill })));
}
