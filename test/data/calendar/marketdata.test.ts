import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { localToUtc, zoneOf } from '../../../data/calendar/zone.ts';
import { nextSession, sessionOn } from '../../../engine/model/calendar.ts';
import { HOUR, MINUTE } from '../../../engine/model/time.ts';
import { dates, hours, table } from './tables.ts';

const FOLDER = resolve(process.env['EXTERNAL_DIR'] ?? '../shared/marketdata');
const ABSENT = existsSync(FOLDER) ? undefined : `no data at ${FOLDER}`;

/** The first cell of each row of a file of bars. */
function times(file: string): string[] {
  const bytes = readFileSync(join(FOLDER, 'bars', file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(',')));
}

/** Sessions of a calendar without a bar of a file, between its first and its last; and bars of `ms` wholly outside of sessions. */
function compare(name: string, opens: readonly number[], ms: number): { without: string[]; outside: number; inBreaks: number } {
  const calendar = table(name);
  const { breaks } = calendar;
  const seen = new Set<number>();
  let outside = 0;
  let inBreaks = 0;
  for (const ts of opens) {
    const s = nextSession(calendar, ts);
    if (calendar.opens[s]! >= ts + ms) outside++;
    else {
      seen.add(s);
      if (breaks !== undefined && ts >= breaks.begins[s]! && ts + ms <= breaks.ends[s]!) inBreaks++;
    }
  }
  const [first, last] = [Math.min(...seen), Math.max(...seen)];
  const all = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  const without = all.filter((s) => !seen.has(s)).map((s) => new Date(calendar.dates[s]!).toISOString().slice(0, 10));
  return { without, outside, inBreaks };
}

