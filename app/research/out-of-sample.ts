import { metricsOf } from '../../engine/analysis/measure.ts';
import { studyOf } from '../../engine/analysis/study.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import { isoTime } from '../../engine/model/time.ts';
import { cutRecord } from '../../engine/research/cut-record.ts';
import type { Dimension } from '../../engine/research/dimension.ts';
import type { Point } from '../../engine/research/point.ts';
import type { Piece } from '../../engine/research/stitched.ts';
import type { WalkWindow } from '../../engine/research/windows.ts';
import type { TrialRunner } from './trial-runner.ts';

/** What windows lay over the points of a search; no parameter has such a name. */
const FROM = 'run:from';
const TO = 'run:to';
const WARMUP = 'run:warmup';

/** The keys of a run specification that windows set. */
export const OF_WINDOWS: readonly Dimension[] = [
  { kind: 'choice', name: FROM, at: ['from'], choices: [] },
  { kind: 'choice', name: TO, at: ['to'], choices: [] },
  { kind: 'choice', name: WARMUP, at: ['warmup'], choices: [] },
];

/** What confines a run to the in-sample of a window. */
export const inSampleOf = ({ inSample: { from, to } }: WalkWindow): Point => ({ [FROM]: isoTime(from), [TO]: isoTime(to) });

/** A run over an out-of-sample. */
export interface OutOfSample {
  readonly piece: Piece;
  readonly metrics: Readonly<Record<string, number>>;
  readonly resultHash: string;
}

/**
 * Runs a point over the out-of-sample of a window. The in-sample and the gap after it are its warm-up: indicators and the
 * strategy's own memory are as they would be, and no order leaves before the first bar of the out-of-sample has closed.
 */
export async function runOutOfSample(
  runner: TrialRunner,
  point: Point,
  window: WalkWindow,
  names: readonly string[],
): Promise<OutOfSample> {
  const { inSample, outOfSample } = window;
  const over = { [FROM]: isoTime(inSample.from), [TO]: isoTime(outOfSample.to), [WARMUP]: isoTime(outOfSample.from) };
  const { spec, prepared } = await runner.prepare({ number: 0, point: { ...point, ...over } });
  const run = runBacktest(prepared.parts);
  const record = cutRecord(new Outcome(run), outOfSample.from);
  const { riskFree, periodsPerYear } = spec.metrics;
  const metrics = metricsOf(studyOf(record, { riskFree, periodsPerYear, benchmark: null })) as unknown as Readonly<Record<string, number>>;
  return {
    piece: { base: record.startCash, ts: [...record.equity.ts], value: [...record.equity.value] },
    metrics: Object.fromEntries(names.map((name) => [name, metrics[name] ?? Number.NaN])),
    resultHash: fingerprint(run),
  };
}
