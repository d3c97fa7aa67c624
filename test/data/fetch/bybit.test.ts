import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError, VenueError } from '../../../engine/model/errors.ts';
import { HOUR } from '../../../engine/model/time.ts';
import { type BybitOptions, startBybit } from '../../venues/bybit-market/bybit.ts';
import type { Asked, Loopback, Trouble } from '../../venues/loopback.ts';
import { Tape, type TapeBar } from '../../venues/tape.ts';
import { IntoStore, linesOf, type Wish } from './into-store.ts';

const at = (text: string): number => Date.parse(`2024-03-${text}Z`);
const LINEAR = 'BTCUSDT.BYBIT@1m';

let venue: Loopback;
let into: IntoStore;

afterEach(async () => {
  await venue.close();
  into[Symbol.dispose]();
});

/** A venue with 2,500 minutes of a linear contract from the first of March on and one that is still open, and an empty store. */
async function start(options: Partial<BybitOptions> = {}): Promise<readonly TapeBar[]> {
  const trade = Tape.make('1m', at('01T00:00'), 2501);
  venue = await startBybit({ linear: { BTCUSDT: { trade } }, now: () => at('02T17:40:30'), ...options });
  into = new IntoStore();
  return trade.bars.slice(0, 2500);
}

const fetch = (text: string, wish: Wish = {}) => into.fetch(text, { baseUrl: venue.url, ...wish });
const asked = (path: string): Asked[] => venue.asked.filter((one) => one.path === path);
const klines = (): number => asked('/v5/market/kline').length;

/** Something that happens to requests for bars of these numbers, from 0. */
function onKlines<T>(what: T, ...numbers: number[]): (asked: Asked) => T | undefined {
  let count = 0;
  return ({ path }) => (path.endsWith('kline') && numbers.includes(count++) ? what : undefined);
}

describe('bars of Bybit through its SDK', () => {
  it('stand in the store as the venue has them, bit for bit, in pages that name their end', async () => {
    const bars = await start();
    expect(await fetch(LINEAR, { from: at('01T00:00') })).toMatchObject({ added: 2500, notes: [], findings: [] });
    expect(into.rows(LINEAR)).toEqual(linesOf(bars, '1m'));
    const pages = asked('/v5/market/kline').map(({ query }) => [Number(query['start']), Number(query['end'])]);
    expect(pages.map(([since]) => since)).toEqual([0, 999, 1998].map((k) => bars[k]![0]));
    expect(pages.slice(0, 2).map(([since, until]) => until! - since!)).toEqual([59_999_999, 59_999_999]);
  });

  it('come from the beginning of the market where no beginning is named', async () => {
    const bars = await start();
    await fetch(LINEAR);
    expect(into.rows(LINEAR)).toEqual(linesOf(bars, '1m'));
    expect(klines()).toBeLessThan(20);
  });

  it('may be of mark and index prices, with the volume 0', async () => {
    const [trade, mark, index] = [2, 3, 4].map((length) => Tape.make('1h', at('01T00:00'), length * 10));
    await start({ linear: { BTCUSDT: { trade: trade!, mark: mark!, index: index! } }, now: () => at('09T00:00') });
    for (const [text, tape] of [
      ['BTCUSDT.BYBIT@1h:mark', mark!],
      ['BTCUSDT.BYBIT@1h:index', index!],
    ] as const) {
      await fetch(text);
      expect(into.rows(text)).toEqual(
        linesOf(
          tape.bars.map(([time, o, h, l, c]): TapeBar => [time, o, h, l, c, '0']),
          '1h',
        ),
      );
    }
  });

  it('may be of any of its timeframes, weeks and months with them', async () => {
    const trade = Tape.make('1d', at('04T00:00'), 100);
    const now = at('04T00:00:30') + 90 * 24 * HOUR;
    await start({ linear: { BTCUSDT: { trade } }, now: () => now });
    for (const timeframe of ['1d', '1w', '1M']) {
      await fetch(`BTCUSDT.BYBIT@${timeframe}`);
      const over = trade.at(now, timeframe).slice(0, -1);
      expect(into.rows(`BTCUSDT.BYBIT@${timeframe}`)).toEqual(linesOf(over, timeframe));
    }
  });

  it('goes on behind holes and on pages of any length', async () => {
    const trade = Tape.make('1m', at('01T00:00'), 12_000, [
      [500, 700],
      [1500, 9000],
    ]);
    await start({ linear: { BTCUSDT: { trade } }, now: () => at('30T00:00'), habits: { cap: 130, repeatsSeam: true, doubles: true } });
    await fetch(LINEAR);
    expect(into.rows(LINEAR)).toEqual(linesOf(trade.bars, '1m'));
  });
});

