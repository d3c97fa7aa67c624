import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import type { CheckName } from '../../../data/quality/check.ts';
import { barBlock, check, one, walk } from './blocks.ts';
import { counts, EXTERNAL, lacks, note, type Read, read } from './read.ts';

const XNYS = calendarOf('XNYS')!;
const MINUTE = 60_000;

const files = new Map<string, Promise<readonly Read[]>>();

/** What is found in a file; one that several cases speak of is read once. */
function found(path: string, calendar: string): Promise<readonly Read[]> {
  const key = `${path} ${calendar}`;
  const reading = files.get(key) ?? read(path, calendar);
  files.set(key, reading);
  return reading;
}

const countOf = ({ findings }: Read, name: CheckName): number => findings.find((finding) => finding.check === name)?.count ?? 0;
const firstOf = ({ findings }: Read, name: CheckName): string =>
  dayOf(findings.find((finding) => finding.check === name)?.firstTs ?? Number.NaN);
const dayOf = (ts: number): string => (Number.isNaN(ts) ? '' : new Date(ts).toISOString().slice(0, 16).replace('T00:00', ''));
const holesOf = ({ coverage }: Read): readonly string[] =>
  coverage.holes.map(({ from, to, missing }) => `${dayOf(from)} ${dayOf(to)} ${missing}`);

const BITFINEX = 'bars/long/BTCUSD_bitfinex_1m_2013_2016_clean.csv.gz';
const SILENT = 'nothing';

/**
 * What is expected of each case: the names of findings, or silence where it is legitimate; and what shows it, in real data or,
 * where the file is not there to be had, in the content that the case describes.
 */
