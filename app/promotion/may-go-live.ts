import type { Hashes } from '../../engine/loop/journal.ts';
import type { Promotion } from './promotion.ts';

/** What a strategy has to have shown before it may trade real money. */
const NEEDED = [
  ['backtest', 'a backtest', 'RUN_ID'],
  ['paper', 'a verified paper session', 'SESSION'],
] as const satisfies readonly (readonly [Promotion['kind'], string, string])[];

const PARTS = [
  ['code', 'another version of the strategy'],
  ['params', 'other parameters'],
  ['engine', 'another engine'],
] as const satisfies readonly (readonly [keyof Promotion['hashes'], string])[];

/** Why a strategy may not go live yet, a sentence each; none where a backtest and a paper session of exactly this were promoted. */
export function mayGoLive(promotions: readonly Promotion[], hashes: Promotion['hashes'] & Partial<Hashes>): string[] {
  return NEEDED.flatMap(([kind, what, argument]) => {
    const own = promotions.filter((one) => one.kind === kind);
    if (own.some((one) => differences(one, hashes).length === 0)) return [];
    const nearest = own.toSorted((a, b) => differences(a, hashes).length - differences(b, hashes).length || (a.ts < b.ts ? 1 : -1))[0];
    const but = nearest === undefined ? 'there was none' : `"${nearest.source}" was of ${differences(nearest, hashes).join(' and ')}`;
    return [`Expected ${what} of this very strategy that was promoted (onetape promote ${argument}), but ${but}`];
  });
}

const differences = (one: Promotion, hashes: Promotion['hashes']): string[] =>
  PARTS.flatMap(([name, words]) => (one.hashes[name] === hashes[name] ? [] : [words]));
