import { ConfigError, DataError } from '../../engine/model/errors.ts';
import type { BarColumns, Column } from '../../engine/model/series.ts';
import { isoTime } from '../../engine/model/time.ts';
import { ACTIONS, type Block } from '../block.ts';
import { ClosesBefore, type LastCloses } from './closes-before.ts';
import { columnsOf } from './columns.ts';

/** Which corporate actions prices are adjusted for, and from where one looks. */
export interface AdjustOptions {
  /** Divide prices before a split, and multiply volumes: for a run whose account does not split positions itself. */
  readonly splits: boolean;
  /** Lower prices before a dividend: for a run whose account is not paid dividends, or it would earn them twice. */
  readonly dividends: boolean;
  /** The moment from which one looks, in epoch milliseconds: actions after it are not known and have no effect. */
  readonly asOf: number;
  /** Which prices stay as they are: those at the `end`, or those at the `start`, so that none depends on an action after it. */
  readonly anchor?: 'end' | 'start';
}

/**
 * Bars that ended after `times[k - 1]` and by `times[k]` have their prices multiplied by `price[k]` and divided by `ratio[k]`, and
 * their volume multiplied by `ratio[k]`. The last time is infinite.
 */
export interface Factors {
  readonly times: Column;
  readonly price: Column;
  readonly ratio: Column;
}

/** What one action does to the bars before it. */
interface Step {
  readonly ts: number;
  readonly price: number;
  readonly ratio: number;
}

/**
 * The factors of corporate actions. Before a split of n new shares per old one prices are divided and volumes multiplied by n.
 * Before a dividend d prices are multiplied by 1 - d / c, c being the last unadjusted close before it: the multiplier of Yahoo's
 * adjusted close, after the standards of the Center for Research in Security Prices. Of several actions between two bars each
 * looks at the price that the ones before it leave: c - d, c / n. An action before the first bar has no effect. Closes of daily
 * bars serve bars of any timeframe. Throws a DataError for a ratio that is not above 0 and for a dividend that is not below the
 * close.
 */
export function factorsOf(actions: Block, { closes, ends }: LastCloses, options: AdjustOptions): Factors {
  const { splits, dividends, asOf, anchor = 'end' } = options;
  if (Number.isNaN(asOf)) throw new ConfigError('Expected asOf to be the time from which one looks, but it was "NaN"');
  const { times, type, value } = columnsOf(actions, ['times', 'type', 'value']);
  const steps: Step[] = [];
  let reference = Number.NaN;
  for (let k = 0; k < actions.rows && times[k]! <= asOf; k++) {
    if (ends[k] !== ends[k - 1]) reference = closes[k]!;
    if (Number.isNaN(reference)) continue;
    const amount = value[k]!;
    if (type[k] === ACTIONS.split) {
      if (!(amount > 0 && amount < Number.POSITIVE_INFINITY)) throw fault(actions, k, 'new shares per old one above 0');
      if (splits) steps.push({ ts: times[k]!, price: 1, ratio: amount });
      reference /= amount;
    } else if (type[k] === ACTIONS.dividend) {
      if (!(amount >= 0 && amount < reference)) throw fault(actions, k, `a dividend from 0 to below ${reference}, the close before it`);
      if (dividends) steps.push({ ts: times[k]!, price: (reference - amount) / reference, ratio: 1 });
      reference -= amount;
    }
  }
  return anchor === 'end' ? backward(steps) : forward(steps);
}

function backward(steps: readonly Step[]): Factors {
  const factors = untouched(steps);
  for (let k = steps.length - 1; k >= 0; k--) {
    factors.price[k] = factors.price[k + 1]! * steps[k]!.price;
    factors.ratio[k] = factors.ratio[k + 1]! * steps[k]!.ratio;
  }
  return factors;
}

function forward(steps: readonly Step[]): Factors {
  const factors = untouched(steps);
  for (let k = 0; k < steps.length; k++) {
    factors.price[k + 1] = factors.price[k]! / steps[k]!.price;
    factors.ratio[k + 1] = factors.ratio[k]! / steps[k]!.ratio;
  }
  return factors;
}

function untouched(steps: readonly Step[]): Factors {
  const ones = (): Column => new Float64Array(steps.length + 1).fill(1);
  return { times: Float64Array.from([...steps.map(({ ts }) => ts), Number.POSITIVE_INFINITY]), price: ones(), ratio: ones() };
}

/** Bars with factors applied; the columns given stay as they are. Rows are oldest first, a NaN row in front may be there. */
export function applyFactors(bars: BarColumns, { times, price, ratio }: Factors): BarColumns {
  const [open, high, low, close, volume] = [bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => column.slice());
  const prices = [open!, high!, low!, close!];
  let k = 0;
  for (let row = 0; row < bars.times.length; row++) {
    while (bars.times[row]! > times[k]!) k++;
    for (const column of prices) column[row] = (column[row]! * price[k]!) / ratio[k]!;
    volume![row]! *= ratio[k]!;
  }
  return { openTimes: bars.openTimes, times: bars.times, open: open!, high: high!, low: low!, close: close!, volume: volume! };
}

/** Bars adjusted for the corporate actions between them, by `factorsOf` from their own closes. */
export function adjustBars(bars: BarColumns, actions: Block, options: AdjustOptions): BarColumns {
  const closes = new ClosesBefore(columnsOf(actions, ['times']).times);
  closes.take({ rows: bars.times.length, columns: { ...bars } });
  return applyFactors(bars, factorsOf(actions, closes.finish(), options));
}

function fault({ columns, place }: Block, row: number, what: string): DataError {
  const message = `Expected ${what}, on ${isoTime(columns['times']![row]!)}, but it was "${columns['value']![row]}"`;
  return new DataError(message, place === undefined ? {} : { place: place(row) });
}
