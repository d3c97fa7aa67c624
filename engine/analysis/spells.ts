import type { Annualisation } from './annualisation.ts';
import type { PeriodReturn } from './calendar.ts';
import type { Spells } from './metrics.ts';
import { finite } from './power.ts';
import type { Sampled } from './sampled.ts';

/** The best and worst days and months; a day's return needs equity that is valued at least daily. */
export function spellsOf({ returns }: Sampled, { frequency }: Annualisation, months: readonly PeriodReturn[]): Spells {
  const none = { best: Number.NaN, worst: Number.NaN };
  const day = frequency === 'intraday' || frequency === 'daily' ? extremesOf(returns) : none;
  const values = Float64Array.from(months, ({ value }) => value).filter((value) => !Number.isNaN(value));
  const month = extremesOf(values);
  let gains = 0;
  let pains = 0;
  let positive = 0;
  for (const value of values) {
    gains += value;
    if (value < 0) pains -= value;
    if (value > 0) positive++;
  }
  return {
    bestDay: day.best,
    worstDay: day.worst,
    bestMonth: month.best,
    worstMonth: month.worst,
    positiveMonths: finite(positive / values.length),
    gainToPain: finite(gains / pains),
  };
}

function extremesOf(values: Float64Array): { readonly best: number; readonly worst: number } {
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (let k = 0; k < values.length; k++) {
    if (values[k]! > best) best = values[k]!;
    if (values[k]! < worst) worst = values[k]!;
  }
  return { best: finite(best), worst: finite(worst) };
}
