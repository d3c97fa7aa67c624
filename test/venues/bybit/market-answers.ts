import { type Asked, textOf } from './asked.ts';
import { instrumentRow } from './instrument-row.ts';
import { money, onGrid } from './listed.ts';
import { checkCategory } from './lots.ts';
import { type Seen, startIn, TICKER_REST, tickerRow } from './market-data.ts';
import { nameOf } from './names.ts';
import { pageOf } from './pages.ts';
import { Refusal } from './refusal.ts';

/** The market that a request is about. */
function seenIn(all: readonly Seen[], asked: Asked): Seen {
  const category = asked['category'] ?? 'linear';
  const found = all.find(({ listed }) => listed.category === category && listed.symbol === asked['symbol']);
  if (found === undefined) throw new Refusal(10001, 'params error: Symbol Invalid');
  return found;
}

const some = (all: readonly Seen[], asked: Asked): Seen[] => {
  checkCategory(asked);
  return textOf(asked, 'symbol') === '' ? all.filter(({ listed }) => listed.category === asked['category']) : [seenIn(all, asked)];
};

/** `/v5/market/instruments-info`: contracts by pages, spot at once. */
export function instruments(all: readonly Seen[], asked: Asked): object {
  const rows = some(all, asked).map(({ listed }) => instrumentRow(listed));
  const { category } = asked;
  return category === 'spot' ? { category, list: rows } : { category, ...pageOf(rows.reverse(), asked, { usual: 500, most: 1_000 }) };
}

/** `/v5/market/kline`: newest first, the newest of what lies between start and end. */
export function klines(all: readonly Seen[], asked: Asked, now: number): object {
  const { listed, candles } = seenIn(all, asked);
  const startOf = startIn(textOf(asked, 'interval'));
  if (startOf === undefined) throw new Refusal(10001, 'params error: Invalid period!');
  const bars = candles.bars(startOf, Number(asked['start'] ?? 0), Number(asked['end'] ?? now), now);
  const { ticks, steps } = listed.instrument;
  const most = Math.min(1_000, Math.max(1, Number(asked['limit'] ?? 200)));
  const list = bars.slice(-most).reverse();
  const at = (value: number): string => onGrid(ticks, value);
  return {
    symbol: listed.symbol,
    category: listed.category,
    list: list.map((bar) => [
      ...[String(bar.start), at(bar.open), at(bar.high), at(bar.low), at(bar.close)],
      ...[onGrid(steps, bar.volume), money(listed.category === 'inverse' ? bar.volume / bar.close : bar.turnover)],
    ]),
  };
}

/** `/v5/market/tickers`. */
export function tickers(all: readonly Seen[], asked: Asked, now: number): object {
  const more = asked['category'] === 'spot' ? {} : TICKER_REST;
  return { category: asked['category'], list: some(all, asked).map((seen) => ({ ...tickerRow(seen, now), ...more })) };
}

/** `/v5/market/orderbook`. */
export function orderBook(all: readonly Seen[], asked: Asked, now: number): object {
  const { listed, book } = seenIn(all, asked);
  const depth = Number(asked['limit'] ?? (listed.category === 'spot' ? 1 : 25));
  const { b, a } = book.levels;
  const { u, seq, ts } = book;
  return { s: listed.symbol, a: a.slice(0, depth), b: b.slice(0, depth), ts: Math.floor(now), u, seq, cts: ts };
}

/** `/v5/market/recent-trade`: newest first. */
export function recentTrades(all: readonly Seen[], asked: Asked): object {
  const { listed, candles } = seenIn(all, asked);
  const limit = Number(asked['limit'] ?? (listed.category === 'spot' ? 60 : 500));
  const { instrument, category, symbol } = listed;
  const list = candles.prints.slice(-limit).reverse();
  return {
    category,
    list: list.map(({ number, ts, price, size, side }) => ({
      execId: nameOf(category, `${symbol} print ${number}`),
      symbol,
      price: onGrid(instrument.ticks, price),
      size: onGrid(instrument.steps, size),
      side: side > 0 ? 'Buy' : 'Sell',
      time: String(ts),
      isBlockTrade: false,
      isRPITrade: false,
      seq: String(ts),
    })),
  };
}
