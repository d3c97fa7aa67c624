import { underwater } from '../../engine/analysis/drawdown.ts';
import type { EquityColumns } from '../../engine/model/result.ts';
import { thin } from '../thin.ts';
import { packSteps, packTimes, type Steps } from './steps.ts';

/** A curve of a page's first chart, thinned: columns are packed, times are seconds. */
export interface CurveData {
  readonly name: string;
  /** What its colour is called in the palette. */
  readonly color: string;
  /** How it is drawn: the run itself filled, others as lines, dashed where colours are used up. */
  readonly style: 'area' | 'line' | 'dashed';
  readonly time: Steps;
  readonly value: Steps;
  /** The fall from its peak as a positive fraction; null where it is not drawn. */
  readonly drawdown: Steps | null;
}

/** Rows to draw, their times as a reader dates them, and the falls from the peak of all rows. */
export interface Thinned {
  readonly rows: readonly number[];
  readonly ts: Float64Array;
  readonly falls: Float64Array;
}

/** Thins equity to about `most` points, dated `earlier` than they are. Of several in one second the last stays: a chart's time has no finer unit. */
export function thinned({ ts, value }: EquityColumns, startCash: number, most: number, earlier: number): Thinned {
  const falls = underwater(startCash, value);
  const second = (row: number): number => Math.round(ts[row]! / 1000);
  const rows = thin(value, falls, most).filter((row, k, all) => k + 1 === all.length || second(row) < second(all[k + 1]!));
  return { rows, ts: Float64Array.from(rows, (row) => ts[row]! - earlier), falls };
}

/** One value per row of a curve. */
export function curveData(
  look: Pick<CurveData, 'name' | 'color' | 'style'>,
  { rows, ts, falls }: Thinned,
  values: Float64Array,
  withDrawdown: boolean,
): CurveData {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!);
  return { ...look, time: packTimes(ts), value: packSteps(pick(values), 2), drawdown: withDrawdown ? packSteps(pick(falls), 4) : null };
}
