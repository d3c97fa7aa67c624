import type { BacktestParts } from '../../../engine/loop/parts.ts';
import type { Series } from '../../../engine/model/series.ts';

/** What each series of a run is called: by its role, with its id where there are several, or by what it lies beside. */
export function namesOf({ strategies, series }: Pick<BacktestParts, 'strategies' | 'series'>): string[] {
  return series.map((one) => {
    for (const { feeds } of strategies)
      for (const [role, given] of Object.entries(feeds)) {
        if (given === one) return role;
        if (isList(given) && given.includes(one)) return `${role} ${one.id}`;
      }
    return one.converts > 0 ? `rate ${one.id}` : `finer data of ${one.id}`;
  });
}

const isList = (given: Series | readonly Series[]): given is readonly Series[] => Array.isArray(given);
