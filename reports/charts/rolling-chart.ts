import type { Rolling } from '../../engine/analysis/rolling.ts';
import type { Look } from './look.ts';
import { drawing } from './svg.ts';
import { asNumber, asPercent } from './ticks.ts';
import { type Panel, timePanels } from './time-panels.ts';

/** Rolling Sharpe ratio, volatility and, where there is a benchmark, beta: one panel each. */
export function rollingChart({ ts, sharpe, volatility, beta }: Rolling, says: string, look: Look, width: number): string {
  const panel = (title: string, values: Float64Array, color: string, ticks: Panel['ticks']): Panel => ({
    title,
    ticks,
    height: width > 450 ? 96 : 70,
    zero: true,
    curves: [{ name: title, ts, values, color }],
  });
  const panels = [panel('Sharpe', sharpe, look.run1, asNumber), panel('Volatility', volatility, look.run2, asPercent)];
  if (beta.some((value) => !Number.isNaN(value))) panels.push(panel('Beta', beta, look.run5, asNumber));
  const { svg, height } = timePanels(panels, look, width);
  return drawing(width, height, says, look, svg);
}
