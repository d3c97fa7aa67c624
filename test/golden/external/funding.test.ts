import { existsSync, readFileSync } from 'node:fs';
import { backtest, type Result, type RunSpec } from '../../../app/index.ts';
import { defineStrategy, isoTime, parseTime } from '../../../engine/index.ts';
import { judge, pathOf } from './cases-verdicts.ts';

/** A perpetual held from the open at one time to the open at another, which both are boundaries of funding. */
interface Holding {
  readonly name: string;
  readonly bars: string;
  readonly timeframe: string;
  readonly hours: number;
  readonly funding: string;
  readonly opened: string;
  readonly closed: string;
  readonly qty: number;
  readonly instrument: NonNullable<RunSpec['instruments']>[string];
  /** What the units stand for at a price, in settlement currency. */
  readonly notional: (price: number) => number;
  readonly currency: string;
  /** How many fundings lie between. */
  readonly times: number;
}

const XRP = { contract: 'linear', quote: 'USDT' } as const;
const COIN = { contract: 'inverse', quote: 'USD', settle: 'BTC', multiplier: 100 } as const;
const XRP_FUNDING = 'funding/XRPUSDTPERP_binance_funding_202111.csv';

const HOLDINGS: readonly Holding[] = [
  {
    name: 'XRP over two days, by the hour',
    ...{ bars: 'bars/cryptofuture/XRPUSDTPERP_1h_futures.csv', timeframe: '1h', hours: 1, funding: XRP_FUNDING },
    // Both stamped late, by 11 and by 7 milliseconds.
    ...{ opened: '2021-11-18T16:00:00Z', closed: '2021-11-20T16:00:00Z', times: 6 },
    ...{ qty: 5000, instrument: XRP, notional: (price) => 5000 * price, currency: 'USDT' },
  },
  {
    name: 'XRP over a month in which its rate turns, by eight hours of its mark price',
    ...{ bars: 'bars/cryptofuture/XRPUSDTPERP_8h_mark.csv', timeframe: '8h', hours: 8, funding: XRP_FUNDING },
    ...{ opened: '2021-11-18T08:00:00Z', closed: '2021-12-18T00:00:00Z', times: 89 },
    ...{ qty: 777.7, instrument: XRP, notional: (price) => 777.7 * price, currency: 'USDT' },
  },
  {
    name: 'ADA by the day, over its one funding',
    ...{ bars: 'bars/cryptofuture/ADAUSDTPERP_binance_daily_trade.csv', timeframe: '1d', hours: 24 },
    ...{ funding: 'funding/ADAUSDTPERP_binance_funding.csv', opened: '2022-12-10T00:00:00Z', closed: '2022-12-13T00:00:00Z', times: 1 },
    ...{ qty: 1000, instrument: XRP, notional: (price) => 1000 * price, currency: 'USDT' },
  },
  {
    name: 'BTC settled in the coin, by the minute, at negative rates',
    ...{ bars: 'bars/cryptofuture/BTCUSDPERP_binance_1m_trade_20221213.csv', timeframe: '1m', hours: 1 / 60 },
    ...{ funding: 'funding/BTCUSDPERP_binance_funding.csv', opened: '2022-12-13T00:05:00Z', closed: '2022-12-13T16:00:00Z', times: 2 },
    ...{ qty: 250, instrument: COIN, notional: (price) => (250 * 100) / price, currency: 'BTC' },
  },
];

const hold = ({ opened, closed, qty }: Holding, side: 'buy' | 'sell') =>
  defineStrategy({
    name: 'holding',
    params: {},
    feeds: ['asset'],
    setup(ctx) {
      const { asset } = ctx.feeds;
      return {
        onBar() {
          if (ctx.now === parseTime(opened)) ctx[side](asset, { qty });
          if (ctx.now === parseTime(closed)) ctx.close(asset);
        },
      };
    },
  });

const run = (one: Holding, side: 'buy' | 'sell'): Promise<Result> =>
  backtest({
    strategy: hold(one, side),
    feeds: { asset: { source: pathOf(one.bars), timeframe: one.timeframe, stamp: 'open', funding: pathOf(one.funding) } },
    instruments: { asset: one.instrument },
    account: { cash: 100_000, currency: one.currency },
  });

/** What funding comes to by hand: of each row between the two times, to the minute, the rate of the notional at the close of that minute. */
function byHand({ bars, hours, funding, opened, closed, notional }: Holding): number[] {
  const lines = (path: string): string[] => readFileSync(pathOf(path), 'utf8').split('\n').slice(1).filter(Boolean);
  const closes = new Map(
    lines(bars).map((line) => {
      const [begins = '', , , , close] = line.split(',');
      return [new Date(begins).getTime() + Math.round(hours * 3_600_000), Number(close)];
    }),
  );
  return lines(funding).flatMap((line) => {
    const [stamp = '', rate] = line.split(',');
    const minute = new Date(`${stamp.slice(0, 16)}:00Z`).getTime();
    if (minute <= new Date(opened).getTime() || minute > new Date(closed).getTime()) return [];
    return [-notional(closes.get(minute)!) * Number(rate)];
  });
}

const off = (ours: number, hand: number, size: number): boolean => !(Math.abs(ours - hand) <= 1e-12 * size);

/** The first thing in which a run is not what was worked out by hand, as a sentence. */
async function differs(one: Holding, side: 'buy' | 'sell'): Promise<string | undefined> {
  const sign = side === 'buy' ? 1 : -1;
  const hand = byHand(one).map((amount) => sign * amount);
  if (hand.length !== one.times) return `${one.times} fundings in the window, ${hand.length} worked out`;
  const { ledger, fills, metrics } = await run(one, side);
  const when = fills.map(({ ts }) => isoTime(ts)).join(', ');
  const planned = [one.opened, one.closed].map((text) => isoTime(parseTime(text))).join(', ');
  if (when !== planned) return `fills at ${planned} planned, at ${when} here`;
  const paid = ledger.map(({ kind, amount }) => (kind === 'funding' ? amount : Number.NaN));
  if (paid.length !== hand.length) return `${hand.length} fundings by hand, ${paid.length} here`;
  const row = paid.findIndex((amount, k) => off(amount, hand[k]!, Math.abs(hand[k]!)));
  if (row >= 0) return `funding ${row + 1} is ${hand[row]} by hand, ${paid[row]} here`;
  const [entry, exit] = fills.map(({ price }) => one.notional(price)) as [number, number];
  const gain = sign * (one.instrument.contract === 'inverse' ? entry - exit : exit - entry);
  const sum = hand.reduce((total, amount) => total + amount, gain);
  const ours = metrics.finalEquity - metrics.startEquity;
  return off(ours, sum, metrics.startEquity) ? `a gain of ${sum} by hand, ${ours} here` : undefined;
}

judge(
  'funding',
  existsSync(pathOf('funding'))
    ? HOLDINGS.flatMap((one) =>
        (['buy', 'sell'] as const).map((side) => ({
          name: `${one.name}, ${side === 'buy' ? 'long' : 'short'}`,
          differs: () => differs(one, side),
        })),
      )
    : [],
  {},
);
