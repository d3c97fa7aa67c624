import { afterEach, describe, expect, it } from 'vitest';
import type { Wanted } from '../../../../data/live/bybit/feed.ts';
import { DataLine } from '../../../../data/live/ibkr/data-line.ts';
import { IbkrFeed } from '../../../../data/live/ibkr/feed.ts';
import type { Arrival } from '../../../../engine/feed/live-feed.ts';
import { instrumentOf } from '../../../../engine/model/instrument.ts';
import { HOUR, MINUTE } from '../../../../engine/model/time.ts';
import { STOCKS } from '../../../venues/tws/listed.ts';
import { type TwsWorld, twsWorld } from '../../../venues/tws/tws-world.ts';
import type { VirtualWall } from '../../../venues/virtual-wall.ts';

let tws: TwsWorld<VirtualWall>;
let feed: IbkrFeed;
let told: Arrival[] = [];

afterEach(async () => {
  await feed.close();
  await tws.close();
});

const AAPL = STOCKS[0]!.instrument;

/** A market that moves every 400 ms, at a TWS on which nothing goes wrong. */
async function listening(kind: Wanted['kind'], length = MINUTE): Promise<void> {
  tws = await twsWorld({ seed: 3, every: 200, chaos: 0, contracts: STOCKS.slice(0, 2) }, 'memory');
  for (const turn of tws.world.front.pending.splice(0)) turn();
  tws.world.schedule.rates = {};
  await tws.wall.pass(1_000);
  told = [];
  const { host, port, wall } = tws;
  feed = new IbkrFeed({
    ...{ wall, wanted: [{ feed: 0, instrument: AAPL, kind, length }], random: () => 0.5 },
    open: (lost, signal) => DataLine.open({ host, port, clientId: 107 }, lost, signal),
  });
  const drain = (): void => {
    for (let one = feed.poll(); one !== undefined; one = feed.poll()) told.push(one);
  };
  await wall.settled(feed.connect(drain, new AbortController().signal));
}

const rows = (): readonly (readonly number[])[] => told.flatMap((one) => (one.kind === 'row' ? [one.values] : []));
const connections = (): string[] => told.flatMap((one) => (one.kind === 'connection' ? [`${one.up ? 'up' : 'down'} ${one.why}`] : []));

/** The bars of the market itself, by their opening. */
function truth(from: number, until: number): (readonly number[])[] {
  const startOf = (ts: number): number => Math.floor(ts / MINUTE) * MINUTE;
  return tws.desk.candles[0]!.bars(startOf, from, until, until).map(({ start, open, high, low, close, volume }) => [
    ...[start, start + MINUTE, open, high, low, close],
    Number(volume.toFixed(6)),
  ]);
}

describe('the market data of IB', () => {
  it('are bars of a minute, those of before first, each once and in order, and as the market had them', async () => {
    await listening('bars');
    await tws.wall.pass(20 * MINUTE);
    const bars = rows();
    expect(bars.length).toBeGreaterThan(500);
    bars.forEach((bar, k) => {
      if (k > 0) expect(bar[0]).toBe(bars[k - 1]![1]);
    });
    const newest = bars.slice(-19);
    expect(newest.map((bar) => bar.map((value) => Number(value.toFixed(6))))).toEqual(truth(newest[0]![0]!, newest.at(-1)![0]!));
  });

  it('miss no bar that ended while the connection was down', async () => {
    await listening('bars');
    await tws.wall.pass(3 * MINUTE);
    tws.server.cut();
    await tws.wall.pass(30_000);
    tws.server.cut();
    await tws.wall.pass(10 * MINUTE);
    const bars = rows().slice(-12);
    expect(connections()).toEqual([
      'up ibkr',
      expect.stringMatching(/^down ibkr: /),
      'up ibkr',
      expect.stringMatching(/^down ibkr: /),
      'up ibkr',
    ]);
    expect(bars.map((bar) => bar.map((value) => Number(value.toFixed(6))))).toEqual(truth(bars[0]![0]!, bars.at(-1)![0]!));
  });

  it('are every change of the best prices, in the order in which they came', async () => {
    await listening('quotes');
    await tws.wall.pass(5_000);
    const seen = tws.desk.ticks[0]!;
    expect(rows().length).toBeGreaterThan(10);
    expect(rows().at(-1)?.slice(1)).toEqual([seen.bid, seen.ask, seen.bidSize, seen.askSize]);
    expect(rows().every(([ts = 0], k, all) => k === 0 || ts >= all[k - 1]![0]!)).toBe(true);
  });

  it('are every trade', async () => {
    await listening('trades');
    const before = tws.desk.candles[0]!.prints.length;
    await tws.wall.pass(5_000);
    const prints = tws.desk.candles[0]!.prints.slice(before);
    expect(rows().map(([, price, size]) => [price, size])).toEqual(prints.map(({ price, size }) => [price, size]));
  });

  it('that are not subscribed are said to be down, with the words of TWS', async () => {
    tws = await twsWorld({ seed: 3, every: 200, chaos: 0, contracts: STOCKS.slice(0, 2) }, 'memory');
    tws.settings.dataType = 3;
    const { host, port, wall } = tws;
    told = [];
    feed = new IbkrFeed({
      ...{ wall, wanted: [{ feed: 0, instrument: AAPL, kind: 'trades', length: Number.NaN }], random: () => 0.5 },
      open: (lost, signal) => DataLine.open({ host, port, clientId: 107 }, lost, signal),
    });
    await wall.settled(feed.connect(() => {}, new AbortController().signal));
    await wall.pass(1_000);
    for (let one = feed.poll(); one !== undefined; one = feed.poll()) told.push(one);
    expect(connections().at(-1)).toContain('Requested market data is not subscribed');
  });

  it('of lengths that IB does not have are refused', async () => {
    await listening('bars');
    const ask = (id: string, length: number): (() => IbkrFeed) => {
      const instrument = instrumentOf(id, { tickSize: 0.01, stepSize: 1 });
      return () =>
        new IbkrFeed({
          ...{ wall: tws.wall, random: () => 0 },
          wanted: [{ feed: 0, instrument, kind: 'bars', length }],
          open: async () => expect.unreachable(),
        });
    };
    expect(ask('AAPL.IBKR', 7 * MINUTE)).toThrow('Expected bars of "AAPL.IBKR" that IB has as they come');
    expect(ask('AAPL.IBKR', HOUR)).toThrow('and 1h of what trades day and night');
    expect(ask('EURUSD-FX.IBKR', HOUR)).not.toThrow();
    expect(ask('EUR/USD', MINUTE)).toThrow('Expected an instrument of IB, such as AAPL.IBKR');
  });
});
