import 'bybit-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BybitFeed, type Wanted } from '../../../../data/live/bybit/feed.ts';
import { BybitRest } from '../../../../data/live/bybit/rest.ts';
import { marketOf } from '../../../../engine/broker/live/bybit/map/market.ts';
import { listen } from '../../../../engine/broker/live/bybit/stream.ts';
import type { Arrival } from '../../../../engine/feed/live-feed.ts';
import { MINUTE } from '../../../../engine/model/time.ts';
import { type BybitWorld, bybitWorld } from '../../../venues/bybit/bybit-world.ts';
import { USDT_INSTRUMENTS } from '../../../venues/bybit/listed.ts';
import type { VirtualWall } from '../../../venues/virtual-wall.ts';

let bybit: BybitWorld<VirtualWall>;
let feed: BybitFeed;
let arrivals: Arrival[];

const [BTC, , SOL] = USDT_INSTRUMENTS as readonly [(typeof USDT_INSTRUMENTS)[0], unknown, (typeof USDT_INSTRUMENTS)[0]];
const WANTED: readonly Wanted[] = [
  { feed: 0, instrument: BTC, kind: 'bars', length: MINUTE },
  { feed: 1, instrument: SOL, kind: 'bars', length: MINUTE },
  { feed: 2, instrument: BTC, kind: 'trades', length: Number.NaN },
  { feed: 3, instrument: BTC, kind: 'quotes', length: Number.NaN },
];

const rowsOf = (of: number): (readonly number[])[] =>
  arrivals.flatMap((one) => (one.kind === 'row' && one.feed === of ? [one.values] : []));

beforeEach(async () => {
  bybit = await bybitWorld({ seed: 3, chaos: 0 });
  const { wall, baseUrl, streamUrl: host } = bybit;
  feed = new BybitFeed({
    ...{ wanted: WANTED, wall, random: () => 0.5, rest: new BybitRest(baseUrl), place: marketOf },
    listen: (category, topics, ears, signal) => listen({ host, category, topics }, ears, signal),
  });
  arrivals = [];
  await wall.pass(5 * MINUTE);
  const take = (): void => {
    for (let one = feed.poll(); one !== undefined; one = feed.poll()) arrivals.push(one);
  };
  await wall.settled(feed.connect(take, new AbortController().signal));
});

afterEach(async () => {
  await feed.close();
  await bybit.wall.pass(1_000);
  expect(bybit.server.streams).toBe(0);
  await bybit.close();
});

describe('Bybit’s market data, through its SDK', () => {
  it('are bars without a gap and without a repetition, across cuts of the streams', async () => {
    for (let k = 0; k < 6; k++) {
      await bybit.wall.pass(90_000);
      bybit.server.cut();
    }
    await bybit.wall.pass(2 * MINUTE);
    for (const of of [0, 1]) {
      const opened = rowsOf(of).map(([openTs]) => openTs!);
      expect(opened.length).toBeGreaterThan(12);
      expect(opened).toEqual(opened.map((_, k) => opened[0]! + k * MINUTE));
      // The newest bar that is over has come.
      expect(bybit.wall.now() - opened.at(-1)!).toBeLessThan(2 * MINUTE + 5_000);
    }
  });

  it('are the venue’s own bars, trades and best prices', async () => {
    await bybit.wall.pass(3 * MINUTE);
    const { candles } = await bybit.wall.settled(
      new BybitRest(bybit.baseUrl).bars(marketOf(BTC), '1', MINUTE, bybit.wall.now() - 10 * MINUTE, bybit.wall.now()),
    );
    const closed = candles.filter(({ isOver }) => isOver).map(({ openTs, close }) => [openTs, close]);
    const shown = rowsOf(0).map((row) => [row[0], row[5]]);
    expect(shown.slice(-closed.length)).toEqual(closed);
    for (const [, bid = 0, ask = 0] of rowsOf(3)) expect(bid).toBeLessThan(ask);
    expect(rowsOf(3).length).toBeGreaterThan(10);
    const trades = rowsOf(2).map(([ts]) => ts!);
    expect(trades).toEqual([...trades].sort((a, b) => a - b));
    expect(trades.length).toBeGreaterThan(10);
  });
});
