const INFINITE = 'infinite there; a number of ours is a number or not applicable';
const NOT_THERE = 'the reference names an answer that its file does not hold';

/** Cases of the statistics references in which we differ on purpose, each with its reason. */
export const STATS_EXCEPTIONS: Readonly<Record<string, string>> = {
  'empyrical test_simple_returns 2': 'the return from a price of zero is infinite there and not applicable here; the others agree',
  'empyrical test_sharpe_ratio 8': INFINITE,
  'empyrical test_sortino 6': INFINITE,
  'empyrical test_sortino 8': INFINITE,
  'empyrical test_sortino 11': NOT_THERE,
  'empyrical test_sortino 12': NOT_THERE,
  'empyrical test_sortino 13': NOT_THERE,
  'lean drawdown recovery of []': 'equity without values has no drawdown: not applicable, where LEAN says 0',
};
