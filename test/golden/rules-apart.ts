import type { BarColumns } from '../../engine/index.ts';
import type { GoldenCase, PyCall, PyCase, PyTrade, TraderCall, TraderCase } from './case.ts';

/**
 * The situations of a case in which the other engine's rule is another than ours by intent; empty where there are none.
 * The expected trades only tell what was held when: nothing of them reaches the run.
 */
export function rulesApart(golden: GoldenCase, data: readonly BarColumns[]): string[] {
  const rules = golden.kind === 'backtrader' ? ofBacktrader(golden, data) : ofBacktestingPy(golden, data[0]!);
  return rules.flatMap(([met, rule]) => (met() ? [rule] : []));
}

type Rule = readonly [met: () => boolean, rule: string];

function ofBacktestingPy(golden: PyCase, bars: BarColumns): Rule[] {
  const { broker, calls, expected } = golden;
  const trades = [...expected.trades, ...expected.open_trades_at_end];
  const entries = calls.filter(({ call }) => call === 'buy' || call === 'sell');
  const withExits = entries.filter(({ sl, tp }) => sl != null || tp != null);
  const isRelative = ({ size }: PyCall): boolean => size == null || Math.abs(size) < 1;
  return [
    [() => expectedWarning(golden, 'insufficient margin'), 'its margin check at an open knows the close of that bar'],
    [
      () => !broker.exclusive_orders && entries.some((call) => isRelative(call) && held(trades, call.bar) > 0),
      'a share of what is free, valued at the close of the bar that fills',
    ],
    [() => broker.spread !== 0 && entries.some(({ limit }) => limit != null), 'a limit entry pays the spread on top of its limit'],
    [
      () => broker.spread !== 0 && !broker.exclusive_orders && entries.some((call) => held(trades, call.bar) > 0),
      'a reversing order pays the spread on the part that opens',
    ],
    [
      () => Array.isArray(broker.commission) && entries.some(isRelative),
      'a fixed fee is spread over the fraction of an order, not over its units',
    ],
    [
      () => Array.isArray(broker.commission) && !broker.exclusive_orders && entries.some((call) => held(trades, call.bar) > 0),
      'a fixed fee is taken trade by trade',
    ],
    [() => calls.some(({ portion = 1, bar }) => portion < 1 && held(trades, bar) > 1), 'a portion is rounded trade by trade'],
    [
      () => kinds(withExits) > 1 || withExits.some(({ stop, limit }) => stop != null && limit == null),
      'exits begin on the entry bar for some kinds of entry only',
    ],
    [() => calls.some((call) => gapsThroughStop(call, bars)), 'a stop-limit fills at its trigger though the bar opened beyond it'],
    [() => trades.some((trade) => targetGappedYetStopped(trade, bars)), 'the stop fills though the bar opened beyond the target'],
    [
      () => broker.finalize_trades && held(trades, bars.times.length - 3) !== held(trades, bars.times.length - 2),
      'the last trades close on a bar that is already over',
    ],
  ];
}

const expectedWarning = ({ expected }: PyCase, text: string): boolean => expected.broker_warnings.some((warning) => warning.includes(text));

/** How many trades are open after the market has met bar `bar`. */
const held = (trades: readonly PyTrade[], bar: number): number =>
  trades.filter((t) => t.entryBar <= bar && (t.exitBar ?? Number.POSITIVE_INFINITY) > bar).length;

/** How many kinds of entry there are: at market, or at a price. */
const kinds = (entries: readonly PyCall[]): number => new Set(entries.map(({ limit, stop }) => limit == null && stop == null)).size;

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

function ofBacktrader(golden: TraderCase, data: readonly BarColumns[]): Rule[] {
  const { calls } = golden;
  return [
    [() => calls.some(isNearSided), 'a stop-limit whose limit lies before its trigger fills by another guess of the path'],
    [() => unequalGroups(calls), 'one order of a group ends the others whatever their sizes'],
    [() => queueBeforeTime(golden, data), 'linked orders meet a bar in the order of sending, whatever came first in it'],
  ];
}

const isNearSided = ({ type, call, price, limit }: TraderCall): boolean =>
  type === 'StopLimit' && price != null && limit != null && (call === 'buy' ? limit < price : limit > price);

/** Linked orders by the number of the one they are linked to. */
function linked(calls: readonly TraderCall[]): ReadonlyMap<number, readonly TraderCall[]> {
  const groups = new Map<number, TraderCall[]>();
  const roots = new Map<number, number>();
  for (const call of calls) {
    if (call.call === 'cancel') continue;
    const root = call.oco == null ? (call.parent == null ? call.order : -call.parent) : (roots.get(call.oco) ?? call.oco);
    roots.set(call.order, root);
    groups.set(root, [...(groups.get(root) ?? []), call]);
  }
  return groups;
}

const unequalGroups = (calls: readonly TraderCall[]): boolean =>
  [...linked(calls).values()].some((group) => group.some(({ size }) => Math.abs(size! - group[0]!.size!) > 1e-9));

/** Whether a filled order has a linked one that the same bar reaches: at its open, or (a stop beside a limit) inside. */
function queueBeforeTime({ calls, expected }: TraderCase, data: readonly BarColumns[]): boolean {
  const filled = new Map(expected.executions.map((one) => [one.order, one]));
  for (const group of linked(calls).values()) {
    const own = group.find(({ order }) => filled.has(order));
    if (own === undefined || group.length < 2) continue;
    const bars = data[own.data ?? 0]!;
    const execution = filled.get(own.order)!;
    const row = bars.openTimes.indexOf(Date.parse(`${execution.exec_time.slice(0, 10)}T00:00:00Z`));
    const atOpen = execution.price === bars.open[row];
    if (!atOpen && group.some((other) => other !== own && reaches(other, bars.open[row]!, bars.open[row]!))) return true;
    if (own.type === 'Limit' && group.some((other) => other.type === 'Stop' && reaches(other, bars.high[row]!, bars.low[row]!)))
      return true;
  }
  return false;
}

/** Whether a market that trades between `low` and `high` reaches an order. */
function reaches({ call, type, price }: TraderCall, high: number, low: number): boolean {
  if (price == null) return false;
  return (call === 'buy') === (type === 'Stop') ? high >= price : low <= price;
}
