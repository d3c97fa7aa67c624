import type { Io } from './io.ts';

/** Shows how far something has come. */
export interface Progress {
  /** `done` of `total`, and what stands beside it. */
  update(done: number, total: number, rows: number): void;
  stop(): void;
}

const SILENT: Progress = { update() {}, stop() {} };

/** A bar with rows per second on a terminal; nothing elsewhere. */
export async function progressOf(io: Io, quiet: boolean, title: string): Promise<Progress> {
  if (!io.isTTY || quiet) return SILENT;
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar(
    {
      format: `${title} {bar} {percentage}% | {rows} rows, {rate} rows/s`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    progress.Presets.shades_classic,
  );
  const began = performance.now();
  let started = false;
  return {
    update(done, total, rows) {
      const seconds = (performance.now() - began) / 1000;
      const beside = { rows: rows.toLocaleString('en'), rate: Math.round(rows / Math.max(seconds, 0.001)).toLocaleString('en') };
      if (!started) bar.start(total, done, beside);
      else bar.update(done, beside);
      started = true;
    },
    stop: () => bar.stop(),
  };
}
