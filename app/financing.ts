import { ACTIONS } from '../data/block.ts';
import type { ActionsSpec } from '../engine/broker/sim/financing/actions.ts';
import type { DailySpec } from '../engine/broker/sim/financing/daily.ts';
import type { FundingSpec } from '../engine/broker/sim/financing/funding.ts';
import { type SessionTable, sessionOn } from '../engine/model/calendar.ts';
import { ConfigError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import { HOUR, isoTime, MINUTE } from '../engine/model/time.ts';
import type { FullSpec } from './config/parse.ts';
import type { ReadFeed } from './load-feed.ts';

/** What is charged once a day; undefined where nothing is. */
export function dailyOf({ costs: { financing } }: FullSpec, instruments: FullSpec['instruments']): DailySpec | undefined {
  const { at, borrow, swap, interest } = financing;
  const own = Object.values(instruments).some((one) => one.borrow?.rate !== undefined || one.swap !== undefined);
  if (borrow === null && swap === null && interest === null && !own) return undefined;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return { at: hours * HOUR + minutes * MINUTE, borrow: borrow ?? undefined, swap: swap ?? undefined, interest: interest ?? undefined };
}

/** The funding of an instrument. */
export function fundingOf(read: ReadFeed, instrument: number): FundingSpec {
  if (read.kind !== 'funding') throw new ConfigError(`Expected a source of funding, but it was "${read.kind}"`);
  return { instrument, times: withoutNanRow(read.columns.times), rates: withoutNanRow(read.columns.rate) };
}

/**
 * The corporate actions of an instrument, each at the open of the session of its date, or at its midnight UTC where the market
 * has no calendar. Throws a ConfigError for a value that is none.
 */
export function actionsOf(
  read: ReadFeed,
  instrument: number,
  sessions: SessionTable | undefined,
  adjustOrders: 'splits' | 'dividends',
): ActionsSpec {
  if (read.kind !== 'actions') throw new ConfigError(`Expected a source of actions, but it was "${read.kind}"`);
  const { times, type, value } = read.columns;
  for (let row = 1; row < times.length; row++) {
    if (type[row] !== ACTIONS.split || value[row]! > 0) continue;
    throw new ConfigError(`Expected a split of "${read.id}" on ${isoTime(times[row]!).slice(0, 10)} above 0, but it was "${value[row]}"`);
  }
  return {
    instrument,
    times: withoutNanRow(times).map((ts) => opensOn(sessions, ts)),
    types: withoutNanRow(type),
    values: withoutNanRow(value),
    adjustOrders,
  };
}

function opensOn(sessions: SessionTable | undefined, date: number): number {
  const session = sessions === undefined ? -1 : sessionOn(sessions, date);
  return session < 0 ? date : sessions!.opens[session]!;
}

const withoutNanRow = (column: Column): Column => column.slice(1);
