import type { BarColumns } from '../../engine/index.ts';
import type { PyCall, PyCase, PyTrade } from './case.ts';
import type { Rule } from './rules-apart.ts';

/** What backtesting.py does otherwise. */
export function rulesOfBacktestingPy(golden: PyCase, bars: BarColumns): Rule[] {
  const { broker, calls, expected } = golden;
  const { spread, commission, exclusive_orders: exclusive, trade_on_close: onClose, finalize_trades: finalizes } = broker;
  const trades = [...expected.trades, ...expected.open_trades_at_end];
  const entries = calls.filter(({ call }) => call === 'buy' || call === 'sell');
  const withExits = entries.filter(({ sl, tp }) => sl != null || tp != null);
  const relative = entries.filter(({ size }) => size == null || Math.abs(size) < 1);
  const last = bars.times.length - 2;
  // What fills at the close of its own bar is not yet held by the call that asks for it.
  const held = (bar: number): number => heldAfter(trades, onClose ? bar - 1 : bar);
  const adds = (some: readonly PyCall[]): boolean => !exclusive && some.some(({ bar }) => held(bar) > 0);
  const fixedFee = Array.isArray(commission) && commission[0] !== 0;
  return [
    [
      'its margin check at an open knows the close of that bar',
      () => expected.broker_warnings.some((text) => text.includes('insufficient margin')),
    ],
    ['a share is of what is free, valued at the close of the bar that fills', () => adds(relative)],
    ['a limit entry pays the spread on top of its limit', () => spread !== 0 && entries.some(({ limit }) => limit != null)],
    ['a reversing order pays the spread on the part that opens', () => spread !== 0 && adds(entries)],
    ['a fixed fee is spread over the fraction of an order, not over its units', () => fixedFee && relative.length > 0],
    [
      'a fixed fee is taken trade by trade',
      () => fixedFee && (adds(entries) || calls.some(({ bar, call }) => call === 'position.close' && held(bar) > 1)),
    ],
    ['a portion is rounded trade by trade', () => calls.some(({ portion = 1, bar }) => portion < 1 && held(bar) > 1)],
    [
      'exits begin on the entry bar for some kinds of entry only',
      () => kinds(withExits) > 1 || withExits.some((call) => isStop(call) && call.tp != null),
    ],
    ['under trade_on_close a stop entry does not see the gap of its bar', () => onClose && entries.some(isStop)],
    ['a stop-limit fills at its trigger though the bar opened beyond it', () => calls.some((call) => gapsThroughStop(call, bars))],
    ['the stop fills though the bar opened beyond the target', () => trades.some((trade) => targetGappedYetStopped(trade, bars))],
    [
      'an exit inside a bar comes before an order at its open',
      () => !exclusive && calls.some((call) => meetsOlderExit(call, trades, bars)),
    ],
    [
      'what is sent or held at the end is dealt on a bar that is already over',
      () => finalizes && (entries.some(({ bar }) => bar >= last) || heldAfter(trades, last - 1) !== heldAfter(trades, last)),
    ],
  ];
}

/** How many trades are open after the market has met bar `bar`; the parts of one that was closed in parts are one. */
const heldAfter = (trades: readonly PyTrade[], bar: number): number =>
  new Set(
    trades
      .filter((t) => t.entryBar <= bar && (t.exitBar ?? Number.POSITIVE_INFINITY) > bar)
      .map(({ entryBar, entryPrice }) => `${entryBar} ${entryPrice}`),
  ).size;

/** How many kinds of entry there are: at market, or at a price. */
const kinds = (entries: readonly PyCall[]): number => new Set(entries.map(({ limit, stop }) => limit == null && stop == null)).size;

const isStop = ({ stop, limit }: PyCall): boolean => stop != null && limit == null;

/** Whether the first bar that reaches the stop of a stop-limit opens beyond it. */
function gapsThroughStop({ call, bar, stop, limit }: PyCall, { open, high, low }: BarColumns): boolean {
  if (stop == null || limit == null || (call !== 'buy' && call !== 'sell')) return false;
  for (let row = bar + 2; row < open.length; row++) {
    if (call === 'buy' ? high[row]! >= stop : low[row]! <= stop) return call === 'buy' ? open[row]! > stop : open[row]! < stop;
  }
  return false;
}

function targetGappedYetStopped({ size, tp, exitBar, exitPrice }: PyTrade, { open }: BarColumns): boolean {
  if (tp == null || exitBar === undefined || exitPrice === undefined) return false;
  const price = open[exitBar + 1]!;
  return size > 0 ? price > tp && exitPrice < tp : price < tp && exitPrice > tp;
}

/** Whether a trade that was held before an order at market (to open or to close) ends, away from the open, on the bar that this order meets. */
const meetsOlderExit = ({ bar, call, limit, stop }: PyCall, trades: readonly PyTrade[], { open }: BarColumns): boolean =>
  limit == null &&
  stop == null &&
  !['cancel', 'trade.sl', 'trade.tp'].includes(call) &&
  trades.some((t) => t.entryBar <= bar && t.exitBar === bar + 1 && t.exitPrice !== open[bar + 2]);
