import { afterEach, describe, expect, it } from 'vitest';
import { WALL } from '../../../../app/live/wall.ts';
import { Pace } from '../../../../data/fetch/ibkr/pace.ts';
import { durationOf, endText, openOf } from '../../../../data/fetch/ibkr/timeframe.ts';
import type { Source } from '../../../../data/fetch/source.ts';
import { openSource } from '../../../../data/fetch/sources.ts';
import { DAY, HOUR, MINUTE } from '../../../../engine/model/time.ts';
import { FOREX, FUTURE, STOCKS } from '../../../venues/tws/listed.ts';
import { twsOn } from '../../../venues/tws/tws-world.ts';

type Tws = ReturnType<typeof twsOn>;
let tws: Tws | undefined;

afterEach(async () => {
  tws?.world.close();
  await tws?.server.close();
  tws = undefined;
});

/** A TWS in this machine's time, whose market has traded once, and the source of its history. */
async function opened(): Promise<{ readonly tws: Tws; readonly source: Source }> {
  const made = twsOn(WALL, { seed: 5, moves: [], chaos: 0, contracts: [...STOCKS.slice(0, 2), FUTURE, FOREX] });
  for (const turn of made.world.front.pending.splice(0)) turn();
  made.world.schedule.rates = {};
  for (const index of [0, 1, 2, 3])
    made.world.market.show({ kind: 'trade', ts: Date.now(), instrument: index, price: 10_000, size: 0, side: 1 });
  await made.server.listen();
  tws = made;
  const patience = { signal: new AbortController().signal, retries: 0, firstWait: 1, onWait: () => {} };
  const source = await openSource('ibkr', { patience, baseUrl: `127.0.0.1:${made.server.port}`, paced: true });
  return { tws: made, source };
}

