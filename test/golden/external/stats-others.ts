import { drawdownOf } from '../../../engine/analysis/drawdown.ts';
import { returnsOf } from '../../../engine/analysis/returns.ts';
import { tail } from '../../../engine/analysis/tail.ts';
import { DAY } from '../../../engine/model/time.ts';
import { times } from '../../engine/analysis/fixture.ts';
import { columnOf, jsonOf, type StatsCase } from './stats-case.ts';

/** LEAN's longest recoveries: the first value is the first peak. */
export function leanCases(): StatsCase[] {
  const { cases } = jsonOf('lean-drawdown-recovery.json') as { cases: readonly { equity: number[]; days: number }[] };
  return cases.map(({ equity, days }) => ({
    name: `lean drawdown recovery of ${JSON.stringify(equity)}`,
    ours: [drawdownOf(equity[0] ?? Number.NaN, times(equity.length), Float64Array.from(equity)).recovery / DAY],
    right: [days],
    decimals: 9,
  }));
}

/** Value at risk, at every cutoff given. */
export function valueAtRiskCases(): StatsCase[] {
  const { cases } = jsonOf('value-at-risk.json') as { cases: readonly { returns: number[]; cutoff: number; var: number }[] };
  return cases.map(({ returns, cutoff, var: right }) => ({
    name: `value at risk of ${JSON.stringify(returns)} at ${cutoff}`,
    ours: [tail(Float64Array.from(returns), cutoff).valueAtRisk],
    right: [right],
    decimals: 9,
  }));
}

/** ffn on the first ten prices of three shares: two returns, the last price rebased to 100, and the deepest drawdown. */
export function ffnCases(): StatsCase[] {
  const { cases, decimals } = jsonOf('ffn-expected.json') as {
    cases: readonly (Readonly<Record<string, number | readonly number[]>> & { readonly what: string })[];
    decimals: number;
  };
  return cases.flatMap(({ what, ...answers }) =>
    Object.entries(answers).map(([share, right]): StatsCase => {
      const prices = Float64Array.from([...columnOf('stats-reference/ffn_prices.csv', share).values()].slice(0, 10));
      const returns = returnsOf(Number.NaN, prices);
      const ours = what.startsWith('simple return')
        ? [returns[1]!, returns[9]!]
        : what.startsWith('price index')
          ? [100 * returns.subarray(1).reduce((worth, one) => worth * (1 + one), 1)]
          : [-drawdownOf(prices[0]!, times(10), prices).depth];
      return { name: `ffn ${share} ${what}`, ours, right: [right].flat(), decimals };
    }),
  );
}
