import { MINUTE } from '../../../engine/model/time.ts';
import type { Line } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Move } from '../hostile/market.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import type { Listed } from './rows.ts';

/** The channels of the market: `trade`, `ticker` (the best prices) and `ohlc`. A bar that is over is not said to be: the next one begins. */
export class PublicStream {
  readonly #line: Line;
  readonly #shop: Shop;
  readonly #listed: readonly Listed[];
  readonly #topics = new Set<string>();
  readonly #unfollow: () => void;

  constructor(line: Line, shop: Shop, listed: readonly Listed[]) {
    this.#line = line;
    this.#shop = shop;
    this.#listed = listed;
    this.#unfollow = shop.world.market.follow((move) => this.#show(move));
  }

  subscribe(params: Readonly<Record<string, unknown>>, req_id: number | undefined): void {
    const symbols = params['symbol'] as readonly string[];
    for (const symbol of symbols) {
      this.#topics.add(`${String(params['channel'])}${params['interval'] === undefined ? '' : `:${String(params['interval'])}`} ${symbol}`);
      this.#line.send({ method: 'subscribe', req_id, success: true, result: { channel: params['channel'], symbol, snapshot: true } });
    }
  }

  close(): void {
    this.#unfollow();
  }

  #show(move: Move): void {
    const { symbol, index, instrument } = this.#listed[move.instrument]!;
    const { ticks, steps } = instrument;
    const timestamp = new Date(move.ts).toISOString();
    if (move.kind === 'quote') {
      if (!this.#topics.has(`ticker ${symbol}`)) return;
      const row = {
        symbol,
        bid: fromGrid(ticks, move.bid),
        bid_qty: fromGrid(steps, move.bids[0] ?? 0),
        ask: fromGrid(ticks, move.ask),
        ask_qty: fromGrid(steps, move.asks[0] ?? 0),
      };
      const last = this.#shop.last(index);
      return void this.#line.send({
        channel: 'ticker',
        type: 'update',
        data: [{ ...row, last, volume: 1, vwap: last, low: last, high: last, change: 0, change_pct: 0, timestamp }],
      });
    }
    if (move.size > 0 && this.#topics.has(`trade ${symbol}`)) {
      const { number, price, size, side } = this.#shop.candles[index]!.prints.at(-1)!;
      this.#line.send({
        channel: 'trade',
        type: 'update',
        data: [{ symbol, side: side > 0 ? 'buy' : 'sell', price, qty: size, ord_type: 'market', trade_id: number, timestamp }],
      });
    }
    for (const topic of this.#topics) {
      const [, minutes] = /^ohlc:(\d+) /.exec(topic) ?? [];
      if (minutes === undefined || !topic.endsWith(` ${symbol}`)) continue;
      const length = Number(minutes) * MINUTE;
      const start = Math.floor(move.ts / length) * length;
      const [bar] = this.#shop.candles[index]!.bars((ts) => Math.floor(ts / length) * length, start, start, move.ts);
      if (bar === undefined) continue;
      const { open, high, low, close, volume } = bar;
      this.#line.send({
        channel: 'ohlc',
        type: 'update',
        data: [
          {
            symbol,
            interval: Number(minutes),
            interval_begin: new Date(start).toISOString(),
            open,
            high,
            low,
            close,
            volume,
            vwap: close,
            trades: 1,
          },
        ],
      });
    }
  }
}
