import type { Io } from '../io.ts';

/** Shows how many trials of a walk-forward are done. */
export interface TrialProgress {
  update(done: number, most: number): void;
  stop(): void;
}

/** A bar with trials per second on a terminal; nothing elsewhere. */
export async function trialProgress(io: Io, quiet: boolean): Promise<TrialProgress> {
  if (!io.isTTY || quiet) return { update() {}, stop() {} };
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar(
    { format: 'walk-forward {bar} {value} of {total} trials | {rate}/s', clearOnComplete: true, hideCursor: true, stream: process.stderr },
    progress.Presets.shades_classic,
  );
  const began = performance.now();
  let started = false;
  return {
    update(done, most) {
      const rate = { rate: Math.round(done / Math.max((performance.now() - began) / 1000, 0.001)).toLocaleString('en') };
      if (started) bar.update(done, rate);
      else bar.start(most, done, rate);
      started = true;
    },
    stop: () => bar.stop(),
  };
}