describe('an instrument of Bybit', () => {
  it('is found by its symbol among the contracts, and with -SPOT among the pairs', async () => {
    const [linear, inverse, spot] = [3, 4, 5].map((count) => ({ trade: Tape.make('1h', at('01T00:00'), count) }));
    await start({ linear: { BTCUSDT: linear! }, inverse: { BTCUSD: inverse! }, spot: { BTCUSDT: spot! } });
    for (const text of ['BTCUSDT.BYBIT@1h', 'BTCUSD.BYBIT@1h', 'BTCUSDT-SPOT.BYBIT@1h']) await fetch(text);
    expect(into.store.list().map(({ rows }) => rows)).toEqual([4, 5, 3]);
    const perpetual = { tickSize: 0.1, multiplier: 1, calendar: '24/7' };
    expect(into.store.instruments()).toEqual({
      'BTCUSDT.BYBIT': { ...perpetual, stepSize: 0.001, minNotional: 5, contract: 'linear', quote: 'USDT', settle: 'USDT' },
      'BTCUSDT-SPOT.BYBIT': { ...perpetual, stepSize: 0.000001, minNotional: 5, quote: 'USDT' },
      // A dollar each.
      'BTCUSD.BYBIT': { ...perpetual, stepSize: 1, contract: 'inverse', quote: 'USD', settle: 'BTC' },
    });
  });

  it('that is inverse has its volume in contracts', async () => {
    const trade = Tape.make('1h', at('01T00:00'), 3);
    await start({ inverse: { BTCUSD: { trade } } });
    const { notes } = await fetch('BTCUSD.BYBIT@1h', { from: at('01T00:00'), to: at('01T03:00') });
    expect(into.rows('BTCUSD.BYBIT@1h')).toEqual(linesOf(trade.bars, '1h'));
    expect(notes).toEqual([]);
  });

  it('that is no longer traded has its history still', async () => {
    const trade = Tape.make('1h', at('01T00:00'), 30);
    await start({ linear: { LUNAUSDT: { trade, isClosed: true } }, now: () => at('30T00:00') });
    const { notes } = await fetch('LUNAUSDT.BYBIT@1h');
    expect(into.rows('LUNAUSDT.BYBIT@1h')).toEqual(linesOf(trade.bars, '1h'));
    expect(notes).toEqual([
      expect.stringMatching(/^bybit has nothing of LUNAUSDT.BYBIT@1h from 2024-03-02T06:00:00.000Z to 2024-03-30T00:00/),
    ]);
  });
});

describe('funding of Bybit', () => {
  it('is stored with the rates as they are, though its interval changed', async () => {
    const times: number[] = [];
    for (let time = at('01T00:00'); time < at('30T00:00'); time += time < at('12T00:00') ? 8 * HOUR : HOUR) times.push(time);
    const funding = times.map((time, k): [number, string] => [time, `${k % 3 === 0 ? '-' : ''}0.0${1000 + k}`]);
    await start({ linear: { BTCUSDT: { trade: Tape.make('1h', at('01T00:00'), 700), funding } }, now: () => at('30T00:00') });
    await fetch('BTCUSDT.BYBIT@funding');
    expect(into.rows('BTCUSDT.BYBIT@funding')).toEqual(funding.map(([time, rate]) => `${time} ${Number(rate)}`));
  });

  it('is refused for what has none', async () => {
    await start({ spot: { BTCUSDT: { trade: Tape.make('1h', at('01T00:00'), 3) } } });
    await expect(fetch('BTCUSDT-SPOT.BYBIT@funding')).rejects.toThrow('Expected a contract with funding, but it was "BTCUSDT-SPOT.BYBIT"');
  });
});

