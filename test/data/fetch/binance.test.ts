import { afterEach, describe, expect, it } from 'vitest';
import type { FetchProgress } from '../../../data/fetch/fetch-options.ts';
import { ConfigError, DataError, VenueError } from '../../../engine/model/errors.ts';
import { type BinanceOptions, startBinance } from '../../venues/exchange/binance.ts';
import type { Asked, Loopback, Trouble } from '../../venues/loopback.ts';
import { Tape } from '../../venues/tape.ts';
import { IntoStore, linesOf, type Wish } from './into-store.ts';

const at = (text: string): number => Date.parse(`2024-03-${text}Z`);
const SPOT = 'BTCUSDT.BINANCE@1m';

let venue: Loopback;
let into: IntoStore;

afterEach(async () => {
  await venue.close();
  into[Symbol.dispose]();
});

/** A venue with 2,500 minutes from the first of March on and one that is still open, and an empty store. */
async function start(options: Partial<BinanceOptions> = {}): Promise<Tape> {
  const tape = Tape.make('1m', at('01T00:00'), 2501);
  venue = await startBinance({ spot: { BTCUSDT: tape }, now: () => at('02T17:40:30'), ...options });
  into = new IntoStore();
  return new Tape('1m', tape.bars.slice(0, 2500));
}

const fetch = (text: string, wish: Wish = {}) => into.fetch(text, { baseUrl: venue.url, ...wish });
const asked = (path: string): Asked[] => venue.asked.filter((one) => one.path === path);
const klines = (): number => asked('/api/v3/klines').length;

/** Lets a trouble happen to requests for bars of these numbers, from 0. */
function trouble(kind: Trouble, ...numbers: number[]): void {
  let count = 0;
  venue.trouble = ({ path }) => (path.endsWith('klines') && numbers.includes(count++) ? kind : undefined);
}

describe('bars of an exchange through ccxt', () => {
  it('stand in the store as the venue has them, bit for bit, and each page is asked for once', async () => {
    const tape = await start();
    const report = await fetch(SPOT, { from: at('01T00:00') });
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
    expect(report).toMatchObject({ added: 2500, same: 0, replaced: 0, notes: [], findings: [] });
    // Each request begins with the last bar of the one before.
    expect(asked('/api/v3/klines').map(({ query }) => [Number(query['startTime']), query['limit']])).toEqual(
      [0, 999, 1998].map((k) => [tape.bars[k]![0], '1000']),
    );
  });

  it('come from the beginning of the market where no beginning is named', async () => {
    const tape = await start();
    await fetch(SPOT);
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
    expect(klines()).toBeLessThan(12);
  });

  it('are those that open in the stretch asked for, its end left out', async () => {
    const tape = await start();
    await fetch(SPOT, { from: at('01T10:00'), to: at('01T12:00') });
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars.slice(600, 720), '1m'));
  });

  it('leave what is known of the instrument in the store', async () => {
    await start();
    await fetch(SPOT, { from: at('02T00:00') });
    expect(into.store.instrument('BTCUSDT.BINANCE')).toEqual({
      tickSize: 0.01,
      stepSize: 0.00001,
      minNotional: 5,
      quote: 'USDT',
      calendar: '24/7',
    });
  });

  it('may be of any timeframe the venue has, months with it', async () => {
    const tape = Tape.make('1d', Date.UTC(2023, 9, 1), 165);
    await start({ spot: { BTCUSDT: tape }, now: () => at('10T00:00') });
    await fetch('BTCUSDT.BINANCE@1M');
    const months = tape.at(at('10T00:00'), '1M').slice(0, -1);
    expect(months).toHaveLength(5);
    expect(into.rows('BTCUSDT.BINANCE@1M')).toEqual(linesOf(months, '1M'));
  });

  it('may be of marks, with the volume 0', async () => {
    const [trade, mark] = [Tape.make('1m', at('01T00:00'), 90), Tape.make('1m', at('01T00:00'), 60)];
    const linear = { BTCUSDT: { trade, mark, funding: [] } };
    await start({ spot: {}, linear, now: () => at('01T02:00') });
    await fetch('BTCUSDT-PERP.BINANCE@1m:mark', { from: at('01T00:00') });
    await fetch('BTCUSDT-PERP.BINANCE@1m', { from: at('01T00:00') });
    expect(into.rows('BTCUSDT-PERP.BINANCE@1m:mark').map((row) => row.split(' ').slice(0, 6))).toEqual(
      linesOf(mark.bars, '1m').map((row) => row.split(' ').slice(0, 6)),
    );
    expect(into.rows('BTCUSDT-PERP.BINANCE@1m')).toEqual(linesOf(trade.bars, '1m'));
    expect(into.store.instrument('BTCUSDT-PERP.BINANCE')).toMatchObject({
      tickSize: 0.1,
      stepSize: 0.001,
      minNotional: 100,
      multiplier: 1,
    });
  });
});

