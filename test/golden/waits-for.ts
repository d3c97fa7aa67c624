import type { GoldenCase, PyCase, TraderCase } from './case.ts';

/** The features of later issues that a case uses; empty where it needs nothing but what is built. */
export function waitsFor(golden: GoldenCase): string[] {
  const features = golden.kind === 'backtrader' ? ofBacktrader(golden) : ofBacktestingPy(golden);
  return features.flatMap(([used, feature]) => (used ? [feature] : []));
}

type Feature = readonly [used: boolean, feature: string];

function ofBacktrader({ broker, expected }: TraderCase): Feature[] {
  return [
    [broker.filler !== null && broker.filler[0] !== 'FixedBarPerc', 'a cap of units per bar'],
    [slips(broker) && (broker.slip_match === false || broker.slip_out === true), 'fills beyond the bar, or none, where slippage leaves it'],
    [(expected.event_counts['Margin'] ?? 0) > 0, 'a cash check when orders are sent'],
  ];
}

function ofBacktestingPy({ broker, calls }: PyCase): Feature[] {
  return [
    [typeof broker.commission === 'string', 'fees by a function of its own'],
    [calls.some(({ call }) => call === 'trade.sl' || call === 'trade.tp'), 'exits moved per trade'],
  ];
}

/** Whether takers slip in a case. */
export const slips = ({ slip_perc, slip_fixed }: TraderCase['broker']): boolean => slip_perc !== 0 || slip_fixed !== 0;
