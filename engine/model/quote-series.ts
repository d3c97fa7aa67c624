import { Line } from './line.ts';
import type { RowSource } from './row-source.ts';
import { type Column, Series } from './series-base.ts';
import type { Level, Quotes } from './series-view.ts';
import { againOf, Stream } from './stream.ts';

/** A column of what nobody knows. */
const UNKNOWN: Column = Float64Array.of(Number.NaN);

/** The columns of quotes; deeper levels, best first, are `bid2 ask2 bidSize2 askSize2`, `bid3` and so on. */
export interface QuoteColumns {
  readonly times: Column;
  readonly bid: Column;
  readonly ask: Column;
  readonly bidSize: Column;
  readonly askSize: Column;
  readonly [deeper: `bid${number}` | `ask${number}` | `bidSize${number}` | `askSize${number}`]: Column;
}

/** Best bid and ask with their sizes, and perhaps deeper levels, per change. */
export class QuoteSeries extends Series implements Quotes {
  readonly kind = 'quotes';
  readonly bid: Line;
  readonly ask: Line;
  readonly bidSize: Line;
  readonly askSize: Line;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly #data: QuoteColumns | Stream;

  constructor(id: string, data: QuoteColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.bid = this.lineOf(data, 'bid');
    this.ask = this.lineOf(data, 'ask');
    this.bidSize = this.lineOf(data, 'bidSize');
    this.askSize = this.lineOf(data, 'askSize');
    this.bids = [{ price: this.bid, size: this.bidSize }, ...this.#deeper('bid', 'bidSize')];
    this.asks = [{ price: this.ask, size: this.askSize }, ...this.#deeper('ask', 'askSize')];
  }

  #deeper(price: 'bid' | 'ask', size: 'bidSize' | 'askSize'): Level[] {
    const data = this.#data;
    const lineOf = (name: `${typeof price | typeof size}${number}`): Line | undefined => {
      if (data instanceof Stream) return data.has(name) ? data.line(name, this) : undefined;
      const column = data[name];
      return column === undefined ? undefined : new Line(this, column, -1);
    };
    const levels: Level[] = [];
    for (let k = 2; ; k++) {
      const line = lineOf(`${price}${k}`);
      if (line === undefined) return levels;
      levels.push({ price: line, size: lineOf(`${size}${k}`) ?? new Line(this, UNKNOWN, 0) });
    }
  }

  /** Quotes that pass; as `BarSeries.streamed`. */
  static streamed(id: string, from: () => RowSource, ring?: number): QuoteSeries {
    return new QuoteSeries(id, new Stream(from, ring));
  }

  override again(): QuoteSeries {
    return new QuoteSeries(this.id, againOf(this.#data));
  }

  override get mark(): number {
    return (this.bid.value + this.ask.value) / 2;
  }
}
