import { ConfigError } from '../../../engine/model/errors.ts';
import { barPlan, plainBars } from '../bars/bar-plan.ts';
import { plainQuoteBars, quoteBarPlans } from '../bars/quote-bar-plans.ts';
import { Header } from '../header.ts';
import { type Shape, shapeOf } from '../kind-of.ts';
import { askLayout, leanFileOf } from '../lean/lean-path.ts';
import { leanPlans } from '../lean/lean-plan.ts';
import type { Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import { actionsPlan } from '../rows/actions-plan.ts';
import { customPlan } from '../rows/custom-plan.ts';
import { depthPlan } from '../rows/depth-plan.ts';
import { headerlessQuotes, plainFunding, plainQuotes, plainTrades, tickPlan } from '../rows/tick-plan.ts';
import type { Table } from '../table.ts';
import { binanceBars, binanceTrades } from './binance.ts';
import { areQuotes, headerlessBars } from './headerless.ts';
import { knownOf } from './known-of.ts';

/** Where a table comes from: the file's path, and the entry within its zip. */
export interface Origin {
  readonly path: string;
  readonly entry: string | undefined;
}

/** Plans the series of a table; throws a ConfigError or a DataError where it cannot tell what they are. */
export function plansOf(table: Table, origin: Origin, options: ReadOptions): readonly Plan[] {
  const lean = options.columns === undefined ? leanFileOf(origin.path, origin.entry, options.layout) : undefined;
  if (lean !== undefined && (!table.hasHeader || lean.resolution === 'map_files')) return leanPlans(table, lean, options);
  refuseLayout(options.layout, lean !== undefined);
  if (origin.entry !== undefined && isLeanRow(table, options)) throw askLayout(origin.entry);
  const header = new Header(table, options.columns);
  const known = knownOf(table, origin, options);
  const kind = options.kind ?? known.kind;
  if (!table.hasHeader && options.columns === undefined) return [headerlessPlan(table, origin.path, known, kind, options)];
  const shape = shapeOf(header, kind) ?? kind ?? 'bars';
  return shapePlans(shape, table, header, known, options);
}

type Known = ReturnType<typeof knownOf>;

function shapePlans(shape: Shape, table: Table, header: Header, known: Known, options: ReadOptions): readonly Plan[] {
  const { instrument, timeframe } = known;
  switch (shape) {
    case 'bars':
      return [barPlan(table, { ...plainBars(table, options, known), ...(timeframe !== undefined && { timeframe }) }, options)];
    case 'quote bars':
      return quoteBarPlans(table, plainQuoteBars(header, options, instrument), options);
    case 'quotes':
      return [tickPlan(table, plainQuotes(table, options, instrument), options)];
    case 'trades':
      return [tickPlan(table, plainTrades(table, options, instrument), options)];
    case 'funding':
      return [tickPlan(table, plainFunding(table, options, instrument), options)];
    case 'depth':
      return [depthPlan(table, header, options, instrument)];
    case 'custom':
      return [customPlan(table, options, known.name)];
    default:
      return [actionsPlan(table, header, options, instrument)];
  }
}

function headerlessPlan(table: Table, path: string, known: Known, kind: ReadOptions['kind'], options: ReadOptions): Plan {
  const { instrument } = known;
  const trades = kind === undefined || kind === 'trades' ? binanceTrades(table, instrument) : undefined;
  if (trades !== undefined) return tickPlan(table, trades, options);
  if (kind === 'quotes' || (kind === undefined && areQuotes(table))) {
    return tickPlan(table, headerlessQuotes(table, instrument), options);
  }
  if (kind === undefined || kind === 'bars') {
    return barPlan(table, binanceBars(table, known, options.stamp) ?? headerlessBars(table, path, options, known), options);
  }
  throw new ConfigError(
    `Expected a header in ${table.name}, or columns by number (${table.name}?columns=time=1,price=2,size=3), but it was "${table.head.join(',')}"`,
  );
}

/** `20130102 09:00` without a header within a zip file: nobody else writes that. */
function isLeanRow({ hasHeader, head }: Table, { columns }: ReadOptions): boolean {
  return !hasHeader && columns === undefined && /^\d{8} \d\d:\d\d$/.test(head[0] ?? '');
}

function refuseLayout(layout: string | undefined, isLean: boolean): void {
  if (layout === undefined || isLean) return;
  throw new ConfigError(`Expected layout to be such as lean-equity-usa or lean-forex-oanda, but it was "${layout}"`);
}
