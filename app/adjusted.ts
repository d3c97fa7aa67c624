import { ACTIONS, type Block } from '../data/block.ts';
import { ConfigError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import type { ReadFeed } from './load-feed.ts';

/** Which actions are in the prices already: then the account does not book them. */
export type Adjust = 'none' | 'splits' | 'all';

/** What was adjusted last, by the bars: many runs over one feed adjust it alike. */
const adjustments = new WeakMap<ReadFeed, { readonly actions: ReadFeed; readonly how: string; readonly result: ReadFeed }>();

/** Bars adjusted for the actions of their instrument, as they were known at `asOf`. Throws a ConfigError for what is not bars. */
export async function adjusted(bars: ReadFeed, actions: ReadFeed, adjust: Adjust, asOf: number): Promise<ReadFeed> {
  if (bars.kind === 'stream')
    throw new ConfigError(`Expected "adjust" to be none for a series too long for memory, but it was "${adjust}" for "${bars.id}"`);
  if (bars.kind !== 'bars' || actions.kind !== 'actions')
    throw new ConfigError(`Expected bars and actions to adjust them for, but it was "${bars.kind}" and "${actions.kind}"`);
  const how = `${adjust} ${asOf}`;
  const known = adjustments.get(bars);
  if (known?.actions === actions && known.how === how) return known.result;
  const { adjustBars } = await import('../data/transform/adjustment.ts');
  const columns = adjustBars(bars.columns, blockOf(actions.columns), { splits: true, dividends: adjust === 'all', asOf });
  const result = { ...bars, columns, warnings: [...bars.warnings, ...actions.warnings] };
  adjustments.set(bars, { actions, how, result });
  return result;
}

/** The actions that are not in the prices, and so are the account's to book. */
export function leftToBook(actions: ReadFeed, adjust: Adjust): ReadFeed {
  if (actions.kind !== 'actions' || adjust === 'none') return actions;
  const { times, type, value } = actions.columns;
  const rows = [...times.keys()].filter(
    (row) => row === 0 || type[row] === ACTIONS.delisting || (type[row] === ACTIONS.dividend && adjust === 'splits'),
  );
  const pick = (column: Column): Column => Float64Array.from(rows, (row) => column[row]!);
  return { ...actions, columns: { times: pick(times), type: pick(type), value: pick(value) } };
}

/** The splits among actions, as checks of data know them. */
export function splitsOf(actions: ReadFeed): { readonly times: readonly number[]; readonly values: readonly number[] } | undefined {
  if (actions.kind !== 'actions') return undefined;
  const { times, type, value } = actions.columns;
  const rows = [...times.keys()].filter((row) => type[row] === ACTIONS.split);
  return { times: rows.map((row) => times[row]!), values: rows.map((row) => value[row]!) };
}

const blockOf = (columns: Readonly<Record<string, Column>>): Block => ({
  rows: columns['times']!.length - 1,
  columns: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(1)])),
});
