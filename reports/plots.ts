import type { PlotColumns } from '../engine/model/result.ts';

/** The lines plotted on an instrument's chart; where several strategies plot, each line's name says whose it is. */
export function plotsOn(instrument: string, plots: readonly PlotColumns[]): readonly PlotColumns[] {
  const own = plots.filter((plot) => plot.instrument === instrument);
  const several = own.some(({ strategyId }) => strategyId !== own[0]!.strategyId);
  return several ? own.map((plot) => ({ ...plot, name: `${plot.strategyId} ${plot.name}` })) : own;
}
