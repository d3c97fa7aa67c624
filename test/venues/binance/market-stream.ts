import { MINUTE } from '../../../engine/model/time.ts';
import { money, onGrid } from '../bybit/listed.ts';
import type { Line, Listener } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Move } from '../hostile/market.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import { MINUTES } from './market-answers.ts';
import type { Listed } from './names.ts';

/** Milliseconds after its end in which the last word on a bar comes. */
const LATE = 120;

/** A market stream (web-socket-streams.md): trades, the best prices, and bars as they go and as they end. */
export class MarketStream implements Listener {
  readonly #line: Line;
  readonly #shop: Shop;
  readonly #listed: readonly Listed[];
  readonly #topics = new Set<string>();
  readonly #stops = new Map<string, () => void>();
  readonly #unfollow: () => void;
  #count = 0;

  constructor(line: Line, shop: Shop, listed: readonly Listed[]) {
    this.#line = line;
    this.#shop = shop;
    this.#listed = listed;
    this.#unfollow = shop.world.market.follow((move) => this.#show(move));
  }

  hear(text: string): void {
    const { id, method, params } = JSON.parse(text) as { id: number; method: string; params: readonly string[] };
    if (method === 'SUBSCRIBE') for (const topic of params) this.#begin(topic);
    if (method === 'UNSUBSCRIBE') for (const topic of params) this.#topics.delete(topic);
    this.#line.send({ result: null, id });
  }

  close(): void {
    this.#unfollow();
    for (const stop of this.#stops.values()) stop();
  }

  #begin(topic: string): void {
    this.#topics.add(topic);
    const [name = '', interval = ''] = topic.split('@kline_');
    const minutes = MINUTES[interval];
    const listed = this.#listed.find(({ symbol }) => symbol.toLowerCase() === name);
    if (minutes === undefined || listed === undefined) return;
    this.#await(topic, listed, interval, minutes * MINUTE);
  }

  /** Says of each bar when it is over. */
  #await(topic: string, listed: Listed, interval: string, length: number): void {
    const { wall } = this.#shop;
    const end = (Math.floor(wall.now() / length) + 1) * length;
    const stop = wall.after(end + LATE - wall.now(), () => {
      if (!this.#topics.has(topic)) return;
      this.#kline(listed, interval, length, end - length, true);
      this.#await(topic, listed, interval, length);
    });
    this.#stops.set(topic, stop);
  }

  #show(move: Move): void {
    const listed = this.#listed[move.instrument]!;
    const { ticks, steps } = listed.instrument;
    const name = listed.symbol.toLowerCase();
    const at = (count: number): string => onGrid(ticks, fromGrid(ticks, count));
    const of = (count: number): string => onGrid(steps, fromGrid(steps, count));
    const now = Math.floor(move.ts);
    if (move.kind === 'quote') {
      if (this.#topics.has(`${name}@bookTicker`))
        this.#line.send({
          u: ++this.#count,
          s: listed.symbol,
          b: at(move.bid),
          B: of(move.bids[0] ?? 0),
          a: at(move.ask),
          A: of(move.asks[0] ?? 0),
          ...(listed.instrument.contract === 'linear' ? { e: 'bookTicker', T: now, E: now } : {}),
        });
      return;
    }
    if (move.size > 0 && this.#topics.has(`${name}@trade`)) {
      const { number } = this.#shop.candles[move.instrument]!.prints.at(-1)!;
      this.#line.send({
        e: 'trade',
        E: now,
        s: listed.symbol,
        t: number,
        p: at(move.price),
        q: of(move.size),
        T: now,
        m: move.side < 0,
        M: true,
      });
    }
    for (const topic of this.#topics) {
      const [symbol = '', interval = ''] = topic.split('@kline_');
      const minutes = MINUTES[interval];
      if (symbol !== name || minutes === undefined) continue;
      this.#kline(listed, interval, minutes * MINUTE, Math.floor(now / (minutes * MINUTE)) * minutes * MINUTE, false);
    }
  }

  #kline({ symbol, index, instrument }: Listed, i: string, length: number, t: number, x: boolean): void {
    const { candles, wall } = this.#shop;
    const [bar] = candles[index]!.bars((ts) => Math.floor(ts / length) * length, t, t, wall.now());
    if (bar === undefined) return;
    const at = (value: number): string => onGrid(instrument.ticks, value);
    const k = {
      t,
      T: t + length - 1,
      s: symbol,
      i,
      f: 1,
      L: 1,
      o: at(bar.open),
      c: at(bar.close),
      h: at(bar.high),
      l: at(bar.low),
      v: money(bar.volume),
      n: 1,
      x,
      q: money(bar.turnover),
      V: '0',
      Q: '0',
      B: '0',
    };
    this.#line.send({ e: 'kline', E: Math.floor(wall.now()), s: symbol, k });
  }
}
