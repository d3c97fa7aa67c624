import type { GoldenCase, PyCase, TraderCase } from './case.ts';

/** The features of later issues that a case uses; empty where it needs nothing but what is built. */
export function waitsFor(golden: GoldenCase): string[] {
  const features = golden.kind === 'backtrader' ? ofBacktrader(golden) : ofBacktestingPy(golden);
  return features.flatMap(([used, feature]) => (used ? [feature] : []));
}

type Feature = readonly [used: boolean, feature: string];

function ofBacktrader({ broker, calls, expected }: TraderCase): Feature[] {
  const uses = (...types: string[]): boolean => calls.some(({ type }) => type !== undefined && types.includes(type));
  return [
    [uses('StopTrail', 'StopTrailLimit'), 'trailing stops (issue 4)'],
    [uses('Close'), 'market on close (issue 4)'],
    [broker.filler !== null, 'volume cap (issue 4)'],
    [broker.slip_perc !== 0 || broker.slip_fixed !== 0, 'slippage capped at the bar and chosen per kind of fill (issue 4)'],
    [broker.margin !== null || broker.mult !== 1, 'futures: margin per contract, daily settlement (issue 6)'],
    [(expected.event_counts['Margin'] ?? 0) > 0, 'cash check when orders are sent (issue 4)'],
  ];
}

function ofBacktestingPy({ broker, calls, expected }: PyCase): Feature[] {
  return [
    [broker.hedging, 'hedging: long and short at once (issue 6)'],
    [expected.equity_curve.some((value) => value <= 0), 'liquidation of a ruined account (issue 6)'],
    [typeof broker.commission === 'string', 'fees by a function of its own (issue 4)'],
    [calls.some(({ call }) => call === 'trade.sl' || call === 'trade.tp'), 'exits moved per trade (issue 4)'],
  ];
}
