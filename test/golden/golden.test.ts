import { afterAll, describe, expect, it } from 'vitest';
import { readBars } from './bars.ts';
import { caseIds, type GoldenCase, readCase } from './case.ts';
import { type Difference, differenceFromBacktestingPy, differenceFromBacktrader } from './compare.ts';
import { AGREED, EXCEPTIONS } from './exceptions.ts';
import { fromBacktestingPy } from './from-backtesting-py.ts';
import { fromBacktrader } from './from-backtrader.ts';
import { rulesApart } from './rules-apart.ts';
import { play } from './run-script.ts';
import { waitsFor } from './waits-for.ts';

type Verdict = { readonly agrees: true } | { readonly agrees: false; readonly difference: Difference; readonly excuse: string | undefined };

const listed: string[] = [];
let agreeing = 0;

describe('the recorded runs of other engines, put through this one as order scripts', () => {
  const ids = caseIds();
  it.skipIf(ids.length > 0)('are skipped where GOLDEN_DIR (default ../shared/golden) holds no cases', (test) =>
    test.skip('GOLDEN_DIR holds no cases'),
  );

  it.for(ids)('%s agrees in fills, cash and equity to 1e-9, or is excused', (id, test) => {
    const verdict = judge(readCase(id));
    if (verdict.agrees) {
      agreeing++;
      expect(EXCEPTIONS[id]?.because, 'an exception that agrees is none').toBeUndefined();
      return;
    }
    const { difference, excuse } = verdict;
    listed.push(`${id}: ${excuse ?? difference.text}`);
    if (excuse === undefined) expect.fail(difference.text);
    test.skip(excuse);
  });

  afterAll(() => {
    if (ids.length === 0) return;
    console.log([...listed, `golden: ${agreeing} of ${ids.length} cases agree`].join('\n'));
  });
});

/** Runs a case, and where it disagrees says whether the lists of features, rules and exceptions account for it. */
function judge(golden: GoldenCase): Verdict {
  const data = golden.data.map(readBars);
  const waits = waitsFor(golden);
  let difference: Difference | undefined;
  try {
    difference =
      golden.kind === 'backtrader' ? differenceFromBacktrader(golden, play(fromBacktrader(golden, data))) : pyDifference(golden, data);
  } catch (error) {
    if (waits.length === 0) throw error;
    difference = { bar: 0, text: String(error) };
  }
  if (difference === undefined) return { agrees: true };
  return { agrees: false, difference, excuse: excuseOf(golden, difference, waits, () => rulesApart(golden, data)) };
}

function pyDifference(
  golden: Extract<GoldenCase, { kind: 'backtesting.py' }>,
  data: Parameters<typeof rulesApart>[1],
): Difference | undefined {
  return differenceFromBacktestingPy(golden, play(fromBacktestingPy(golden, data[0]!)), data[0]!);
}

function excuseOf(
  { id }: GoldenCase,
  difference: Difference,
  waits: readonly string[],
  rules: () => readonly string[],
): string | undefined {
  if (AGREED.has(id)) return undefined;
  const exception = EXCEPTIONS[id];
  if (exception !== undefined) return difference.bar >= exception.until ? `another rule: ${exception.because}` : undefined;
  if (waits.length > 0) return `waits for ${waits.join(', ')}`;
  const apart = rules();
  return apart.length > 0 ? `another rule: ${apart.join('; ')}` : undefined;
}