describe.skipIf(ABSENT !== undefined)(`real data${ABSENT === undefined ? '' : `: ${ABSENT}`}`, () => {
  it.each([
    ['SPY_1d_trade', 5849],
    ['AAPL_1d_trade', 5849],
    ['GOOG_1d_trade', 4183],
    ['GOOGL_1d_trade', 1761],
    ['GOOG_1d_2004_2013_btpy', 2148],
    ['ORCL_1d_yahoo', 5036],
    ['YHOO_1d_yahoo', 4713],
  ])('of %s have a daily bar on each of the %i sessions of US equities, and on no other day', (file, rows) => {
    const found = times(`equity/${file}.csv`).map((text) => text.slice(0, 10));
    expect(found).toHaveLength(rows);
    expect(found).toEqual(dates('XNYS', found[0], found.at(-1)));
  });

  it('of QQQ do so but for the years in which it was called QQQQ', () => {
    const found = times('equity/QQQ_1d_trade.csv');
    const sessions = dates('XNYS', found[0], found.at(-1));
    const without = sessions.filter((date) => !found.includes(date));
    expect(found.filter((date) => !sessions.includes(date))).toEqual([]);
    expect([without.length, without[0], without.at(-1)]).toEqual([1588, '2004-12-01', '2011-03-22']);
    expect(without).toEqual(dates('XNYS', '2004-12-01', '2011-03-22'));
  });

  it('of SPY by the hour end early on every half day and on no other day', () => {
    const last = new Map<string, number>();
    for (const text of times('equity/SPY_1h_trade.csv.gz')) last.set(text.slice(0, 10), Date.parse(text) + HOUR);
    const calendar = table('XNYS');
    const apart = [...last].filter(([date, ends]) => ends !== calendar.closes[sessionOn(calendar, Date.parse(date))]!);
    // Until 2008 this file holds what was printed after the close of a half day; from then on it ends with the session.
    expect(apart.every(([date]) => calendar.short[sessionOn(calendar, Date.parse(date))] === 1)).toBe(true);
    expect(apart.map(([date]) => date.slice(0, 4)).at(-1)).toBe('2008');
    const short = [...last.keys()].filter((date) => calendar.short[sessionOn(calendar, Date.parse(date))] === 1);
    expect(short).toHaveLength(53);
  });

  it('of ES never trade outside the sessions of CME, nor in their breaks', () => {
    const files = readdirSync(join(FOLDER, 'bars/future')).filter((file) => /^ES_cme_(?:1m|hour)_/.test(file));
    expect(files).toHaveLength(13);
    for (const file of files) {
      const { outside, inBreaks } = compare('CME', times(`future/${file}`).map(Date.parse), file.includes('_1m_') ? MINUTE : HOUR);
      expect([file, outside, inBreaks]).toEqual([file, 0, 0]);
    }
    expect(compare('CME', times('future/ES_cme_1m_trade_20131006_20131011_201312.csv').map(Date.parse), MINUTE).without).toEqual([]);
  });

  it('of ES by the day, which is the calendar day in New York, have bars on session dates and on the Sundays that begin a week', () => {
    for (const contract of ['201312', '201403', '201406', '201409', '201412', '202003', '202006', '202009']) {
      const found = times(`future/ES_cme_daily_trade_${contract}.csv`).map((text) => Date.parse(text));
      const weekdays = found.filter((date) => new Date(date).getUTCDay() !== 0);
      expect(weekdays.filter((date) => sessionOn(table('CME'), date) < 0)).toEqual([]);
      for (const sunday of found.filter((date) => new Date(date).getUTCDay() === 0)) {
        const s = nextSession(table('CME'), sunday);
        expect(table('CME').opens[s]! - sunday).toBeLessThan(24 * HOUR);
      }
    }
  });

  it('of a currency future lie within the sessions of CME', () => {
    const closes = times('future/6EH4_cme_1m_202401.csv.gz').map(Date.parse);
    expect(closes).toHaveLength(29996);
    expect(
      compare(
        'CME_FX',
        closes.map((ts) => ts - MINUTE),
        MINUTE,
      ),
    ).toEqual({ without: [], outside: 0, inBreaks: 0 });
  });

  it('of a Eurex future, in its local time, lie within the sessions of 2006', () => {
    const berlin = zoneOf('Europe/Berlin')!;
    const closes = times('future/FESX_like_1m_20060102_20060227.csv.gz').map((text) => localToUtc(berlin, Date.parse(`${text}Z`)).utc);
    expect(closes).toHaveLength(30889);
    expect(
      compare(
        'XEUR',
        closes.map((ts) => ts - MINUTE),
        MINUTE,
      ),
    ).toEqual({ without: [], outside: 0, inBreaks: 0 });
  });

  it('of EURUSD have no bar on a weekend, and bars on all other days but those that the broker did not quote', () => {
    const found = compare('FOREX', times('forex/EURUSD_oanda_1h_mid.csv.gz').map(Date.parse), HOUR);
    expect([found.outside, found.inBreaks]).toEqual([0, 0]);
    expect(found.without).toEqual(['2016-12-12', '2016-12-13', '2016-12-14', '2016-12-15', '2016-12-26', '2017-01-02', '2018-12-26']);
    expect(compare('FOREX', times('forex/USDJPY_fxcm_1m_bid_201302.csv.gz').map(Date.parse), MINUTE).outside).toBe(0);
    // Two stray quotes at the very close of a Friday.
    expect(compare('FOREX', times('forex/EURUSD_1h_2017_2018_btpy.csv').map(Date.parse), HOUR).outside).toBe(2);
  });
});

/** What LEAN's data base of market hours says of a market. */
interface Theirs {
  readonly holidays: readonly string[];
  readonly earlyCloses: Readonly<Record<string, string>>;
}

