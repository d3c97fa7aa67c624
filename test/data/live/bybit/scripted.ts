import type { Candle } from '../../../../data/live/bybit/candle.ts';
import { BybitFeed, type Wanted } from '../../../../data/live/bybit/feed.ts';
import type { Ears } from '../../../../data/live/bybit/line.ts';
import type { Print } from '../../../../data/live/bybit/print.ts';
import type { PublicRest } from '../../../../data/live/bybit/rest.ts';
import type { Arrival } from '../../../../engine/feed/live-feed.ts';
import { instrumentOf } from '../../../../engine/model/instrument.ts';
import { MINUTE } from '../../../../engine/model/time.ts';
import { VirtualWall } from '../../../venues/virtual-wall.ts';

/** Bars of a minute whose prices are their numbers: bar k opens at k, minutes since the beginning. */
export const barAt = (openTs: number): Candle => {
  const price = openTs / MINUTE;
  return { openTs, ts: openTs + MINUTE, open: price, high: price, low: price, close: price, volume: 1, isOver: true };
};

/** BTCUSDT the perpetual, of whose market one series is wanted. */
export const wanted = (kind: Wanted['kind']): Wanted => ({
  ...{ feed: 0, instrument: instrumentOf('BTCUSDT.BYBIT', { contract: 'linear' }), kind },
  length: kind === 'bars' ? MINUTE : Number.NaN,
});

/** A Bybit of which a test says what its stream tells, and which answers requests by the clock; bar 0 opens at time 0. */
export class Scripted {
  readonly wall = new VirtualWall(10 * MINUTE);
  readonly feed: BybitFeed;
  readonly arrivals: Arrival[] = [];
  readonly topics: string[] = [];
  /** Bars that the venue does not have, by their number. */
  readonly holes = new Set<number>();
  recent: Print[] = [];
  /** How many requests for bars fail from now on. */
  failures = 0;
  asked = 0;
  /** How many openings of the stream are refused from now on. */
  refusals = 0;
  #ears: Ears | undefined;

  constructor(kind: Wanted['kind'], wall?: VirtualWall) {
    if (wall !== undefined) this.wall = wall;
    const rest: PublicRest = {
      bars: async (_, __, ___, from, to) => this.#bars(from, to),
      trades: async () => this.recent,
      close: () => {},
    };
    this.feed = new BybitFeed({
      ...{ wanted: [wanted(kind)], wall: this.wall, random: () => 0.5, rest },
      listen: async (_, topics, ears) => {
        if (this.refusals-- > 0) throw new Error('the stream refused a topic');
        this.topics.push(...topics);
        this.#ears = ears;
        return () => {
          this.#ears = undefined;
        };
      },
      place: () => ({ category: 'linear', symbol: 'BTCUSDT' }),
    });
  }

  get isOpen(): boolean {
    return this.#ears !== undefined;
  }

  async connect(): Promise<void> {
    await this.feed.connect(() => this.#take(), new AbortController().signal);
    await this.wall.run(this.wall.now());
  }

  say(topic: string, data: unknown, more: { readonly type?: string; readonly ts?: number } = {}): void {
    this.#ears?.said({ topic, data, ...more });
  }

  /** The stream tells of the bar of a minute: that it goes on, or is over. */
  bar(k: number, confirm: boolean): void {
    const price = String(k);
    const wire = { start: k * MINUTE, end: (k + 1) * MINUTE - 1, open: price, high: price, low: price, close: price, volume: '1', confirm };
    this.say('kline.1.BTCUSDT', [wire]);
  }

  cut(): void {
    const ears = this.#ears;
    this.#ears = undefined;
    ears?.lost('cut');
  }

  /** The numbers of the bars that have come. */
  get rows(): number[] {
    return this.arrivals.flatMap((one) => (one.kind === 'row' ? [one.values[0]! / MINUTE] : []));
  }

  get opens(): number[] {
    return this.arrivals.flatMap((one) => (one.kind === 'open' ? [one.openTs / MINUTE] : []));
  }

  #bars(from: number, to: number): { readonly candles: Candle[]; readonly time: number } {
    this.asked++;
    if (this.failures-- > 0) throw new Error('HTTP 503');
    const now = this.wall.now();
    const candles: Candle[] = [];
    for (let k = Math.max(0, Math.ceil(from / MINUTE)); k * MINUTE <= Math.min(to, now); k++)
      if (!this.holes.has(k)) candles.push({ ...barAt(k * MINUTE), isOver: now >= (k + 1) * MINUTE });
    return { candles: candles.slice(-1000), time: now };
  }

  #take(): void {
    for (let one = this.feed.poll(); one !== undefined; one = this.feed.poll()) this.arrivals.push(one);
  }
}

export const upTo = (last: number, first = 0): number[] => Array.from({ length: last - first + 1 }, (_, k) => first + k);
