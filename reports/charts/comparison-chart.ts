import { underwater } from '../../engine/analysis/drawdown.ts';
import type { EquityColumns } from '../../engine/model/result.ts';
import type { Curve } from './curve.ts';
import type { Look } from './look.ts';
import { runColor, runDash } from './run-color.ts';
import { drawing } from './svg.ts';
import { asPercent } from './ticks.ts';
import { timePanels } from './time-panels.ts';

/** A run as one of several curves. */
export interface Compared {
  readonly name: string;
  readonly equity: EquityColumns;
  readonly startCash: number;
}

/** The growth of several runs since their starting cash, and their drawdowns below: runs of any size on one scale. */
export function comparisonChart(runs: readonly Compared[], says: string, look: Look, width: number): string {
  const curves = (of: (run: Compared) => Float64Array): Curve[] =>
    runs.map((run, k) => {
      const dash = runDash(k);
      return { name: run.name, ts: run.equity.ts, values: of(run), color: runColor(look, k), ...(dash !== undefined && { dash }) };
    });
  const { svg, height } = timePanels(
    [
      { title: 'Return', ticks: asPercent, height: width * 0.36, zero: true, curves: curves(growthOf) },
      {
        title: 'Drawdown',
        ticks: asPercent,
        height: width * 0.16,
        zero: true,
        curves: curves(fallOf).map(({ name: _, ...curve }) => ({ ...curve, name: '' })),
      },
    ],
    look,
    width,
  );
  return drawing(width, height, says, look, svg);
}

/** Equity over the starting cash, less one. */
export const growthOf = ({ equity, startCash }: Compared): Float64Array => equity.value.map((value) => value / startCash - 1);

const fallOf = ({ equity, startCash }: Compared): Float64Array => underwater(startCash, equity.value).map((fall) => -fall);