describe('on the way to Bybit', () => {
  it.each<Trouble>(['drop', 'cut', 'bad-gateway', 'page'])('a %s is asked past', async (kind) => {
    const bars = await start();
    venue.trouble = onKlines(kind, 0, 2, 3);
    const waits: string[] = [];
    await fetch(LINEAR, { from: at('01T00:00'), onWait: (_, why) => waits.push(why) });
    expect(into.rows(LINEAR)).toEqual(linesOf(bars, '1m'));
    expect(waits).toHaveLength(3);
    expect(waits[0]).toMatch(/^Expected an answer from bybit, but it was "[^<>]+"$/);
  });

  it('too many requests are followed by the rest that the venue names, by its own clock', async () => {
    // The machine's clock is years ahead of the fake's: only the venue's tells when a second is over.
    const bars = await start({ refuses: onKlines({ code: 10006, text: 'Too many visits!', resetAt: at('02T17:40:31.5') }, 1) });
    const waits: [number, string][] = [];
    await fetch(LINEAR, { from: at('01T00:00'), onWait: (ms, why) => waits.push([ms, why]) });
    expect(waits).toEqual([[expect.any(Number), 'Expected an answer from bybit, but it was "Too many visits! (10006)"']]);
    expect(waits[0]![0]).toBeGreaterThan(500);
    expect(waits[0]![0]).toBeLessThanOrEqual(1500);
    expect(into.rows(LINEAR)).toEqual(linesOf(bars, '1m'));
  });

  it('an allowance that is used up is waited for before the next request', async () => {
    await start({ allowance: ({ path, before }) => (path.endsWith('kline') && before < 4 ? [0, at('02T17:40:31')] : undefined) });
    const begun = performance.now();
    await fetch(LINEAR, { from: at('01T00:00') });
    expect(performance.now() - begun).toBeGreaterThan(400);
  });

  it('an address that is shut out for ten minutes waits them out, one of a wrong region is told so', async () => {
    await start({ refuses: onKlines({ status: 403, text: '{"error": "access too frequent"}', resetAt: at('02T17:40:30.2') }, 0) });
    const waits: number[] = [];
    await fetch(LINEAR, { from: at('01T00:00'), onWait: (ms) => waits.push(ms) });
    expect(waits).toHaveLength(1);
    await venue.close();
    into[Symbol.dispose]();
    const text = 'The Amazon CloudFront distribution is configured to block access from your country.';
    await start({ refuses: onKlines({ status: 403, text }, 0) });
    const failure = await fetch(LINEAR, { from: at('01T00:00') }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(VenueError);
    expect(String(failure)).toMatch(/HTTP 403 Forbidden": it does not serve this region/);
    expect(klines()).toBe(1);
  });

  it('a failure of the venue itself is asked past, a wrong request is not', async () => {
    const bars = await start({ refuses: onKlines({ code: 10016, text: 'Server error' }, 0, 1) });
    await fetch(LINEAR, { from: at('01T00:00') });
    expect(into.rows(LINEAR)).toEqual(linesOf(bars, '1m'));
    await venue.close();
    into[Symbol.dispose]();
    await start({ refuses: onKlines({ code: 10001, text: 'params error: Interval Is Invalid' }, 0) });
    const failure = await fetch(LINEAR, { from: at('01T00:00') }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toBe('ConfigError: Expected a request that bybit accepts, but it said "params error: Interval Is Invalid"');
  });

  it('an address where nobody answers is given up soon', async () => {
    await start();
    venue.trouble = () => 'drop';
    await expect(fetch(LINEAR)).rejects.toThrow(/^Expected an answer from bybit, but it was "socket hang up", 3 times in a row$/);
  });

  it('a fetch that is cancelled ends at once', async () => {
    await start();
    venue.trouble = onKlines<Trouble>('silence', 1);
    const abort = new AbortController();
    const progress = (): void => void setTimeout(() => abort.abort(new Error('stopped')), 30);
    await expect(fetch(LINEAR, { from: at('01T00:00'), signal: abort.signal, progress })).rejects.toThrow('stopped');
    expect(into.rows(LINEAR)).toHaveLength(1000);
  });
});

describe('what the user can mend', () => {
  it.each<[string, string]>([
    ['BTCUSTD.BYBIT@1m', 'Expected an instrument that bybit lists, but it was "BTCUSTD.BYBIT"; did you mean "BTCUSDT.BYBIT"?'],
    ['BTCUSDT-SPOT.BYBIT@1m', 'Expected an instrument that bybit lists, but it was "BTCUSDT-SPOT.BYBIT"; did you mean "BTCUSDT.BYBIT"?'],
    ['BTCUSDT.BYBIT@1s', 'Expected a timeframe that bybit has (1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d, 1w, 1M), but it was "1s"'],
    ['BTCUSDT.BYBIT@1m:mid', 'Expected a price that bybit has linear bars of (trade, mark, index), but it was "mid"'],
  ])('%s is refused in one sentence, and nothing is stored', async (text, sentence) => {
    await start();
    const failure = await fetch(text).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toBe(sentence);
    expect(into.store.list()).toEqual([]);
  });
});
