import { type QuoteColumns, QuoteSeries, TradeSeries } from '../../engine/model/series.ts';
import type { OrderOptions } from '../../engine/strategy/order-options.ts';
import { live, MONDAY, type Past, type Terms } from './world.ts';

const MINUTE = 60_000;
const column = (values: readonly (number | undefined)[]): Float64Array =>
  Float64Array.from([Number.NaN, ...values.map((value) => value ?? Number.NaN)]);

/** A level as drawn: price, size. */
type Drawn = readonly [price: number, size: number];

/** An instrument's books by the minute: `books('A', [1, [[99, 5]], [[100, 4], [101, 2]]])` are bids and asks, best first. */
export function books(
  id: string,
  ...rows: readonly (readonly [minute: number, bids: readonly Drawn[], asks: readonly Drawn[]])[]
): QuoteSeries {
  const depth = Math.max(1, ...rows.flatMap(([, bids, asks]) => [bids.length, asks.length]));
  const levels = Array.from({ length: depth }, (_, n) => {
    const name = n === 0 ? '' : String(n + 1);
    return {
      [`bid${name}`]: column(rows.map(([, bids]) => bids[n]?.[0])),
      [`ask${name}`]: column(rows.map(([, , asks]) => asks[n]?.[0])),
      [`bidSize${name}`]: column(rows.map(([, bids]) => bids[n]?.[1])),
      [`askSize${name}`]: column(rows.map(([, , asks]) => asks[n]?.[1])),
    };
  });
  const times = column(rows.map(([minute]) => MONDAY + minute * MINUTE));
  return new QuoteSeries(id, Object.assign({ times }, ...levels) as QuoteColumns);
}

const SIDES = { buy: 1, sell: -1, unknown: 0 } as const;

/** An instrument's public trades by the minute: price, size, and who took. */
export function tape(
  id: string,
  ...rows: readonly (readonly [minute: number, price: number, size: number, taker: 'buy' | 'sell' | 'unknown'])[]
): TradeSeries {
  return new TradeSeries(id, {
    times: column(rows.map(([minute]) => MONDAY + minute * MINUTE)),
    price: column(rows.map(([, price]) => price)),
    size: column(rows.map(([, , size]) => size)),
    side: column(rows.map(([, , , taker]) => SIDES[taker])),
  });
}

/** What a strategy does once it has seen the first book, and later at given minutes. */
export type Deed = (trader: {
  readonly buy: (options: OrderOptions) => number;
  readonly sell: (options: OrderOptions) => number;
  readonly cancel: (id: number) => void;
  readonly replace: (id: number, change: { qty?: number; limit?: number }) => void;
}) => unknown;

/** Lives through a book and its tape, doing what is to be done at each minute's book; units of 1 unless said otherwise. */
export function trade(book: QuoteSeries, prints: TradeSeries | undefined, deeds: Readonly<Record<number, Deed>>, terms: Terms = {}): Past {
  const feeds = prints === undefined ? { book } : { book, prints };
  const done = new Set<string>();
  return live(
    feeds,
    (ctx) => ({
      onQuote() {
        const minute = String((ctx.now - MONDAY) / MINUTE);
        const deed = deeds[Number(minute)];
        if (deed === undefined || done.has(minute)) return;
        done.add(minute);
        deed({
          buy: (options) => ctx.buy(book, options),
          sell: (options) => ctx.sell(book, options),
          cancel: (id) => ctx.cancel(id),
          replace: (id, change) => ctx.replace(id, change),
        });
      },
    }),
    { instruments: { A: { stepSize: 1 } }, ...terms },
  );
}

/** Fills as `minute: side qty at price, liquidity, certainty`. */
export const filled = ({ fills }: Past): readonly string[] =>
  fills.map(
    ({ ts, side, qty, price, liquidity, certainty }) => `${(ts - MONDAY) / MINUTE}: ${side} ${qty} at ${price}, ${liquidity}, ${certainty}`,
  );