/** All rows of some pages. */
async function rowsOf(pages: ReturnType<Source['bars']>): Promise<(readonly number[])[]> {
  const rows: (readonly number[])[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

describe('history of IB', () => {
  it('is asked for of a contract that its id names, with the terms that IB says', async () => {
    const { source } = await opened();
    expect(await source.find('AAPL.IBKR')).toMatchObject({
      ...{ id: 'AAPL.IBKR', symbol: 'AAPL', contract: { conId: 265598 } },
      spec: { tickSize: 0.01, stepSize: 1, multiplier: 1, contract: 'spot', quote: 'USD', calendar: 'XNAS' },
      notes: ['bars are of the regular hours, their prices adjusted for splits and not for dividends'],
    });
    expect((await source.find('ESZ6-FUT-CME.IBKR')).spec).toMatchObject({ multiplier: 50, contract: 'linear', tickSize: 0.25 });
    expect((await source.find('265598-CONID.IBKR')).symbol).toBe('AAPL');
    await expect(source.find('NOPE.IBKR')).rejects.toThrow('Expected an instrument that IB knows, but it was "NOPE.IBKR"');
    await expect(source.instruments()).rejects.toThrow('IB does not: name the instrument');
    expect(Math.abs(source.now() - Date.now())).toBeLessThan(5_000);
    expect(tws!.desk.odd).toEqual([]);
  });

  it('comes whole, each bar once and as the market had it', async () => {
    const { tws: at, source } = await opened();
    const listing = await source.find('AAPL.IBKR');
    const to = Math.floor(Date.now() / MINUTE) * MINUTE - 5 * MINUTE;
    const from = to - 20 * HOUR;
    const rows = await rowsOf(source.bars(listing, '1m', 'trade', from, to));
    const truth = at.desk.candles[0]!.bars((ts) => ts, from, to - 1, to);
    expect(rows).toHaveLength(20 * 60);
    expect(rows.map(([ts, open, , , close]) => [ts, open, close])).toEqual(
      truth.map(({ start, open, close }) => [start, Number(open.toFixed(10)), Number(close.toFixed(10))]),
    );
    const days = await rowsOf(source.bars(listing, '1d', 'trade', Math.floor(from / DAY) * DAY, Math.floor(to / DAY) * DAY + DAY));
    expect(days.map(([ts = 0]) => ts % DAY)).toEqual(days.map(() => 0));
  }, 30_000);

  it('of prices and lengths that IB does not have is refused', async () => {
    const { source } = await opened();
    const [stock, pair] = [await source.find('AAPL.IBKR'), await source.find('EURUSD-FX.IBKR')];
    const now = Date.now();
    expect(() => source.bars(pair, '1m', 'trade', now - HOUR, now)).toThrow('such as EURUSD-FX.IBKR@1m:mid, but it was "trade"');
    expect(() => source.bars(stock, '7m', 'trade', now - HOUR, now)).toThrow('Expected a timeframe that IB has (5s, 10s, ');
    expect(() => source.bars(stock, '1h', 'trade', now - HOUR, now)).toThrow('begin with the session, not with the hour');
    expect((await rowsOf(source.bars(pair, '1m', 'mid', now - HOUR, now - 10 * MINUTE))).length).toBeGreaterThan(45);
  });

  it('that TWS refuses for its pace says so', async () => {
    const { tws: at } = await opened();
    const stop = new AbortController();
    const said: string[] = [];
    const onWait = (ms: number, why: string): void => {
      said.push(`${ms}: ${why}`);
      stop.abort();
    };
    const patience = { signal: stop.signal, retries: 1, firstWait: 1, onWait };
    const source = await openSource('ibkr', { patience, baseUrl: `127.0.0.1:${at.server.port}` });
    const listing = await source.find('AAPL.IBKR');
    for (let k = 0; k < 9; k++) at.desk.history.push({ ts: Date.now() + 3_000, what: '265598 ', isSmall: false });
    const now = Date.now();
    await expect(rowsOf(source.bars(listing, '1m', 'trade', now - HOUR, now))).rejects.toThrow('abort');
    expect(said).toEqual([expect.stringMatching(/^15000: .*pacing violation/)]);
  });

  it('is not reached where no TWS is', async () => {
    const patience = { signal: new AbortController().signal, retries: 0, firstWait: 1, onWait: () => {} };
    await expect(openSource('ibkr', { patience, baseUrl: '127.0.0.1:1' })).rejects.toThrow('no TWS or IB Gateway answers at 127.0.0.1:1');
    await expect(openSource('ibkr', { patience, baseUrl: 'https://example.com' })).rejects.toThrow('such as 127.0.0.1:4002');
  });
});

describe('requests for history', () => {
  it('keep the pace that IB asks for: 5 in two seconds, and of short bars 58 in ten minutes', () => {
    const pace = new Pace();
    const sent = (now: number, isSmall: boolean): number => pace.wait(now, isSmall);
    expect([0, 0, 0, 0, 0, 0].map((now) => sent(now, false))).toEqual([0, 0, 0, 0, 0, 2_000]);
    expect(sent(2_000, false)).toBe(0);
    const small = new Pace();
    let now = 0;
    for (let k = 0; k < 58; k++, now += 1_000) expect(small.wait(now, true)).toBe(0);
    expect(small.wait(now, true)).toBe(600_000 - 58_000);
    expect(small.wait(now, false)).toBe(0);
  });

  it('say how far back they reach, and read when bars open', () => {
    expect([MINUTE, HOUR, DAY, 8 * DAY, 400 * DAY].map(durationOf)).toEqual(['60 S', '3600 S', '1 D', '8 D', '2 Y']);
    expect(endText(Date.UTC(2026, 0, 2, 15, 30))).toBe('20260102-15:30:00');
    expect([openOf('20260102'), openOf('1767367800'), openOf('finished')]).toEqual([Date.UTC(2026, 0, 2), 1_767_367_800_000, Number.NaN]);
  });
});
