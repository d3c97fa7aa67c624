import type { BarColumns } from '../../engine/index.ts';
import type { TraderCall, TraderCase } from './case.ts';
import type { Rule } from './rules-apart.ts';
import { slips } from './waits-for.ts';

/** What backtrader does otherwise. */
export function rulesOfBacktrader(golden: TraderCase, data: readonly BarColumns[]): Rule[] {
  const { calls, broker } = golden;
  const atMarket = new Set(calls.flatMap(({ type, order }) => (type === 'Market' ? [order] : [])));
  return [
    [
      'exits of an entry at the close miss the bar after it',
      () => broker.coc && calls.some(({ parent }) => parent != null && atMarket.has(parent)),
    ],
    ['a stop-limit whose limit lies before its trigger fills by another guess of the path', () => calls.some(isNearSided)],
    [
      'a stop-limit that fills at its trigger slips beyond its limit',
      () => slips(broker) && calls.some(({ type }) => type === 'StopLimit' || type === 'StopTrailLimit'),
    ],
    [
      'a limit that the bar opened beyond slips as well',
      () => slips(broker) && broker.slip_open === true && calls.some(({ type }) => type === 'Limit'),
    ],
    ['one order of a group ends the others whatever their sizes', () => unequalGroups(calls)],
    ['linked orders meet a bar in the order of sending, whatever came first in it', () => queueBeforeTime(golden, data)],
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
