import { MINUTE } from '../../../engine/model/time.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import type { Market, Move } from '../hostile/market.ts';
import { klineRow } from './kline-news.ts';
import type { Category } from './listed.ts';
import { onGrid } from './listed.ts';
import { MINUTES, type Seen, startIn, tickerRow } from './market-data.ts';
import { nameOf } from './names.ts';
import type { Levels } from './order-book.ts';

/** What a topic says. */
export type Publish = (topic: string, message: object) => void;

/** How often a quiet best bid and offer are told again, milliseconds. */
const AGAIN = 3_000;

const DEPTHS = [1, 50, 200, 1_000];

/** What Bybit publishes of a category: bars, prints, tickers and books, of topics that somebody listens to. */
export class PublicFeed {
  readonly category: Category;
  readonly #seen: ReadonlyMap<string, Seen>;
  readonly #wall: Wall;
  readonly #wanted = new Map<string, number>();
  readonly #tickers = new Map<string, Readonly<Record<string, string>>>();
  readonly #again = new Map<string, () => void>();
  readonly #publish: Publish;
  #stopMinute: () => void = () => {};

  constructor(category: Category, seen: readonly Seen[], market: Market, wall: Wall, publish: Publish) {
    this.category = category;
    const own = seen.filter(({ listed }) => listed.category === category);
    this.#seen = new Map(own.map((one) => [one.listed.symbol, one]));
    this.#wall = wall;
    this.#publish = publish;
    market.follow((move) => this.#move(move, own));
    for (const one of own) one.book.changed = (delta) => this.#book(one, delta);
    if (own.length > 0) this.#minute();
  }

  close(): void {
    this.#stopMinute();
    for (const stop of this.#again.values()) stop();
  }

  /** Whether there is such a topic. */
  has(topic: string): boolean {
    const [kind, first = '', second] = topic.split('.');
    if (kind === 'tickers' || kind === 'publicTrade') return this.#seen.has(first) && second === undefined;
    const isKnown = kind === 'kline' ? MINUTES[first] !== undefined : kind === 'orderbook' && DEPTHS.includes(Number(first));
    return isKnown && this.#seen.has(second ?? '');
  }

  want(topic: string, by: 1 | -1): void {
    this.#wanted.set(topic, (this.#wanted.get(topic) ?? 0) + by);
  }

  /** What a topic says first to who subscribes: books and tickers as they are. */
  first(topic: string): object | undefined {
    const [kind, first = '', second = ''] = topic.split('.');
    if (kind === 'tickers') return this.#ticker(this.#seen.get(first)!, true);
    if (kind !== 'orderbook') return undefined;
    const seen = this.#seen.get(second)!;
    return seen.book.levels.b.length === 0 ? undefined : this.#bookMessage(seen, Number(first), 'snapshot', seen.book.levels);
  }

  #isWanted = (topic: string): boolean => (this.#wanted.get(topic) ?? 0) > 0;

  #say(topic: string, message: object | undefined): void {
    if (message !== undefined && this.#isWanted(topic)) this.#publish(topic, message);
  }

  #move(move: Move, own: readonly Seen[]): void {
    const seen = own.find(({ listed }) => listed.index === move.instrument);
    if (seen === undefined) return;
    const { symbol } = seen.listed;
    if (this.#isWanted(`tickers.${symbol}`)) this.#say(`tickers.${symbol}`, this.#ticker(seen, this.category === 'spot'));
    if (move.kind !== 'trade' || move.size === 0) return;
    this.#say(`publicTrade.${symbol}`, this.#print(seen));
    for (const interval of Object.keys(MINUTES)) this.#kline(seen, interval, false);
  }

  #print({ listed, candles }: Seen): object {
    const { ts, price, size, side, number } = candles.prints.at(-1)!;
    const { instrument, symbol, category } = listed;
    const print = {
      ...{ T: ts, s: symbol, S: side > 0 ? 'Buy' : 'Sell', v: onGrid(instrument.steps, size), p: onGrid(instrument.ticks, price) },
      ...(category === 'spot' ? {} : { L: 'ZeroPlusTick' }),
      ...{ i: nameOf(category, `${symbol} print ${number}`), BT: false, RPI: false, seq: ts },
    };
    return { topic: `publicTrade.${symbol}`, type: 'snapshot', ts: Math.floor(this.#wall.now()), data: [print] };
  }

  /** The bar of an interval that goes on now; at its end the one that is over. */
  #kline(seen: Seen, interval: string, isOver: boolean): void {
    const { listed, candles } = seen;
    const topic = `kline.${interval}.${listed.symbol}`;
    if (!this.#isWanted(topic)) return;
    const now = this.#wall.now();
    const minutes = MINUTES[interval]!;
    const length = minutes * MINUTE;
    const bars = candles.bars(startIn(interval)!, now - 2 * length, now, now);
    const bar = isOver ? bars.findLast(({ start }) => start + length <= now) : bars.at(-1);
    if (bar === undefined) return;
    const row = klineRow(listed, interval, minutes, bar, isOver, now);
    this.#say(topic, { topic, data: [row], ts: Math.floor(now), type: 'snapshot' });
  }

  #minute(): void {
    const now = this.#wall.now();
    const end = (Math.floor(now / MINUTE) + 1) * MINUTE;
    this.#stopMinute = this.#wall.after(end - now, () => {
      // A timer of a machine may be a little early.
      if (this.#wall.now() >= end)
        for (const seen of this.#seen.values())
          for (const [interval, minutes] of Object.entries(MINUTES)) if (end % (minutes * MINUTE) === 0) this.#kline(seen, interval, true);
      this.#minute();
    });
  }

  /** All of a ticker, or what has changed of it. */
  #ticker(seen: Seen, isWhole: boolean): object | undefined {
    const { symbol } = seen.listed;
    const now = this.#wall.now();
    const row = tickerRow(seen, now);
    const before = this.#tickers.get(symbol) ?? {};
    this.#tickers.set(symbol, row);
    const changed = Object.fromEntries(Object.entries(row).filter(([name, value]) => before[name] !== value));
    const { bid1Price: _b, bid1Size: _bs, ask1Price: _a, ask1Size: _as, ...spot } = row;
    const data = this.category === 'spot' ? spot : isWhole ? row : { symbol, ...changed };
    if (!isWhole && Object.keys(changed).length === 0) return undefined;
    const type = isWhole ? 'snapshot' : 'delta';
    return { topic: `tickers.${symbol}`, type, data, cs: seen.book.seq, ts: Math.floor(now) };
  }

  #book(seen: Seen, delta: Levels): void {
    const { symbol } = seen.listed;
    for (const depth of DEPTHS) {
      const topic = `orderbook.${depth}.${symbol}`;
      if (!this.#isWanted(topic)) continue;
      if (depth === 1) this.#best(seen, topic);
      else if (seen.book.u === 1) this.#say(topic, this.#bookMessage(seen, depth, 'snapshot', seen.book.levels));
      else this.#say(topic, this.#bookMessage(seen, depth, 'delta', delta));
    }
  }

  /** The best prices are whole each time, and told again where nothing happens. */
  #best(seen: Seen, topic: string): void {
    this.#say(topic, this.#bookMessage(seen, 1, 'snapshot', seen.book.levels));
    this.#again.get(topic)?.();
    this.#again.set(
      topic,
      this.#wall.after(AGAIN, () => (this.#isWanted(topic) ? this.#best(seen, topic) : undefined)),
    );
  }

  #bookMessage({ listed, book }: Seen, depth: number, type: 'snapshot' | 'delta', { b, a }: Levels): object {
    const some = type === 'snapshot' ? { b: b.slice(0, depth), a: a.slice(0, depth) } : { b, a };
    const data = { s: listed.symbol, ...some, u: book.u, seq: book.seq };
    return { topic: `orderbook.${depth}.${listed.symbol}`, type, ts: Math.floor(this.#wall.now()), data, cts: book.ts };
  }
}
