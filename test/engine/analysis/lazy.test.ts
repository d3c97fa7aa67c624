import { expect, test } from 'vitest';
import { analysisOf } from '../../../engine/analysis/analysis.ts';
import { metricsOf, someMetrics } from '../../../engine/analysis/measure.ts';
import { PART_OF } from '../../../engine/analysis/metrics.ts';
import { once } from '../../../engine/analysis/once.ts';
import { studyOf } from '../../../engine/analysis/study.ts';
import type { RunRecord } from '../../../engine/model/result.ts';
import { runOf, tripOf } from './fixture.ts';

/** A run that counts how often each of its records is read. */
function watched(): { readonly run: RunRecord; readonly reads: Partial<Record<keyof RunRecord, number>> } {
  const reads: Partial<Record<keyof RunRecord, number>> = {};
  const record = runOf([101, 103, 102], { roundTrips: [tripOf(5)] });
  const run = new Proxy(record, {
    get(target, name: keyof RunRecord) {
      reads[name] = (reads[name] ?? 0) + 1;
      return target[name];
    },
  });
  return { run, reads };
}

const PLAIN = { riskFree: 0, benchmark: null, periodsPerYear: null };

test('nothing is read of a run until a number is asked for, and then only what that number needs', () => {
  const { run, reads } = watched();
  const study = studyOf(run, PLAIN);
  const metrics = metricsOf(study);
  const analysis = analysisOf(study);
  expect(reads).toEqual({});
  expect(metrics.sharpe).toBeGreaterThan(0);
  expect(reads).not.toHaveProperty('fills');
  expect(reads).not.toHaveProperty('roundTrips');
  expect(reads).not.toHaveProperty('prices');
  expect(analysis.drawdowns).toHaveLength(1);
  expect(reads).not.toHaveProperty('fills');
  expect(metrics.trades).toBe(1);
  expect(reads.roundTrips).toBe(1);
});

test('some numbers are those of all, and only what they need is read', () => {
  const { run, reads } = watched();
  const names = ['sharpe', 'maxDrawdown', 'turnover', 'finalEquity', 'there is none'];
  const some = someMetrics(studyOf(run, PLAIN), names);
  expect(Object.keys(some)).toEqual(names);
  expect(some['there is none']).toBeNaN();
  const all: Readonly<Record<string, number>> = { ...metricsOf(studyOf(runOf([101, 103, 102]), PLAIN)) };
  for (const name of names.slice(0, 4)) expect(some[name], name).toBe(all[name]);
  for (const name of ['roundTrips', 'fills', 'prices']) expect(reads).not.toHaveProperty(name);
});

test('what was worked out is kept', () => {
  const analysis = analysisOf(studyOf(runOf([101, 103, 102]), PLAIN));
  for (const name of Object.keys(analysis) as (keyof typeof analysis)[]) expect(analysis[name], name).toBe(analysis[name]);
  let calls = 0;
  const value = once(() => ++calls);
  expect([value(), value(), calls]).toEqual([1, 1, 1]);
});

test('metrics are listed, copied and written like any object of numbers', () => {
  const metrics = metricsOf(studyOf(runOf([101, 103, 102]), PLAIN));
  expect(Object.keys(metrics)).toEqual(Object.keys(PART_OF));
  const copy: unknown = JSON.parse(JSON.stringify(metrics));
  expect(copy).toMatchObject({ finalEquity: 102, trades: 0, alpha: null });
  expect({ ...metrics }).toEqual(structuredClone(metrics));
  for (const [name, value] of Object.entries(metrics)) expect(value, name).toBeTypeOf('number');
});
