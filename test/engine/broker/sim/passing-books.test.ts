import { expect, it } from 'vitest';
import { seededRandom } from '../../../../engine/loop/random.ts';
import { type QuoteColumns, QuoteSeries, TradeSeries } from '../../../../engine/model/series.ts';
import { rowsOf, SHORTEST } from '../../../property/passing.ts';
import { live, MONDAY } from '../../world.ts';

const ROWS = 9_000;
const column = (make: (row: number) => number): Float64Array =>
  Float64Array.from({ length: ROWS + 1 }, (_, row) => (row === 0 ? Number.NaN : make(row)));

/** A book of three levels that wanders, and a trade for every quote, some at the same time. */
function market(): { quotes: QuoteColumns; trades: { times: Float64Array; price: Float64Array; size: Float64Array; side: Float64Array } } {
  const random = seededRandom(7);
  const whole = (most: number): number => Math.floor(random() * most);
  let ts: number = MONDAY;
  const times = column(() => (ts += 1_000 * whole(3)));
  let price = 1_000;
  const bid = column(() => (price += whole(10) === 0 ? whole(3) - 1 : 0));
  const size = (): Float64Array => column(() => 1 + whole(9));
  const quotes = {
    ...{ times, bid, ask: bid.map((one) => one + 1), bidSize: size(), askSize: size() },
    ...{ bid2: bid.map((one) => one - 1), ask2: bid.map((one) => one + 2), bidSize2: size(), askSize2: size() },
    ...{ bid3: bid.map((one) => one - 3), ask3: bid.map((one) => one + 4), bidSize3: size(), askSize3: size() },
  };
  const side = column(() => (random() < 0.5 ? 1 : -1));
  const trades = {
    times: times.map((one) => one + 1_000 * whole(2)),
    price: column((row) => bid[row]! + (side[row] === 1 ? 1 : 0)),
    size: size(),
    side,
  };
  trades.times.subarray(1).sort();
  return { quotes, trades };
}

it('a book and its trades that pass through memory fill what they fill when they are whole', () => {
  const { quotes, trades } = market();
  const fills = (passes: boolean) => {
    const feeds = passes
      ? {
          book: QuoteSeries.streamed('A', () => rowsOf({ ...quotes }), SHORTEST),
          prints: TradeSeries.streamed('A', () => rowsOf({ ...trades }), SHORTEST),
        }
      : { book: new QuoteSeries('A', quotes), prints: new TradeSeries('A', trades) };
    const past = live(
      feeds,
      (ctx) => ({
        onQuote({ bids, asks }) {
          const { book } = ctx.feeds;
          if (book.row % 20 === 0) {
            for (const id of ctx.openOrders(book)) ctx.cancel(id);
            ctx.buy(book, { qty: 6, limit: bids[book.row % 3]!.price.value, display: 2 });
            ctx.sell(book, { qty: 6, limit: asks[book.row % 2]!.price.value });
          }
          if (book.row % 110 === 0) ctx.buy(book, { qty: 15 });
          if (book.row % 110 === 55) ctx.sell(book, { qty: 15 });
        },
      }),
      { account: { cash: 1e9 }, simulator: { queue: 'proportional', sizeLimit: 'shown' }, instruments: { A: { stepSize: 1 } } },
    );
    return past.fills;
  };
  const whole = fills(false);
  expect(whole.length).toBeGreaterThan(1_000);
  expect(fills(true)).toEqual(whole);
});
