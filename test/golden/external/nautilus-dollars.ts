import { backtest, type Result, type RunSpec } from '../../../app/index.ts';
import { DAY, defineStrategy, isoTime, MINUTE, parseTime } from '../../../engine/index.ts';
import { rowsOf } from './cases-verdicts.ts';
import { crosses } from './two-averages.ts';
import { written } from './written.ts';

const QUARTER = 15 * MINUTE;
const LOT = { qty: 1_000_000 } as const;
const FEE = 0.00002;

interface Tick {
  readonly ts: number;
  readonly bid: number;
  readonly ask: number;
}

/** Quotes made of minutes: their opens, highs, lows and closes, the last at the time of the minute. */
function quotesOfMinutes(): readonly Tick[] {
  const [bids, asks] = ['bid', 'ask'].map((side) => rowsOf(`bars/forex/USDJPY_fxcm_1m_${side}_201302.csv.gz`));
  return bids!.flatMap((cells, k) =>
    [1, 2, 3, 4].map((at) => ({ ts: parseTime(cells[0]!) - (4 - at) * 100, bid: Number(cells[at]), ask: Number(asks![k]![at]) })),
  );
}

/**
 * Bars of a quarter of an hour of the bids, up to and with the quote at their end; one without a quote repeats the last. With
 * them the quotes, where a bar ends without one the standing one again.
 */
function quarters(ticks: readonly Tick[]) {
  const bars: { ts: number; open: number; high: number; low: number; close: number }[] = [];
  const rows: Tick[] = [];
  let k = 0;
  let last = ticks[0]!;
  for (let ts = Math.ceil(last.ts / QUARTER) * QUARTER; k < ticks.length; ts += QUARTER) {
    const own: Tick[] = [];
    for (; k < ticks.length && ticks[k]!.ts <= ts; k++) own.push(ticks[k]!);
    last = own.at(-1) ?? last;
    const bids = (own.length > 0 ? own : [last]).map(({ bid }) => bid);
    bars.push({ ts, open: bids[0]!, high: Math.max(...bids), low: Math.min(...bids), close: last.bid });
    rows.push(...own, ...(own.at(-1)?.ts === ts ? [] : [{ ...last, ts }]));
  }
  return { bars, rows };
}

/** A million that was bought or sold, by the order that opened it and the one that closed it. */
interface Lot {
  readonly strategy: number;
  readonly side: 'buy' | 'sell';
  readonly opened: number;
  closed: number;
}

/** What came of example strategies on dollars against yen. */
export interface Dollars {
  readonly result: Result;
  readonly lots: readonly Lot[];
}

/**
 * Millions of dollars against yen by example strategies that look at what all of them hold. Each order that opens is a position
 * of its own there, even against another of the same strategy, and is closed by an order of its own.
 */
export async function dollars(periods: readonly (readonly [fast: number, slow: number])[]): Promise<Dollars> {
  const ticks = quotesOfMinutes();
  const yen = ticks.filter(({ ts }) => ts % MINUTE === 0).map(({ ts, bid, ask }) => [isoTime(ts), ...Array(4).fill(2 / (bid + ask))]);
  const { bars, rows } = quarters(ticks);
  const lots: Lot[] = [];
  // What all hold before either has done anything at a bar.
  let seen = { bar: -1, net: 0 };
  const strategies: RunSpec['strategies'] = periods.map(([fast, slow], strategy) => ({
    id: `s${strategy}`,
    strategy: defineStrategy({
      name: 'crossing',
      params: {},
      feeds: ['asset'],
      setup(ctx) {
        const { asset } = ctx.feeds;
        const open = (side: 'buy' | 'sell'): void => void lots.push({ strategy, side, opened: ctx[side](asset, LOT), closed: 0 });
        const close = (): void => {
          for (const lot of lots)
            if (lot.strategy === strategy && lot.closed === 0) lot.closed = ctx[lot.side === 'buy' ? 'sell' : 'buy'](asset, LOT);
        };
        const step = crosses(asset, fast, slow, { held: () => seen.net, open, close });
        let bar = 0;
        return {
          onBar() {
            if (seen.bar !== bar) seen = { bar, net: netOf(lots) };
            step();
            if (++bar === bars.length) close();
          },
        };
      },
    }),
  }));
  const result = await backtest({
    strategies,
    feeds: { asset: { id: 'USDJPY', bars, timeframe: '15m', quotes: { rows } } },
    instruments: { asset: { contract: 'linear', quote: 'JPY' } },
    account: {
      ...{ cash: 1_000_000, currency: 'USD', leverage: 33 },
      rates: { JPY: written('jpy.csv', 'close time,open,high,low,close', yen) },
    },
    costs: { fee: { model: 'percent', rate: FEE } },
    simulator: { fillOn: 'on-close' },
  });
  return { result, lots };
}

const netOf = (lots: readonly Lot[]): number =>
  lots.reduce((net, { side, closed }) => (closed !== 0 ? net : net + (side === 'buy' ? 1 : -1)), 0);

const cents = (money: number): number => Math.round(money * 100) / 100;

/**
 * The account as it is booked there, without rollover: a gain in whole yen is changed at the price it was dealt at, as is a fee
 * in whole yen, and each amount is rounded to cents. With it the nights for which rollover is booked: every midnight UTC is one,
 * those after a Wednesday and a Friday are three.
 */
export function bookedThere({ result, lots }: Dollars): { readonly balance: number; readonly nights: number; readonly bookings: number } {
  const fills = new Map(result.fills.map((fill) => [fill.orderId, fill]));
  const feeOf = (price: number): number => cents(Math.round(LOT.qty * price * FEE) / price);
  let balance = 1_000_000;
  let [nights, bookings] = [0, 0];
  for (const { side, opened, closed } of lots) {
    const [entry, exit] = [fills.get(opened)!, fills.get(closed)!];
    const gain = (side === 'buy' ? 1 : -1) * Math.round(LOT.qty * (exit.price - entry.price));
    balance += cents(gain / exit.price) - feeOf(entry.price) - feeOf(exit.price);
    for (let midnight = Math.ceil((entry.ts + 1) / DAY) * DAY; midnight <= exit.ts; midnight += DAY) {
      const weekday = new Date(midnight - DAY).getUTCDay();
      nights += weekday === 3 || weekday === 5 ? 3 : 1;
      bookings++;
    }
  }
  return { balance, nights, bookings };
}