describe('funding through ccxt', () => {
  it('is stored with the rates as they are', async () => {
    const rates = Array.from({ length: 250 }, (_, k): [number, string] => [
      Date.UTC(2024, 0, 1) + k * 28_800_000,
      `${k % 7 === 0 ? '-' : ''}0.000${100 + k}`,
    ]);
    const tape = Tape.make('1h', Date.UTC(2024, 0, 1), 2200);
    await start({ spot: {}, linear: { BTCUSDT: { trade: tape, mark: tape, funding: rates } }, now: () => Date.UTC(2024, 2, 31) });
    await fetch('BTCUSDT-PERP.BINANCE@funding');
    expect(into.rows('BTCUSDT-PERP.BINANCE@funding')).toEqual(rates.map(([time, rate]) => `${time} ${Number(rate)}`));
  });
});

describe('a page', () => {
  it.each<[string, BinanceOptions['habits'] & object]>([
    ['that repeats the row before it', { repeatsSeam: true }],
    ['that gives its last row twice', { doubles: true }],
    ['that is shorter than asked for', { cap: 120 }],
    ['that comes newest first', { newestFirst: true, cap: 120 }],
    ['that holds the newest rows of what was asked for', { newest: true, cap: 120 }],
    ['that is empty in a hole', { windowed: true, cap: 120 }],
    ['that does it all', { repeatsSeam: true, doubles: true, newestFirst: true, newest: true, windowed: true, cap: 120 }],
  ])('%s makes neither a gap nor a row too many', async (_, habits) => {
    const tape = Tape.make('1m', at('01T00:00'), 2500, [
      [118, 121],
      [400, 1900],
    ]);
    await start({ spot: { BTCUSDT: tape }, habits });
    await fetch(SPOT);
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
  });

  it('that shifts while it is read, as new bars come, makes neither', async () => {
    let now = at('01T10:00:30');
    const tape = Tape.make('1m', at('01T00:00'), 2500);
    await start({ spot: { BTCUSDT: tape }, now: () => (now += 60_000), habits: { newest: true, newestFirst: true, cap: 50 } });
    await fetch(SPOT, { from: at('01T00:00') });
    const rows = into.rows(SPOT);
    expect(rows.length).toBeGreaterThan(595);
    expect(rows).toEqual(linesOf(tape.bars, '1m').slice(0, rows.length));
  });
});

