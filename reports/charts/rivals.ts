import type { Result } from '../result.ts';
import { viewSpec } from '../spec-view.ts';
import type { Rival } from './equity-chart.ts';

/** What a result's equity is drawn against: its benchmark, and what buying at the first open and holding came to. */
export function rivalsOf({ analysis, spec }: Pick<Result, 'analysis' | 'spec'>): Rival[] {
  const { benchmark, hold } = analysis;
  const rivals: Rival[] = [];
  if (benchmark !== null)
    rivals.push({ name: `Benchmark ${shortName(viewSpec(spec).benchmark ?? '')}`.trimEnd(), color: 'mark', values: benchmark });
  if (hold !== null) rivals.push({ name: 'Buy and hold', color: 'hold', values: hold });
  return rivals;
}

/** A source without its folders, its ending and its terms. */
const shortName = (source: string): string =>
  source
    .replace(/\?.*$/, '')
    .replace(/^.*\//, '')
    .replace(/\.(?:csv|parquet)(?:\.gz)?$/, '');
