import { afterAll, describe, expect, it } from 'vitest';
import { BRIDGE_CASES } from './cases-bridge.ts';
import { TREND_CASES } from './cases-trend.ts';
import { VOLUME_CASES } from './cases-volume.ts';
import { fromLean } from './from-lean.ts';
import { fromStockIndicators } from './from-stock-indicators.ts';
import { taLibBars, taLibVectors } from './from-ta-lib.ts';
import { differenceOf, differenceOfVector } from './judge.ts';
import { referenceFiles } from './reference-files.ts';
import { TREND_QUESTIONS } from './ta-lib-trend.ts';
import { VOLUME_QUESTIONS } from './ta-lib-volume.ts';

const CASES = [...TREND_CASES, ...VOLUME_CASES, ...BRIDGE_CASES];
const QUESTIONS = { ...TREND_QUESTIONS, ...VOLUME_QUESTIONS };
const READERS = { lean: fromLean, 'stock-indicators': fromStockIndicators };
const files = Object.keys(READERS).flatMap((folder) => referenceFiles(folder).map((file) => `${folder}/${file}`));
const present = files.length > 0;

const listed: string[] = [];
let agreeing = 0;
let asked = 0;

/** Counts a case; one that disagrees has to be on the list of those that do, with its reason, and one on the list has to disagree. Goes on, so that all are counted. */
function settle(name: string, difference: string | undefined, reason: string | undefined): void {
  asked++;
  if (difference === undefined) {
    agreeing++;
    expect.soft(reason, `${name} agrees, so it is no exception`).toBeUndefined();
    return;
  }
  expect.soft(reason, `${name}, ${difference}`).toBeDefined();
  listed.push(`${name}: ${difference}: ${reason ?? 'not on the list of exceptions'}`);
}

describe('indicators, against what other libraries print', () => {
  it.skipIf(present)('are skipped where EXTERNAL_DIR (default ../shared/marketdata) holds no indicator-reference', (test) =>
    test.skip('EXTERNAL_DIR holds no indicator-reference'),
  );

  it.for(present ? CASES : [])('agree with $of/$file, $column, on every row compared', (reference, test) => {
    const { of, file, column, disagrees, from, until, within, why } = reference;
    if (!files.includes(`${of}/${file}`)) test.skip(`EXTERNAL_DIR holds no ${of}/${file}`);
    const apart = disagrees === true || [from, until, within].some((given) => given !== undefined);
    expect(apart, 'what is left out has a reason, and only that').toBe(why !== undefined);
    settle(`${of}/${file} ${column}`, differenceOf(reference, READERS[of](file)), disagrees === true ? why : undefined);
  });

  it.for(taLibVectors().filter(([test]) => test in QUESTIONS))('agree with the vectors of %s', ([test, vectors]) => {
    const bars = taLibBars();
    for (const [k, vector] of vectors.entries()) {
      const answer = QUESTIONS[test]?.(vector);
      if (answer === undefined || vector['expectedRetCode'] !== 'TA_SUCCESS' || vector['expectedNbElement'] === 0) continue;
      settle(`ta-lib/${test} ${k}`, differenceOfVector(vector, answer, bars), answer.disagrees);
    }
  });

  afterAll(() => {
    if (!present) return;
    const named = new Set(CASES.map(({ of, file }) => `${of}/${file}`));
    const others = files.filter((file) => !named.has(file) && !file.includes('/_input'));
    const vectors = taLibVectors().reduce((sum, [, all]) => sum + all.length, 0);
    console.log(
      [
        ...listed,
        `${others.length} files of indicators that are not here: ${others.join(', ')}`,
        `indicator-reference: ${agreeing} of ${asked} cases agree (${CASES.length} columns of ${named.size} files, ${asked - CASES.length} of ${vectors} vectors of TA-Lib)`,
      ].join('\n'),
    );
  });
});
