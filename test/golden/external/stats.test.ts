import { afterAll, describe, expect, it } from 'vitest';
import { differenceOf, present } from './stats-case.ts';
import { empyricalCases } from './stats-empyrical.ts';
import { STATS_EXCEPTIONS } from './stats-exceptions.ts';
import { ffnCases, leanCases, valueAtRiskCases } from './stats-others.ts';
import { realDataCases } from './stats-real-data.ts';

const cases = present ? [...realDataCases(), ...empyricalCases(), ...leanCases(), ...valueAtRiskCases(), ...ffnCases()] : [];

describe('metrics, against what other libraries print', () => {
  it.skipIf(present)('are skipped where EXTERNAL_DIR (default ../shared/marketdata) holds no stats-reference', (test) =>
    test.skip('EXTERNAL_DIR holds no stats-reference'),
  );

  const differing = new Map<string, string>();

  it.for(cases)('agree with $name, or it is listed why not', (one) => {
    const difference = differenceOf(one);
    if (difference !== undefined) differing.set(one.name, difference);
    if (one.name in STATS_EXCEPTIONS) expect(difference, 'it agrees, so it is no exception').toEqual(expect.any(String));
    else expect(difference).toBeUndefined();
  });

  it.skipIf(!present)(
    `are not excused from cases that are not there${present ? '' : ' (skipped: EXTERNAL_DIR holds no stats-reference)'}`,
    () => {
      const names = new Set(cases.map(({ name }) => name));
      expect(Object.keys(STATS_EXCEPTIONS).filter((name) => !names.has(name))).toEqual([]);
    },
  );

  afterAll(() => {
    if (!present) return;
    const listed = [...differing].map(([name, difference]) => `  ${name}: ${difference}: ${STATS_EXCEPTIONS[name] ?? 'NOT EXPLAINED'}`);
    console.log([...listed, `stats-reference: ${cases.length - differing.size} of ${cases.length} cases agree`].join('\n'));
  });
});
