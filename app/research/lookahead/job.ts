import type { BacktestParts, BoundStrategy } from '../../../engine/loop/parts.ts';
import type { Stretch } from '../../../engine/research/lookahead/course.ts';
import type { Course } from '../../../engine/research/lookahead/decision.ts';
import type { Held } from '../../../engine/research/lookahead/held.ts';

/** A strategy as another process can be told of it: by name or path, its feeds by the numbers of series. */
export interface Told extends Pick<BoundStrategy, 'id' | 'params' | 'capital'> {
  readonly ref: string;
  readonly feeds: Readonly<Record<string, number | readonly number[]>>;
}

/** What stays the same in all runs. */
export interface Terms {
  readonly baseDir: string;
  readonly strategies: readonly Told[];
  readonly rest: Omit<BacktestParts, 'strategies' | 'series'>;
}

/** One run that a process is to do. */
export interface Job {
  readonly series: readonly Held[];
  readonly warmUntil: number;
  readonly stretch: Stretch;
}

/** What a process is told. */
export type Order = { readonly kind: 'terms'; readonly terms: Terms; readonly doors: Doors } | { readonly kind: 'run'; readonly job: Job };

/** What a strategy's process may read. */
export interface Doors {
  /** Files of strategies, which are read to be run. */
  readonly files: readonly string[];
  /** Files that the strategy itself may read. */
  readonly allowed: readonly string[];
  /** Folders of this program, and of packages: of modules in them, nothing else. */
  readonly own: readonly string[];
  readonly packages: readonly string[];
}

/** What it answers. */
export type Answer = { readonly kind: 'course'; readonly course: Course } | { readonly kind: 'failed'; readonly text: string };
