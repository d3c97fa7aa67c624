import { ConfigError } from '../../../engine/model/errors.ts';
import type { Column } from '../../../engine/model/series.ts';
import { parseTimeframe, type Timeframe } from '../../../engine/model/timeframe.ts';
import { parseSeriesKey, type SeriesKey } from '../../series-key.ts';
import { Header } from '../header.ts';
import type { Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Table } from '../table.ts';
import { type BarTimeColumns, barTimeColumns } from '../time/time-column.ts';
import type { TimeFormat } from '../time/time-format.ts';
import { type TimePlan, timePlan } from '../time/time-plan.ts';
import { BarClock } from './bar-clock.ts';
import { type BarColumnsAt, BarPass } from './bar-pass.ts';
import { bothEnds, type Ends } from './both-ends.ts';
import { stepName, timeframeOf, usualStep } from './timeframe-of.ts';

/** What a layout knows about a file of bars before its rows are looked at. */
export interface BarLayout {
  readonly time: BarTimeColumns;
  readonly at: BarColumnsAt;
  readonly price: SeriesKey['price'];
  readonly instrument: string;
  readonly found: readonly string[];
  readonly warnings: readonly string[];
  readonly format?: TimeFormat;
  readonly timeframe?: string;
}

/** Plans a file of bars; throws a ConfigError where stamp, timezone or timeframe are needed and not given. */
export function barPlan(table: Table, layout: BarLayout, options: ReadOptions): Plan {
  const { name } = table;
  const { time } = layout;
  const times = timePlan(table, time, options, layout.format);
  const areDates = times.format.style === 'date';
  if (time.stamp === undefined && !areDates) throw askStamp(table, time);
  const labels = times.newestFirst ? times.sample.slice().reverse() : times.sample;
  const ends = time.end < 0 ? undefined : bothEnds(table, time, times);
  const { text, timeframe, warnings } = foundTimeframe(name, labels, areDates, ends, layout.timeframe, options.timeframe);
  const clock = (): BarClock | undefined =>
    timeframe === undefined
      ? undefined
      : new BarClock({ name, timeframe, areDates, stamp: time.stamp, calendar: options.calendar }, labels);
  clock();
  return {
    kind: 'bars',
    timeframe: text,
    price: layout.price,
    instrument: layout.instrument,
    found: [...layout.found, ...sentences(times, time, ends, text)],
    warnings: [...layout.warnings, ...unusedZone(name, times, options.timezone), ...warnings],
    newestFirst: times.newestFirst,
    width: 7,
    begin: () => new BarPass(table, { ...layout.at, time, end: ends?.isExact === true ? time.end : -1 }, times, clock()),
  };
}

interface Found {
  readonly text: string;
  /** Undefined where each bar says both of its ends. */
  readonly timeframe: Timeframe | undefined;
  readonly warnings: readonly string[];
}

/** The timeframe that the user, the layout or both ends of the bars say, else what the steps between the rows show. */
function foundTimeframe(
  name: string,
  labels: Column,
  areDates: boolean,
  ends: Ends | undefined,
  known: string | undefined,
  given: string | undefined,
): Found {
  const said = known ?? (ends?.isExact === false ? ends.timeframe : undefined);
  const timeframe = given === undefined && said !== undefined ? parseTimeframe(said) : undefined;
  if (ends?.isExact === true) {
    // Bars of so many trades have a timeframe that is no length of time.
    const text = given ?? said ?? lengthOf(ends, labels);
    if (text !== undefined && parseSeriesKey(`X@${text}`) !== undefined) return { text, timeframe: undefined, warnings: [] };
  }
  if (timeframe !== undefined) return { text: timeframe.text, timeframe, warnings: [] };
  const found = timeframeOf(name, labels, areDates, given ?? said);
  return { ...found, text: found.timeframe.text };
}

/** The usual length of bars, or where they are parts of a day, with hours left out between them, the usual step. */
function lengthOf({ timeframe, length }: Ends, labels: Column): string | undefined {
  const step = usualStep(labels);
  return timeframe !== undefined && (Number.isNaN(step) || step % length === 0) ? timeframe : stepName(step);
}

/** The layout that a header or the usual order of columns gives. */
export function plainBars(table: Table, options: ReadOptions, known: Pick<BarLayout, 'instrument' | 'price'>): BarLayout {
  const header = new Header(table, options.columns);
  header.refuseUnknown();
  const at = header.need('open', 'high', 'low', 'close');
  const time = barTimeColumns(header, options.stamp);
  const volume = volumeOf(header);
  const warnings = volume < 0 ? [`${table.name}: no volume column, so every volume is 0`] : [];
  return { time, at: { ...at, volume, scale: 1 }, instrument: known.instrument, price: known.price, found: [header.found()], warnings };
}

function volumeOf(header: Header): number {
  const { table } = header;
  const at = header.find('volume');
  // MetaTrader knows the volume of few markets, and counts changes of price in the others.
  const ticks = header.findNamed(['tickvol', 'tickvolume']);
  if (at >= 0) return ticks < 0 || ticks === at || isAnyAbove0(table, at) ? at : header.use('volume', ticks);
  // Two volumes, `Volume BTC` and `Volume USDT`: the first is that of the instrument itself.
  const other = table.hasHeader ? table.head.findIndex((name) => /^volume\b/i.test(name)) : -1;
  return other < 0 ? -1 : header.use('volume', other);
}

function isAnyAbove0(table: Table, at: number): boolean {
  for (const rows = table.sample(); rows.next(); ) if (rows.number(at) > 0) return true;
  return false;
}

function askStamp(table: Table, time: BarTimeColumns): ConfigError {
  const was = table.hasHeader ? (table.head[time.at] ?? '') : 'no header';
  return new ConfigError(
    `Expected the header of ${table.name} to say which end of a bar its times name, or a stamp (${table.name}?stamp=open), but it was "${was}"`,
  );
}

function unusedZone(name: string, { format, zone }: TimePlan, timezone: string | undefined): readonly string[] {
  if (format.style !== 'date' || timezone === undefined || zone?.offsets[0] === 0) return [];
  return [`${name}: the timezone ${timezone} is not used, as the rows are dates: each is its day from midnight to midnight UTC`];
}

function sentences(times: TimePlan, time: BarTimeColumns, ends: Ends | undefined, timeframe: string): readonly string[] {
  const stamp =
    ends !== undefined ? ends.found : time.stamp === undefined ? 'a date is its whole session' : `the times are when bars ${time.stamp}`;
  const order = times.newestFirst ? ['order: newest row first, so the rows are turned round'] : [];
  return [times.found, `stamp: ${stamp}`, `timeframe: ${timeframe}`, ...order];
}
