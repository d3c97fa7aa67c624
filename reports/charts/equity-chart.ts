import { underwater } from '../../engine/analysis/drawdown.ts';
import type { EquityColumns } from '../../engine/model/result.ts';
import { thin } from '../thin.ts';
import type { Curve } from './curve.ts';
import type { Look } from './look.ts';
import { drawing } from './svg.ts';
import { asMoney, asPercent } from './ticks.ts';
import { timePanels } from './time-panels.ts';

/** What a run's equity is drawn against: the benchmark or what holding came to, one value per equity value. */
export interface Rival {
  readonly name: string;
  /** What its colour is called in the palette. */
  readonly color: 'mark' | 'hold';
  readonly values: Float64Array;
}

/** More points than this make a page slow, and no eye sees them. */
const MOST_POINTS = 5_000;

/** Equity and its rivals as they are drawn. */
export interface EquityPoints extends EquityColumns {
  /** At or below zero. */
  readonly falls: Float64Array;
  readonly rivals: readonly Rival[];
}

/** Thins the curves once, for charts of any kind and size. Of several points in one second the last stays: a chart's time has no finer unit. */
export function equityPoints({ ts, value }: EquityColumns, startCash: number, rivals: readonly Rival[]): EquityPoints {
  const falls = underwater(startCash, value);
  const second = (row: number): number => Math.round(ts[row]! / 1000);
  const rows = thin(value, falls, MOST_POINTS).filter((row, k, all) => k + 1 === all.length || second(row) < second(all[k + 1]!));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]!);
  return {
    ts: pick(ts),
    value: pick(value),
    falls: pick(falls).map((fall) => -fall),
    rivals: rivals.map((rival) => ({ ...rival, values: pick(rival.values) })),
  };
}

/** Equity over time against its rivals, with the drawdown below. */
export function equityChart({ ts, value, falls, rivals }: EquityPoints, says: string, look: Look, width: number): string {
  const against = rivals.map(({ name, color, values }): Curve => ({ name, ts, values, color: look[color] }));
  const { svg, height } = timePanels(
    [
      {
        title: 'Equity',
        ticks: asMoney,
        height: width * 0.34,
        curves: [{ name: 'Run', ts, values: value, color: look.accent, thick: true }, ...against],
      },
      {
        title: 'Drawdown',
        ticks: asPercent,
        height: width * 0.12,
        zero: true,
        curves: [{ name: 'Drawdown', ts, values: falls, color: look.down, filled: true }],
      },
    ],
    look,
    width,
  );
  return drawing(width, height, says, look, svg);
}
