import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analysisOf } from '../../../engine/analysis/analysis.ts';
import { metricsOf } from '../../../engine/analysis/measure.ts';
import { studyOf } from '../../../engine/analysis/study.ts';
import { runOf } from './fixture.ts';

const text = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');

/** The names in the first cells of all tables with this heading. */
function documented(heading: string): string[] {
  const tables = text.split(/\n\n/).filter((block) => block.startsWith(`| ${heading} |`));
  const rows = tables.flatMap((table) => table.split('\n').slice(2));
  return rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
}

const study = studyOf(runOf([101, 102]), { riskFree: 0, benchmark: null, periodsPerYear: null });

describe('docs/metrics.md', () => {
  test('gives every metric a formula, once, and names none that there is not', () => {
    expect(documented('metric').sort()).toEqual(Object.keys(metricsOf(study)).sort());
  });
  test('says what every table and curve holds', () => {
    expect(documented('analysis').sort()).toEqual(Object.keys(analysisOf(study)).sort());
  });
  test('names the very numbers that have intervals', () => {
    const [, names = ''] = /95 % intervals of (.*), below/.exec(text) ?? [];
    expect([...names.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(analysisOf(study).intervals.all.map(({ name }) => name));
  });
});
