import type { Objective } from '../../engine/research/objective.ts';
import type { Trial } from '../../engine/research/trial.ts';
import type { Io } from '../io.ts';

/** Shows how far a sweep has come. */
export interface SweepProgress {
  told(trials: readonly Trial[], isNew: boolean): void;
  stop(): void;
}

/** A bar with trials per second, the best one so far and the time that is left, on a terminal; nothing elsewhere. */
export async function sweepProgress(io: Io, quiet: boolean, most: number, objective: Objective): Promise<SweepProgress> {
  if (!io.isTTY || quiet) return { told() {}, stop() {} };
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar(
    {
      format: 'sweep {bar} {value} of {total} | {rate}/s, {left} left | {best}',
      clearOnComplete: true,
      hideCursor: true,
      // Ctrl-C gives the cursor back.
      gracefulExit: true,
      stream: process.stderr,
    },
    progress.Presets.shades_classic,
  );
  let [done, added, best] = [0, 0, undefined as Trial | undefined];
  const began = performance.now();
  bar.start(most, 0, { rate: '-', left: '-', best: '' });
  return {
    told(trials, isNew) {
      done += trials.length;
      if (isNew) added += trials.length;
      for (const trial of trials) if (isBetter(trial, best, objective)) best = trial;
      const rate = added / Math.max((performance.now() - began) / 1000, 0.001);
      bar.update(done, { rate: inFew(rate), left: timeIn((most - done) / rate), best: best === undefined ? '' : inWords(best, objective) });
    },
    stop: () => bar.stop(),
  };
}

function isBetter(trial: Trial, best: Trial | undefined, objective: Objective): boolean {
  if (trial.failure !== undefined || trial.budget !== undefined) return false;
  const value = objective.valueOf(trial.metrics);
  if (Number.isNaN(value)) return false;
  const before = best === undefined ? Number.NaN : objective.valueOf(best.metrics);
  return Number.isNaN(before) || (objective.direction === 'max' ? value > before : value < before);
}

/** A trial on one line: `sharpe 1.21 (fast=10 slow=40)`. */
const inWords = ({ point, metrics }: Trial, objective: Objective): string =>
  `${objective.text} ${inFew(objective.valueOf(metrics))} (${Object.entries(point)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')})`;

const inFew = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function timeIn(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