describe('a fetch that is done', () => {
  it('asks for nothing again but the newest bar', async () => {
    const tape = await start();
    await fetch(SPOT, { from: at('01T00:00') });
    const before = klines();
    expect(await fetch(SPOT, { from: at('01T00:00') })).toMatchObject({ added: 0, same: 1 });
    expect(klines() - before).toBe(1);
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
  });

  it('is extended forward and backward without what is there', async () => {
    const tape = await start();
    await fetch(SPOT, { from: at('01T10:00'), to: at('01T20:00') });
    expect(await fetch(SPOT, { from: at('01T00:00'), to: at('02T10:00') })).toMatchObject({ added: 600 + 840 });
    const ranges = asked('/api/v3/klines').map(({ query }) => Number(query['startTime']));
    expect(ranges.filter((since) => since > at('01T10:00') && since < at('01T19:59'))).toEqual([]);
    await fetch(SPOT);
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
  });

  it('is refreshed on demand: what the venue has changed since is taken', async () => {
    const tape = await start();
    await fetch(SPOT, { from: at('01T00:00') });
    const [time, open, high, low, close] = tape.bars[777]!;
    const changed = new Tape('1m', tape.bars.with(777, [time, open, high, low, close, '0.125']));
    await venue.close();
    venue = await startBinance({ spot: { BTCUSDT: changed }, now: () => at('02T17:40:30') });
    expect(await fetch(SPOT, { from: at('01T00:00') })).toMatchObject({ added: 0, same: 1, replaced: 0 });
    expect(await fetch(SPOT, { from: at('01T00:00'), refresh: true })).toMatchObject({ added: 0, same: 2499, replaced: 1 });
    expect(into.rows(SPOT)).toEqual(linesOf(changed.bars, '1m'));
  });

  it('refuses a newest bar that the venue has changed since', async () => {
    const tape = await start();
    await fetch(SPOT, { from: at('01T00:00') });
    const [time, open, high, low, close] = tape.bars[2499]!;
    await venue.close();
    venue = await startBinance({
      spot: { BTCUSDT: new Tape('1m', tape.bars.with(2499, [time, open, high, low, close, '0.125'])) },
      now: () => at('02T17:40:30'),
    });
    const failure = await fetch(SPOT, { from: at('01T00:00') }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect(String(failure)).toContain(
      'Expected volume of "BTCUSDT.BINANCE@1m" at 2024-03-02T17:39:00.000Z to be 238.00581 as in the store, but it was "0.125"',
    );
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
  });

  it('says what the venue does not have', async () => {
    const tape = await start();
    const report = await fetch(SPOT, { from: at('01T00:00') - 86_400_000 });
    expect(report.notes).toEqual(['binance has nothing of BTCUSDT.BINANCE@1m from 2024-02-29T00:00:00.000Z to 2024-03-01T00:00:00.000Z']);
    await venue.close();
    venue = await startBinance({ spot: { BTCUSDT: tape }, now: () => at('09T00:00') });
    expect((await fetch(SPOT)).notes).toEqual([
      expect.stringMatching(/^binance has nothing of BTCUSDT.BINANCE@1m from 2024-03-02T17:40:00.000Z to 2024-03-09T00:00:00/),
    ]);
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
  });

  it('leaves no series behind where the venue has nothing', async () => {
    await start();
    expect(await fetch(SPOT, { from: at('01T00:00') - 86_400_000, to: at('01T00:00') })).toMatchObject({ added: 0 });
    expect(into.store.list()).toEqual([]);
  });
});

describe('a bar that is still open', () => {
  it('is not stored, and is complete when it is fetched after its end', async () => {
    let now = at('01T00:59:50');
    const tape = await start({ now: () => now });
    await fetch(SPOT, { from: at('01T00:00') });
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars.slice(0, 59), '1m'));
    now = at('01T01:00:05');
    await fetch(SPOT, { from: at('01T00:00') });
    expect(into.rows(SPOT)).toHaveLength(59);
    now = at('01T01:00:30');
    await fetch(SPOT, { from: at('01T00:00') });
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars.slice(0, 60), '1m'));
  });

  it('is judged by the venue clock where that is behind ours', async () => {
    const tape = await start({ now: () => at('01T00:30:30') });
    const report = await fetch(SPOT, { from: at('01T00:00') });
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars.slice(0, 30), '1m'));
    expect(report.notes).toEqual([]);
  });

  it('is judged by our clock where the venue tells a time that runs ahead of its bars', async () => {
    const now = at('01T00:30:30');
    const tape = await start({ now: () => now, ahead: 120_000 });
    const report = await fetch(SPOT, { from: at('01T00:00'), now: () => now });
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars.slice(0, 30), '1m'));
    expect(report.notes).toEqual(["this machine's clock is 120 s behind that of binance: nothing later than it is taken"]);
  });
});

