import type { Line } from './line.ts';
import type { RowSource } from './row-source.ts';
import { type Column, Series } from './series-base.ts';
import type { Trades } from './series-view.ts';
import { againOf, Stream } from './stream.ts';

/** The columns of public prints. */
interface TradeColumns {
  readonly times: Column;
  readonly price: Column;
  readonly size: Column;
  readonly side: Column;
}

/** Public prints: price, size, and the aggressor's side (1 buy, -1 sell, 0 unknown). */
export class TradeSeries extends Series implements Trades {
  readonly kind = 'trades';
  readonly price: Line;
  readonly size: Line;
  readonly side: Line;
  readonly #data: TradeColumns | Stream;

  constructor(id: string, data: TradeColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.price = this.lineOf(data, 'price');
    this.size = this.lineOf(data, 'size');
    this.side = this.lineOf(data, 'side');
  }

  /** Prints that pass; as `BarSeries.streamed`. */
  static streamed(id: string, from: () => RowSource, ring?: number): TradeSeries {
    return new TradeSeries(id, new Stream(from, ring));
  }

  override again(): TradeSeries {
    return new TradeSeries(this.id, againOf(this.#data));
  }

  override get mark(): number {
    return this.price.value;
  }
}
