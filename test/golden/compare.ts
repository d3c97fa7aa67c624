import { type BarColumns, isoTime } from '../../engine/index.ts';
import type { PyCase, PyTrade, TraderCase } from './case.ts';
import type { Played } from './run-script.ts';

const TOLERANCE = 1e-9;

/** What was bought (or, negative, sold) on one bar at one price; `order` is 0 where orders are not told apart. */
interface Dealt {
  readonly bar: number;
  readonly order: number;
  qty: number;
  readonly price: number;
  fee: number;
}

/** The first thing in which a run differs from a case: on which bar (from 0), and what. */
export interface Difference {
  readonly bar: number;
  readonly text: string;
}

/** Whether two numbers agree to 1e-9 relative; what is next to nothing against `scale` is nothing. */
const agree = (a: number, b: number, scale = 0): boolean => Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b), scale);

/** Sums what was dealt on one bar, by one order, to one side, at one price. */
function summed(dealt: readonly Dealt[]): Dealt[] {
  const sorted = [...dealt].sort((a, b) => a.bar - b.bar || a.order - b.order || Math.sign(b.qty) - Math.sign(a.qty) || a.price - b.price);
  const sums: Dealt[] = [];
  for (const one of sorted) {
    const last = sums.at(-1);
    if (last !== undefined && last.bar === one.bar && last.order === one.order && last.qty * one.qty > 0 && agree(last.price, one.price)) {
      last.qty += one.qty;
      last.fee += one.fee;
    } else sums.push({ ...one });
  }
  return sums;
}

const show = (one: Dealt | undefined): string =>
  one === undefined ? 'nothing' : `${one.qty} at ${one.price}${one.order === 0 ? '' : ` by order ${one.order}`} on bar ${one.bar}`;

/** The first fill in which two lists differ; undefined where they agree. */
function firstFillDifference(ours: readonly Dealt[], theirs: readonly Dealt[], fees: boolean): Difference | undefined {
  const [a, b] = [summed(ours), summed(theirs)];
  for (let k = 0; k < Math.max(a.length, b.length); k++) {
    const [own, other] = [a[k], b[k]];
    const same =
      own !== undefined &&
      other !== undefined &&
      own.bar === other.bar &&
      own.order === other.order &&
      agree(own.qty, other.qty) &&
      agree(own.price, other.price);
    if (same && (!fees || agree(own.fee, other.fee))) continue;
    const bar = Math.min(own?.bar ?? Number.POSITIVE_INFINITY, other?.bar ?? Number.POSITIVE_INFINITY);
    return { bar, text: `fill ${k}: expected ${show(other)}, but it was ${show(own)}${same ? ', with another fee' : ''}` };
  }
  return undefined;
}

/** The first value in which two columns differ, from row `from` on. */
function firstValueDifference(
  name: string,
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  from: number,
  scale = 0,
): Difference | undefined {
  if (ours.length !== theirs.length) return { bar: 0, text: `${name}: expected ${theirs.length} values, but there were ${ours.length}` };
  for (let bar = from; bar < theirs.length; bar++) {
    if (!agree(ours[bar]!, theirs[bar]!, scale))
      return { bar, text: `${name} of bar ${bar}: expected ${theirs[bar]}, but it was ${ours[bar]}` };
  }
  return undefined;
}

const earliest = (...found: readonly (Difference | undefined)[]): Difference | undefined =>
  found.reduce((first, one) => (first === undefined || (one !== undefined && one.bar < first.bar) ? one : first));

/** Our fills, by the number of the bar (from 0) that filled them; `closes` are the closing times of all bars. */
function ourFills({ fills }: Played, closes: ArrayLike<number>, orderOf: (ref: string) => number): Dealt[] {
  const barAt = new Map(Array.from(closes, (ts, bar) => [ts, bar]));
  return fills.map(({ barTs, side, qty, price, ref, fee }) => ({
    bar: barAt.get(barTs) ?? Number.NaN,
    order: orderOf(ref ?? ''),
    qty: side === 'buy' ? qty : -qty,
    price,
    fee,
  }));
}

/** Entries and exits of trades as what was dealt; `price` of an exit is NaN where there was none. */
const dealtIn = ({ size, entryBar, entryPrice, exitBar, exitPrice }: PyTrade): Dealt[] => [
  { bar: entryBar, order: 0, qty: size, price: entryPrice, fee: 0 },
  ...(exitBar === undefined || exitPrice === undefined ? [] : [{ bar: exitBar, order: 0, qty: -size, price: exitPrice, fee: 0 }]),
];

/** The first thing in which a run differs from a backtesting.py case; undefined where all agrees. */
export function differenceFromBacktestingPy(
  { expected, firstBar, broker }: PyCase,
  played: Played,
  bars: BarColumns,
): Difference | undefined {
  // Open trades are recorded in the units it counts in: satoshis, where a bitcoin is cut into them.
  const unit = broker.fractional_unit ?? 1;
  const open = expected.open_trades_at_end.map((trade) => ({ ...trade, size: trade.size * unit, entryPrice: trade.entryPrice / unit }));
  const theirs = [...expected.trades, ...open].flatMap(dealtIn);
  const ours = ourFills(played, bars.times.subarray(1), () => 0);
  return earliest(firstFillDifference(ours, theirs, false), firstValueDifference('equity', played.equity, expected.equity_curve, firstBar));
}

/** The first thing in which a run differs from a backtrader case; undefined where all agrees. */
export function differenceFromBacktrader({ broker, expected }: TraderCase, played: Played): Difference | undefined {
  const dates = new Map(Array.from(played.ts, (ts, bar) => [isoTime(ts - 86_400_000).slice(0, 10), bar]));
  const theirs = expected.executions.map(({ exec_time, order, size, price, commission }) => ({
    bar: dates.get(exec_time.slice(0, 10)) ?? Number.NaN,
    order,
    qty: size,
    price,
    fee: commission,
  }));
  const ours = ourFills(played, played.ts, (ref) => Number(ref.slice(1)));
  const [values, cash] = [expected.value_and_cash_per_bar.map(([value]) => value), expected.value_and_cash_per_bar.map(([, held]) => held)];
  return earliest(
    firstFillDifference(ours, theirs, true),
    firstValueDifference('equity', played.equity, values, 0),
    firstValueDifference('cash', played.cash, cash, 0, broker.cash),
  );
}
