import { runBacktest } from '../../engine/loop/backtest.ts';
import type { BarCalendar } from '../../engine/research/bar-calendar.ts';
import type { Point } from '../../engine/research/point.ts';
import { later, type Span } from '../../engine/research/span.ts';
import { resultOf } from '../run-result.ts';
import type { TrialRunner } from './trial-runner.ts';

/** When the `count` stretches end by which trials keep what they earned: one of them is run again, and its times are parted likewise. */
export async function stretchEnds(runner: TrialRunner, point: Point, count: number): Promise<readonly number[]> {
  const { spec, prepared } = await runner.prepare({ number: 0, point });
  const { ts } = resultOf(runBacktest(prepared.parts), prepared, spec, '').analysis.returns;
  const together = Math.ceil(ts.length / count);
  return Array.from({ length: count }, (_, k) => ts[Math.min((k + 1) * together, ts.length) - 1]!);
}

/** How many stretches a span reaches over, the last one begun included. */
export function stretchesIn(span: Span, { opens, closes }: BarCalendar, count: number): number {
  const length = closes.at(-1)! - opens[0]!;
  const time = later(opens[0]!, span) - opens[0]!;
  return Math.ceil((time / length) * count - 1e-9) + Math.ceil((span.bars / opens.length) * count - 1e-9);
}
