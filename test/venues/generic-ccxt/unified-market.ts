import type { CandleRow, FeedExchange } from '../../../data/live/ccxt/exchange.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { Candles } from '../bybit/candles.ts';
import type { HostileWorld } from '../hostile/hostile-world.ts';
import { symbolOf } from './unified-exchange.ts';

/** What ccxt says of a market whose bars are asked for, of a minute each; nothing of it comes by a stream. */
export class UnifiedMarket implements FeedExchange {
  readonly id = 'unified';
  readonly has = {};
  readonly timeframes = { '1m': '1m' };
  readonly clients = {};
  readonly #wall: Wall;
  readonly #candles: ReadonlyMap<string, Candles>;

  constructor({ market }: HostileWorld, instruments: readonly Instrument[], wall: Wall, seed: number) {
    this.#wall = wall;
    this.#candles = new Map(instruments.map((one, k) => [symbolOf(one), new Candles(market, k, seed)]));
  }

  /** The newest price; NaN before there is one. */
  last(symbol: string): number {
    return this.#candles.get(symbol)!.last;
  }

  async fetchOHLCV(symbol: string, _timeframe: string, since = 0, limit = 500): Promise<readonly CandleRow[]> {
    const bars = this.#candles.get(symbol)!.bars((ts) => ts, since, Number.POSITIVE_INFINITY, this.#wall.now());
    return bars.slice(0, limit).map(({ start, open, high, low, close, volume }) => [start, open, high, low, close, volume]);
  }

  fetchTime = async (): Promise<number> => this.#wall.now();
  fetchTrades = async (): Promise<[]> => [];
  watchOHLCV = nothing;
  watchTrades = nothing;
  watchBidsAsks = nothing;
  watchTicker = nothing;
  handleMessage(): void {}
  close = async (): Promise<void> => {};
}

const nothing = (): Promise<never> => Promise.reject(new Error('it has no streams'));
