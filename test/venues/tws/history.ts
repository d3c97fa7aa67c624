import { DAY, HOUR, MINUTE, WEEK } from '../../../engine/model/time.ts';
import type { Desk } from './desk.ts';
import type { Field } from './frame.ts';
import { meantBy } from './listed.ts';
import { decimal } from './order-rows.ts';
import type { Placed } from './placed-order.ts';
import { Refusal } from './refusal.ts';
import { momentOf, stamp } from './times.ts';

/** Bar sizes by the words of TWS; those under a minute are made of minutes here and so not offered. */
const SIZES: Readonly<Record<string, number>> = {
  ...{ '1 min': MINUTE, '2 mins': 2 * MINUTE, '3 mins': 3 * MINUTE, '5 mins': 5 * MINUTE, '10 mins': 10 * MINUTE },
  ...{ '15 mins': 15 * MINUTE, '20 mins': 20 * MINUTE, '30 mins': 30 * MINUTE, '1 hour': HOUR, '2 hours': 2 * HOUR },
  ...{ '3 hours': 3 * HOUR, '4 hours': 4 * HOUR, '8 hours': 8 * HOUR, '1 day': DAY, '1 week': WEEK },
};

const UNITS: Readonly<Record<string, number>> = { S: 1_000, D: DAY, W: WEEK, M: 30 * DAY, Y: 365 * DAY };

/** What TWS answers to who asks too often: the same within 15 s, a contract 6 times in 2 s, 60 times in 10 minutes. */
const PACE = [
  { per: 15_000, most: 1, isSame: true },
  { per: 2_000, most: 5, isSame: true, ofContract: true },
  { per: 600_000, most: 60, isSame: false },
] as const;

/** Message 17: bars that begin before `endDateTime`, as many as the duration has. Throws a Refusal. */
export function historicalData(desk: Desk, asked: Placed): readonly (readonly Field[])[] {
  const { reqId = '', barSize = '', duration = '', whatToShow = '', formatDate, endDateTime = '', useRTH, keepUpToDate } = asked;
  const [listed, ...others] = meantBy(asked, desk.listed);
  if (listed === undefined || others.length > 0) throw new Refusal(200, 'No security definition has been found for the request');
  const length = SIZES[barSize];
  const span = /^(\d+) ([SDWMY])$/.exec(duration);
  const invalid = (what: string): Refusal => new Refusal(321, `Error validating request.-'bH' : cause - ${what}`);
  if (length === undefined) throw invalid('Historical data bar size setting is invalid.');
  if (span === null) throw invalid('Historical data request duration is invalid.');
  if (!['0', '1'].includes(useRTH!) || !['1', '2'].includes(formatDate!) || keepUpToDate !== '0') throw invalid('Invalid flags');
  const shows =
    listed.secType === 'CASH' ? ['MIDPOINT', 'BID', 'ASK'] : listed.secType === 'CRYPTO' ? ['AGGTRADES'] : ['TRADES', 'MIDPOINT'];
  if (!shows.includes(whatToShow))
    throw new Refusal(162, `Historical Market Data Service error message:No historical data for ${whatToShow}`);
  const { now } = desk.world.exchange;
  const end = endDateTime === '' ? now : momentOf(endDateTime);
  if (Number.isNaN(end)) throw new Refusal(10314, 'End Date/Time: The date, time, or time-zone entered is invalid.');
  pace(desk, `${listed.conId} ${barSize} ${duration} ${endDateTime} ${whatToShow}`, String(listed.conId), length < MINUTE);
  const from = end - Number(span[1]) * UNITS[span[2]!]!;
  const startOf = (ts: number): number => Math.floor(ts / length) * length;
  const bars = desk.candles[listed.index]!.bars(startOf, startOf(from + length - 1), Math.min(end, now) - 1, Math.min(end, now) - 1);
  if (bars.length === 0)
    throw new Refusal(162, `Historical Market Data Service error message:HMDS query returned no data: ${listed.symbol}`);
  const dateOf = (start: number): string =>
    length >= DAY ? stamp(start).slice(0, 8) : formatDate === '2' ? String(start / 1_000) : stamp(start);
  const rows = bars.flatMap((bar): Field[] => [
    ...[dateOf(bar.start), decimal(bar.open), decimal(bar.high), decimal(bar.low), decimal(bar.close)],
    ...[decimal(bar.volume), decimal(bar.volume > 0 ? bar.turnover / bar.volume : bar.close), bar.volume > 0 ? 7 : 0],
  ]);
  return [[17, reqId, stamp(from), stamp(end), bars.length, ...rows]];
}

function pace({ history, world }: Desk, what: string, contract: string, isSmall: boolean): void {
  const { now } = world.exchange;
  const within = (per: number, counts: (one: Desk['history'][number]) => boolean): number =>
    history.filter((one) => one.ts > now - per && counts(one)).length;
  for (const rule of PACE) {
    const counts = (one: Desk['history'][number]): boolean =>
      'ofContract' in rule ? one.what.startsWith(`${contract} `) : rule.isSame ? one.what === what : true;
    if (within(rule.per, counts) >= rule.most)
      throw new Refusal(162, 'Historical Market Data Service error message:Historical data request pacing violation');
  }
  history.push({ ts: now, what, isSmall });
}
