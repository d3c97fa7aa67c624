import type { Instrument } from '../../../engine/model/instrument.ts';
import { MINUTE } from '../../../engine/model/time.ts';
import { Chance } from '../hostile/chance.ts';
import type { Market } from '../hostile/market.ts';
import { fromGrid } from '../hostile/resting-order.ts';

/** A bar of a minute; prices and volume in the units of the instrument. */
export interface Candle {
  readonly start: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  turnover: number;
}

/** A print as Bybit has it. */
export interface Print {
  /** The first is 1. */
  readonly number: number;
  readonly ts: number;
  readonly price: number;
  readonly size: number;
  readonly side: number;
}

/** Minutes before the market begins of which bars are there. */
const BEFORE = 1_500;
const KEPT = 1_000;

/** The bars and prints of one instrument, also of the time before anybody looked on. A minute without prints has a flat bar. */
export class Candles {
  /** Oldest first, without a hole. */
  readonly minutes: Candle[] = [];
  readonly prints: Print[] = [];
  readonly #seed: string;
  #count = 0;

  constructor(market: Market, index: number, seed: number) {
    this.#seed = `candles ${index}`;
    const instrument = market.instruments[index]!;
    market.follow((move) => {
      if (move.kind !== 'trade' || move.instrument !== index) return;
      const price = fromGrid(instrument.ticks, move.price);
      if (this.minutes.length === 0) this.#invent(new Chance(seed, this.#seed), instrument, price, move.ts);
      this.#print({ number: ++this.#count, ts: move.ts, price, size: fromGrid(instrument.steps, move.size), side: move.side });
    });
  }

  /** The newest price; NaN before there is one. */
  get last(): number {
    return this.minutes.at(-1)?.close ?? Number.NaN;
  }

  /** The minutes are there up to now, traded or not. */
  reach(now: number): void {
    for (let bar = this.minutes.at(-1); bar !== undefined && bar.start + MINUTE <= now; bar = this.minutes.at(-1)) {
      const { close } = bar;
      this.minutes.push({ start: bar.start + MINUTE, open: close, high: close, low: close, close, volume: 0, turnover: 0 });
    }
  }

  /** Bars that begin in a span, oldest first, the newest as far as it has come; `startOf` says where the bar of a moment begins. */
  bars(startOf: (ts: number) => number, from: number, until: number, now: number): Candle[] {
    this.reach(now);
    const bars: Candle[] = [];
    for (const minute of this.minutes) {
      const start = startOf(minute.start);
      if (start < from || start > until || minute.start > now) continue;
      const bar = bars.at(-1);
      if (bar?.start !== start) {
        bars.push({ ...minute, start });
        continue;
      }
      bar.high = Math.max(bar.high, minute.high);
      bar.low = Math.min(bar.low, minute.low);
      bar.close = minute.close;
      bar.volume += minute.volume;
      bar.turnover += minute.turnover;
    }
    return bars;
  }

  #print(print: Print): void {
    const { ts, price, size } = print;
    this.reach(ts);
    const bar = this.minutes.at(-1)!;
    bar.high = Math.max(bar.high, price);
    bar.low = Math.min(bar.low, price);
    bar.close = price;
    bar.volume += size;
    bar.turnover += size * price;
    if (size > 0) this.prints.push(print);
    if (this.prints.length > 2 * KEPT) this.prints.splice(0, KEPT);
  }

  /** A past that leads to the first price. */
  #invent(chance: Chance, { ticks, tickSize, stepSize }: Instrument, price: number, ts: number): void {
    const past: Candle[] = [];
    let close = price;
    const first = Math.floor(ts / MINUTE) * MINUTE;
    for (let k = 1; k <= BEFORE; k++) {
      const move = (ticksAway: number): number =>
        Math.max(tickSize, fromGrid(ticks, Math.round((close * ticks.den) / ticks.num) + ticksAway));
      const open = move(chance.whole(-12, 12));
      const [high, low] = [Math.max(open, close) + 3 * tickSize, Math.max(tickSize, Math.min(open, close) - 3 * tickSize)];
      const volume = stepSize * chance.whole(100, 9_000);
      past.push({ start: first - k * MINUTE, open, high, low, close, volume, turnover: volume * close });
      close = open;
    }
    this.minutes.push(...past.reverse(), { start: first, open: price, high: price, low: price, close: price, volume: 0, turnover: 0 });
  }
}