describe.skipIf(ABSENT !== undefined)(`LEAN's market hours${ABSENT === undefined ? '' : `: ${ABSENT}`}`, () => {
  const read = (market: string): Theirs =>
    (JSON.parse(readFileSync(join(FOLDER, 'reference/market-hours-subset.json'), 'utf8')) as Record<string, Theirs>)[market]!;
  const iso = (text: string): string => {
    const [month = '', day = '', year = ''] = text.split('/');
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
  const weekdays = (from: string, to: string): string[] =>
    Array.from({ length: (Date.parse(to) - Date.parse(from)) / (24 * HOUR) + 1 }, (_, k) => Date.parse(from) + k * 24 * HOUR)
      .filter((ts) => new Date(ts).getUTCDay() % 6 !== 0)
      .map((ts) => new Date(ts).toISOString().slice(0, 10));
  const closed = (name: string, from: string, to: string): string[] => weekdays(from, to).filter((date) => hours(name, date) === 'closed');

  it('of US equities have the same holidays from 1998 to 2027', () => {
    const theirs = read('Equity-usa-[*]')
      .holidays.map(iso)
      .filter((date) => date < '2028' && new Date(date).getUTCDay() % 6 !== 0);
    expect(closed('XNYS', '1998-01-01', '2027-12-31')).toEqual([...new Set(theirs)].sort());
  });

  it('of US equities have the same half days from November 1999 on, but for the last day of that year', () => {
    // A Sunday stands in their list for Christmas Eve of 2017, which was none.
    const theirs = Object.keys(read('Equity-usa-[*]').earlyCloses)
      .map(iso)
      .filter((date) => date < '2028' && date !== '2017-12-24');
    const ours = dates('XNYS', '1999-11-01', '2027-12-31').filter((date) => hours('XNYS', date).endsWith('-13:00'));
    expect(theirs.filter((date) => !ours.includes(date))).toEqual([]);
    // That the markets closed early then is shown by the hourly bars of SPY.
    expect(ours.filter((date) => !theirs.includes(date))).toEqual(['1999-12-31']);
  });

  it('of ES have the same early closes from 2013 on, but for days on which theirs are wrong or said otherwise', () => {
    const { earlyCloses } = read('Future-cme-ES');
    // Their clock is New York's; 17:00 there is the end of any day.
    const theirs = Object.entries(earlyCloses).flatMap(([date, time]) => {
      const chicago = `${String(Number(time.slice(0, 2)) - 1).padStart(2, '0')}${time.slice(2, 5)}`;
      return iso(date) >= '2013' && chicago !== '16:00' ? [[iso(date), chicago]] : [];
    });
    const ours = dates('CME', '2013-01-01', '2026-12-31').flatMap((date) => {
      const end = hours('CME', date).slice(-5);
      return end < '15:00' ? [[date, end]] : [];
    });
    const missing = Object.fromEntries(ours.filter(([date]) => !theirs.some(([one]) => one === date)));
    expect(missing).toEqual({
      // Days of mourning, the eve of Independence Day, the day after Thanksgiving.
      '2018-12-05': '08:30',
      '2023-07-03': '12:15',
      '2024-07-03': '12:15',
      '2024-11-29': '12:15',
      '2025-01-09': '08:30',
    });
    const apart = theirs.filter(([date, time]) => date! < '2027' && ours.find(([one]) => one === date)?.[1] !== time);
    expect(apart).toEqual([]);
  });

  it('of gold have the same early closes from 2024 on', () => {
    const { earlyCloses } = read('Future-comex-GC');
    const apart = Object.entries(earlyCloses).filter(([date, time]) => {
      const chicago = `${String(Number(time.slice(0, 2)) - 1).padStart(2, '0')}${time.slice(2, 5)}`;
      return !hours('NYMEX', iso(date)).endsWith(`-${chicago}`);
    });
    expect(apart).toEqual([]);
  });

  it('of Eurex have the same holidays from 2006 on, but for a Whit Monday', () => {
    const theirs = read('Future-eurex-[*]')
      .holidays.map(iso)
      .filter((date) => date >= '2006' && new Date(date).getUTCDay() % 6 !== 0);
    const ours = closed('XEUR', '2006-01-01', '2030-12-31');
    expect(theirs.filter((date) => !ours.includes(date))).toEqual(['2015-05-25']);
    expect(ours.filter((date) => !theirs.includes(date))).toEqual([]);
  });

  it('of India have the same holidays from 2011 to 2021, but for the days of an hour on Diwali', () => {
    const theirs = read('Equity-india-[*]')
      .holidays.map(iso)
      .filter((date) => date >= '2011' && date < '2022');
    const ours = weekdays('2011-01-01', '2021-12-31').filter(
      (date) => !/-15:30$|-17:00$/.test(hours('XNSE', date)) || date === '2012-11-13',
    );
    const diwali = ours.filter((date) => hours('XNSE', date) !== 'closed');
    expect(diwali).toEqual(['2011-10-26', '2012-11-13', '2014-10-23', '2015-11-11', '2017-10-19', '2018-11-07', '2021-11-04']);
    expect(ours.filter((date) => !theirs.includes(date) && !diwali.includes(date))).toEqual([]);
    expect(theirs.filter((date) => !ours.includes(date))).toEqual([]);
  });
});
