import { PY_CASES, type PyExternal } from './backtestingpy.ts';
import { casesOf, judge } from './cases-verdicts.ts';

const EXCEPTIONS: Readonly<Record<string, string>> = {
  'goog_spread_commission (b)':
    'a fixed commission counts there as so much per unit when units are sized (47 are bought), here once per order (88 are)',
};

const found = casesOf<PyExternal>('backtestingpy');

judge(
  'backtesting.py',
  Object.entries(PY_CASES).flatMap(([name, differs]) => {
    const one = found.get(name.split(' ')[0]!);
    return one === undefined ? [] : [{ name, differs: () => differs(one) }];
  }),
  EXCEPTIONS,
);