describe('on the way', () => {
  it.each<Trouble>(['drop', 'cut', 'bad-gateway', 'page'])('a %s is asked past', async (kind) => {
    const tape = await start();
    trouble(kind, 0, 2, 3);
    const waits: string[] = [];
    await fetch(SPOT, { from: at('01T00:00'), onWait: (_, why) => waits.push(why) });
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
    expect(waits).toHaveLength(3);
    expect(waits[0]).toMatch(/^Expected an answer from binance, but it was "[^<>]+"$/);
  });

  it('a venue that stays away ends the fetch with one sentence; the next one goes on where it was', async () => {
    const tape = await start();
    trouble('bad-gateway', 2, 3, 4, 5);
    const failure = await fetch(SPOT, { from: at('01T00:00'), retries: 3 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(VenueError);
    expect(String(failure)).toBe(
      'VenueError: Expected an answer from binance, but it was "502 Bad Gateway 502 Bad Gateway", 4 times in a row',
    );
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars.slice(0, 1999), '1m'));
    const before = klines();
    expect(await fetch(SPOT, { from: at('01T00:00') })).toMatchObject({ added: 501 });
    expect(klines() - before).toBe(1);
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
  });

  it('a venue that wants fewer requests is left alone as long as it asks', async () => {
    let refused = 0;
    const tape = await start({ refuses: ({ path }) => (path.endsWith('klines') && refused++ === 1 ? 1 : undefined) });
    const waits: [number, string][] = [];
    await fetch(SPOT, { from: at('01T00:00'), onWait: (ms, why) => waits.push([ms, why]) });
    expect(waits).toEqual([[1000, expect.stringMatching(/429 Too Many Requests.*Too much request weight used/)]]);
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars, '1m'));
  });

  it('a venue that wants no requests for hours is taken at its word', async () => {
    await start({ refuses: ({ path }) => (path.endsWith('klines') ? 7200 : undefined) });
    await expect(fetch(SPOT, { from: at('01T00:00') })).rejects.toThrow('429 Too Many Requests');
    expect(klines()).toBe(1);
  });

  it('a fetch that is cancelled ends at once and keeps what it has', async () => {
    const tape = await start();
    const abort = new AbortController();
    trouble('silence', 2);
    const progress = ({ rows }: FetchProgress): void => {
      if (rows === 1999) setTimeout(() => abort.abort(new Error('stopped')), 30);
    };
    await expect(fetch(SPOT, { from: at('01T00:00'), signal: abort.signal, progress })).rejects.toThrow('stopped');
    expect(into.rows(SPOT)).toEqual(linesOf(tape.bars.slice(0, 1999), '1m'));
  });
});

describe('what the user can mend', () => {
  it.each<[string, Wish, string]>([
    ['BTCUSTD.BINANCE@1m', {}, 'Expected an instrument that binance lists, but it was "BTCUSTD.BINANCE"; did you mean "BTCUSDT.BINANCE"?'],
    [SPOT, { symbol: 'BTC/USTD' }, 'Expected an instrument that binance lists, but it was "BTC/USTD"; did you mean "BTC/USDT"?'],
    [
      'BTCUSDT.BINANCE@7m',
      {},
      'Expected a timeframe that binance has (1s, 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d, 3d, 1w, 1M), but it was "7m"',
    ],
    ['BTCUSDT.BINANCE@1m:bid', {}, 'Expected a price that binance has bars of, but it was "bid"'],
    [
      'BTCUSDT.BINANCE@trades',
      {},
      'Expected bars or funding to fetch, such as BTCUSDT.BYBIT@1m or BTCUSDT.BYBIT@funding, but it was "BTCUSDT.BINANCE@trades"',
    ],
    [
      SPOT,
      { from: at('02T00:00'), to: at('01T00:00') },
      'Expected a stretch of the past that begins before 2024-03-01T00:00:00.000Z, but it was "2024-03-02T00:00:00.000Z"',
    ],
  ])('%s is refused in one sentence, and nothing is stored', async (text, wish, sentence) => {
    await start();
    const failure = await fetch(text, wish).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toBe(sentence);
    expect(into.store.list()).toEqual([]);
    expect(klines()).toBe(0);
  });

  it('a venue that nothing serves is refused, with what became of it where that is known', async () => {
    await start();
    await expect(fetch('BTCUSDT.HUOBI@1m')).rejects.toThrow('but it was "huobi": it is called htx now');
    await expect(fetch('BTCUSDT.BINNACE@1m')).rejects.toThrow(
      'Expected bybit or an exchange that ccxt knows, but it was "binnace"; did you mean "binance"?',
    );
    await expect(fetch('BTCUSDT@1m')).rejects.toThrow(
      'Expected an instrument with its venue, such as BTCUSDT.BYBIT or BTCUSDT.BINANCE, but it was "BTCUSDT"',
    );
    expect(venue.asked).toEqual([]);
  });
});