const CASES: Readonly<Record<string, readonly [expected: string, show: () => Promise<void> | void, path?: string]>> = {
  negative_price: [
    'non-positive; kept by policy',
    () => {
      const oil = barBlock('1d', [
        ['2020-04-17', 18.31, 18.31, 18.31, 18.31],
        ['2020-04-20', -36.98, -36.98, -36.98, -36.98],
        ['2020-04-21', 8.91, 8.91, 8.91, 8.91],
      ]);
      expect(() => check({ timeframe: '1d' }, oil)).toThrow('line 3: Expected a price above 0 in column open, but it was "-36.98"');
      const kept = check({ timeframe: '1d', policies: { 'non-positive': 'keep' } }, oil);
      expect([counts(kept.findings), kept.blocks[0]!.rows]).toEqual(['non-positive 1, flat 3', 3]);
    },
  ],
  bad_print_low: [
    'bad-print',
    async () => {
      const path = 'bars/equity/GOOG_1d_trade.csv';
      const [all] = await found(path, '');
      const [rest] = await read(path, '', { stamp: 'open' }, { policies: { 'bad-print': 'drop' } });
      expect([...all!.left].filter((time) => !rest!.left.has(time)).map(dayOf)).toEqual(['2004-08-19', '2007-12-18', '2008-09-30']);
    },
    'bars/equity/GOOG_1d_trade.csv',
  ],
  flash_crash_1m: [
    'spike: a warning, and the bar stays',
    async () => {
      const [all] = await found(BITFINEX, '24/7');
      expect([countOf(all!, 'spike'), all!.left.has(1_365_615_360_000), all!.left.size]).toEqual([20, true, 1_091_782]);
      expect(countOf(all!, 'split') + countOf(all!, 'split-in-bar')).toBe(0);
    },
    BITFINEX,
  ],
  exchange_halt: [
    'gap',
    async () => {
      const [all] = await found(BITFINEX, '24/7');
      expect(holesOf(all!)).toEqual(
        expect.arrayContaining(['2016-08-02T18:03 2016-08-10T15:53 11390', '2015-08-24T06:02 2015-08-24T12:25 383']),
      );
    },
    BITFINEX,
  ],
  source_archive_hole: [
    'missing-session, gap',
    async () => {
      const [all] = await found(BITFINEX, '24/7');
      expect(countOf(all!, 'missing-session')).toBe(137);
      expect(holesOf(all!)).toEqual(
        expect.arrayContaining([
          '2014-11-21T23:04 2015-01-01 57656',
          '2015-05-01T04:00 2015-06-01 44400',
          '2016-04-01T00:01 2016-06-01 87839',
        ]),
      );
      const [plain] = await found(BITFINEX, '');
      expect(countOf(plain!, 'gap'), 'without a calendar too').toBe(4);
    },
    BITFINEX,
  ],
  missing_minutes_no_trades: [
    'gap',
    async () => {
      const [all] = await found(BITFINEX, '24/7');
      const { bars, gaps } = all!.coverage;
      expect([bars.expected, bars.expected - bars.present, gaps, countOf(all!, 'gap')]).toEqual([1_974_232, 882_450, 246_003, 246_003]);
    },
    BITFINEX,
  ],
  split_7_for_1: [
    'split; silent where it is on record',
    async () => {
      const path = 'bars/equity/AAPL_1d_trade.csv';
      const [all] = await found(path, 'XNYS');
      expect([countOf(all!, 'split'), firstOf(all!, 'split')]).toEqual([4, '2000-06-21T13:30']);
      const times = ['2000-06-21', '2005-02-28', '2014-06-09', '2020-08-31'].map((day) => Date.parse(day));
      const [known] = await read(path, '', { stamp: 'open' }, { splits: { times, values: [2, 2, 7, 4] } });
      expect(countOf(known!, 'split')).toBe(0);
    },
    'bars/equity/AAPL_1d_trade.csv',
  ],
  split_inside_one_bar: [
    'split-in-bar',
    async () => {
      const [all] = await found('bars/equity/AAPL_1m_trade_20140605_20140609.csv', 'XNYS');
      expect([countOf(all!, 'split-in-bar'), firstOf(all!, 'split-in-bar'), countOf(all!, 'bad-print')]).toEqual([
        1,
        '2014-06-09T08:00',
        0,
      ]);
    },
    'bars/equity/AAPL_1m_trade_20140605_20140609.csv',
  ],
  class_split_and_ticker_change: [
    'split',
    async () => {
      const [all] = await found('bars/equity/GOOG_1d_trade.csv', '');
      expect([countOf(all!, 'split'), firstOf(all!, 'split')]).toEqual([1, '2014-04-03']);
    },
    'bars/equity/GOOG_1d_trade.csv',
  ],
  half_day: [
    SILENT,
    async () => {
      const [all] = await found('bars/equity/GOOG_1m_trade_20151223_20151228.csv', 'XNYS');
      expect(holesOf(all!).filter((hole) => hole.startsWith('2015-12-2') && !hole.startsWith('2015-12-28'))).toEqual([]);
      expect(all!.coverage.sessions).toEqual({ expected: 3, present: 3 });
    },
    'bars/equity/GOOG_1m_trade_20151223_20151228.csv',
  ],
  half_day_hourly: [
    SILENT,
    async () => {
      const [all] = await found('bars/equity/SPY_1h_trade.csv.gz', 'XNYS');
      expect(all!.coverage.bars.expected - all!.coverage.bars.present).toBe(0);
      expect(countOf(all!, 'gap') + countOf(all!, 'missing-session') + countOf(all!, 'closed-day')).toBe(0);
    },
    'bars/equity/SPY_1h_trade.csv.gz',
  ],
  dst_autumn: [
    SILENT,
    async () => {
      for (const calendar of ['XNYS', '']) {
        const [all] = await found('bars/equity/SPY_1h_trade.csv.gz', calendar);
        expect(countOf(all!, 'clock-shift') + countOf(all!, 'gap')).toBe(0);
      }
    },
    'bars/equity/SPY_1h_trade.csv.gz',
  ],
  dst_us_eu_mismatch: [
    SILENT,
    async () => {
      const all = await found('quotebars/forex/EURUSD_fxcm_1m_quote_20110307_20111031.csv', 'FOREX');
      for (const side of all) expect(counts(side.findings)).not.toMatch(/clock-shift|closed-day|out-of-session|stamp/);
    },
    'quotebars/forex/EURUSD_fxcm_1m_quote_20110307_20111031.csv',
  ],
  market_closure: [
    SILENT,
    async () => {
      for (const calendar of ['XNYS', ''])
        expect(counts((await found('bars/equity/SPY_1d_trade.csv', calendar))[0]!.findings)).toBe('clean');
    },
    'bars/equity/SPY_1d_trade.csv',
  ],
  leap_day: [
    SILENT,
    async () => {
      const [all] = await found('bars/equity/AAPL_1d_trade.csv', 'XNYS');
      expect(countOf(all!, 'missing-session') + countOf(all!, 'closed-day') + countOf(all!, 'gap')).toBe(0);
    },
    'bars/equity/AAPL_1d_trade.csv',
  ],
  crossed_quotes: [
    'a warning of the reader, which has both sides at hand; crossed for quotes',
    async () => {
      const [bid] = await found('quotebars/forex/EURUSD_fxcm_1m_quote_20110307_20111031.csv', 'FOREX');
      expect(bid!.warnings.join()).toMatch('62 bars whose bid closes above the ask');
    },
    'quotebars/forex/EURUSD_fxcm_1m_quote_20110307_20111031.csv',
  ],
  one_sided_quotes: [
    'bars of the side that is there; one-sided for quotes',
    async () => {
      const [bid, ask] = await found('quotebars/future/ES_cme_1m_quote_20131006_20131011_201406.csv', 'CME');
      expect(3_903 - bid!.rows + 3_903 - ask!.rows).toBe(934);
      const [ticks] = await found('quotes/equity/IBM_tick_quote_20131007.csv.gz', 'XNYS');
      expect(countOf(ticks!, 'one-sided')).toBe(109_067);
    },
    'quotebars/future/ES_cme_1m_quote_20131006_20131011_201406.csv',
  ],
  zero_volume_fx: [
    SILENT,
    async () => {
      const [all] = await found('bars/forex/USDJPY_fxcm_1m_bid_201302.csv.gz', 'FOREX');
      expect(countOf(all!, 'zero-volume') + countOf(all!, 'stale')).toBe(0);
    },
    'bars/forex/USDJPY_fxcm_1m_bid_201302.csv.gz',
  ],
  flat_bars: [
    'flat: a note',
    async () => {
      const [all] = await found(BITFINEX, '24/7');
      const flat = all!.findings.find((finding) => finding.check === 'flat');
      expect([flat?.count, flat?.severity]).toEqual([360_331, 'note']);
    },
    BITFINEX,
  ],
  clock_skew: [
    SILENT,
    async () => expect(counts((await found('l2/BTCUSDT_binance_usdm_depth_20240808.csv.gz', '24/7'))[0]!.findings)).toBe('clean'),
    'l2/BTCUSDT_binance_usdm_depth_20240808.csv.gz',
  ],
  snapshot_after_deltas: [
    SILENT,
    // The books that the reader makes of depth are in order and never crossed; the raw file is not there.
    async () => expect(counts((await found('l2/BTCUSDT_binance_usdm_depth_20240808.csv.gz', '24/7'))[0]!.findings)).toBe('clean'),
    'l2/BTCUSDT_binance_usdm_depth_20240808.csv.gz',
  ],
  jittered_funding_time: [
    'funding-jitter: a note',
    async () => {
      const [all] = await found('funding/XRPUSDTPERP_binance_funding_202111.csv', '24/7');
      expect(all!.findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
        'note: 59 rates are stamped off the minute, by 19 ms at most',
      ]);
    },
    'funding/XRPUSDTPERP_binance_funding_202111.csv',
  ],
  negative_funding: [
    'funding-gap, of two years; silence of the sign',
    async () => {
      const [all] = await found('funding/BTCUSDPERP_binance_funding.csv', '24/7');
      expect(all!.findings.map(({ message }) => message)).toEqual([
        '2133 rates are missing in 1 gaps, the longest of 711.3 d from 2020-12-31T16:00:00.000Z',
      ]);
    },
    'funding/BTCUSDPERP_binance_funding.csv',
  ],
  tiny_prices: [
    SILENT,
    async () => expect(counts((await found('bars/crypto/ADABTC_binance_1m_20211127.csv', '24/7'))[0]!.findings)).toBe('clean'),
    'bars/crypto/ADABTC_binance_1m_20211127.csv',
  ],
  huge_prices: [
    SILENT,
    () => {
      const huge = walk('1d', '2017-08-16', 300, (_, bar) => bar.map((value) => value * 400_000_000_000.01));
      expect(counts(check({ timeframe: '1d' }, huge).findings)).toBe('clean');
    },
  ],
  all_zero_prices: [
    'non-positive',
    () => {
      const zeros = walk('1d', '2017-01-03', 200, () => [0, 0, 0, 0, 0]);
      expect(() => check({ timeframe: '1d' }, zeros)).toThrow('line 2: Expected a price above 0 in column open, but it was "0"');
      const kept = check({ timeframe: '1d', policies: { 'non-positive': 'keep' } }, zeros);
      expect(counts(kept.findings), 'nothing else is made of them').toBe('non-positive 200, stale 200, flat 200');
    },
  ],
  bad_rows: [
    'stale',
    () => {
      const rows = walk('1d', '2017-01-03', 502, (k, bar) =>
        k >= 50 && k < 300 ? [225, 225, 225, 225, 1e8] : bar.map((value) => value * 2),
      );
      expect(one('stale', { timeframe: '1d' }, rows)).toMatch(/^250 warning: 250 bars stand in 1 runs .* @ x.csv, line 52$/);
    },
  ],
  out_of_order_dates: [
    'unsorted',
    () => {
      const days = ['2017-01-17', '2016-01-18', '2017-01-19'].map((day) => [day, 10, 11, 9, 10] as const);
      expect(() => check({ timeframe: '1d' }, barBlock('1d', days))).toThrow(
        'line 3: Expected a time after 2017-01-17T00:00:00.000Z of the row before (sort the file, oldest row first)',
      );
    },
  ],
  column_order_trap: [
    'ohlc, with the question whether the columns are in the wrong order',
    async () => {
      const columns = 'time=timestamp,open=open,high=close,low=high,close=low,volume=volume';
      const [all] = await read('bars/equity/SPY_1d_trade.csv', 'XNYS', { columns });
      expect(all!.findings[0]!.message).toBe(
        '5849 bars whose high or low does not contain open and close (100 % of them: are the columns taken in the wrong order?)',
      );
    },
    'bars/equity/SPY_1d_trade.csv',
  ],
  scaled_integers: [
    SILENT,
    async () => {
      const [all] = await found('raw/lean/Data/equity/usa/minute/spy/20131007_trade.zip', 'XNYS');
      expect(counts(all!.findings)).toBe('out-of-session 438, flat 162');
    },
    'raw/lean/Data/equity/usa/minute/spy/20131007_trade.zip',
  ],
  bar_close_stamps: [
    'stamp, where they are taken for opens; silence where they are not',
    async () => {
      const path = 'bars/future/FESX_like_1m_20060102_20060227.csv.gz';
      const [wrong] = await read(path, 'XEUR', { stamp: 'open', timezone: 'Europe/Berlin' });
      expect(wrong!.findings.find((finding) => finding.check === 'stamp')!.message).toBe(
        '39 of 40 sessions stand one bar later than XEUR has them: do the times name the close of a bar (stamp=close)?',
      );
      const [right] = await read(path, 'XEUR', { stamp: 'close', timezone: 'Europe/Berlin' });
      expect(countOf(right!, 'stamp') + countOf(right!, 'out-of-session')).toBe(0);
    },
    'bars/future/FESX_like_1m_20060102_20060227.csv.gz',
  ],
  out_of_session_ticks: [
    'out-of-session: a note',
    async () => {
      const [all] = await found('trades/equity/SPY_tick_trade_20131007.csv.gz', 'XNYS');
      expect(all!.findings.map(({ check: name, count, severity }) => [name, count, severity])).toEqual([['out-of-session', 9_097, 'note']]);
    },
    'trades/equity/SPY_tick_trade_20131007.csv.gz',
  ],
  year_boundary_minutes: [
    SILENT,
    async () => {
      const [all] = await read('bars/crypto/BTCPERP_1m_20211231_20220201.csv.gz', '24/7', { stamp: 'close' });
      expect(counts(all!.findings)).toBe('flat 5');
    },
    'bars/crypto/BTCPERP_1m_20211231_20220201.csv.gz',
  ],
  weekend_gap_fx: [
    SILENT,
    async () => {
      const [all] = await found('bars/forex/EURUSD_oanda_1m_mid_201405_201804.csv.gz', 'FOREX');
      const weekend = all!.coverage.holes.filter(({ from }) => from >= Date.parse('2014-05-02T20:00Z') && from < Date.parse('2014-05-05'));
      expect(Math.max(...weekend.map(({ missing }) => missing)), 'minutes without a quote on Sunday evening').toBe(3);
    },
    'bars/forex/EURUSD_oanda_1m_mid_201405_201804.csv.gz',
  ],
  not_obtainable: [
    'gap, of a halt',
    () => {
      // A limit-up limit-down halt of five minutes after a fall by 6 %, on an ordinary day.
      const day = (date: string, halted: boolean) =>
        walk('1m', Date.parse(`${date}T14:30Z`) - (date < '2020-03-08' ? 0 : 60) * MINUTE, 390, (k, bar) => {
          const now = halted && k >= 60 ? bar.map((value, j) => (j < 4 ? value * 0.94 : value)) : bar;
          return halted && k >= 60 && k < 65 ? undefined : now;
        });
      const calm = check({ calendar: XNYS }, day('2020-03-05', false), day('2020-03-06', false));
      const halt = check({ calendar: XNYS }, day('2020-03-05', false), day('2020-03-06', true));
      expect([counts(calm.findings), counts(halt.findings)]).toEqual(['clean', 'gap 1']);
      expect(halt.findings[0]!.message).toMatch('5 of 780 bars (0.6 %) are missing in 1 gaps within sessions of XNYS, the longest of 5 m');
    },
  ],
};

describe('edge cases', () => {
  it.skipIf(lacks('edge-cases.json'))(`are all expected${note('edge-cases.json')}`, () => {
    const listed: readonly { readonly id: string }[] = JSON.parse(readFileSync(join(EXTERNAL, 'edge-cases.json'), 'utf8'));
    expect(Object.keys(CASES)).toEqual(listed.map(({ id }) => id));
    expect(listed.length).toBe(35);
  });

  for (const [id, [expected, show, path]] of Object.entries(CASES))
    it.skipIf(path !== undefined && lacks(path))(`${id}: ${expected}${path === undefined ? '' : note(path)}`, { timeout: 120_000 }, () =>
      show(),
    );
});
