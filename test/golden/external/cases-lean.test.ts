import { casesOf, judge } from './cases-verdicts.ts';
import type { LeanExternal } from './lean.ts';
import { LEAN_CASES } from './lean-algorithms.ts';

const EXCEPTIONS: Readonly<Record<string, string>> = {
  LimitFillRegressionAlgorithm:
    'a limit sent at the newest price waits there until the price is traded through; here it arrives marketable and takes an open at its price',
};

const found = casesOf<LeanExternal>('lean');

judge(
  'LEAN',
  Object.entries(LEAN_CASES).flatMap(([name, differs]) => {
    const one = found.get(name);
    return one === undefined ? [] : [{ name, differs: () => differs(one) }];
  }),
  EXCEPTIONS,
);
