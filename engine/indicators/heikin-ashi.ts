import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import type { Millis } from '../model/time.ts';
import { ohlc4 } from './typical-price.ts';

/**
 * Heikin-ashi bars: averages that show the trend. The close is the mean of the bar's four prices, the open the middle
 * of the averaged bar before (of the bar itself at the start, as in Stock.Indicators and LEAN), high and low reach as far as
 * any of bar, open and close. Ready on row 1; a bar with a hole has no values and is passed over. They are bars, so any
 * indicator can be made of them, but no one ever traded at their prices: orders go to the feed they are made of.
 */
export function heikinAshi(bars: Bars): Bars {
  const close = ohlc4(bars);
  const lines = close.driver.deriveAll(['open', 'high', 'low'], (outs) => new AveragedKernel(bars, { ...outs, close }), {
    name: 'heikinAshi',
    of: [bars.open, bars.high, bars.low, bars.close, close],
  });
  return new AveragedBars(bars, { ...lines, close });
}

type Prices = Pick<Bars, 'open' | 'high' | 'low' | 'close'>;

class AveragedBars implements Bars {
  readonly kind = 'bars';
  readonly id: string;
  readonly open: Line;
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
  readonly volume: Line;
  readonly #of: Bars;

  constructor(of: Bars, { open, high, low, close }: Prices) {
    this.id = of.id;
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
    this.volume = of.volume;
    this.#of = of;
  }

  get ts(): Millis {
    return this.#of.ts;
  }

  get openTs(): Millis {
    return this.#of.openTs;
  }
}

class AveragedKernel implements Kernel {
  readonly #bars: Bars;
  readonly #out: Prices;
  /** The middle of the averaged bar before; NaN before the first. */
  #middle = Number.NaN;

  constructor(bars: Bars, out: Prices) {
    this.#bars = bars;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const bars = this.#bars;
    const out = this.#out;
    for (let row = from; row < to; row++) {
      const end = Line.bufferOf(out.close)[row & Line.maskOf(out.close)]!;
      const own = (Line.bufferOf(bars.open)[row & Line.maskOf(bars.open)]! + Line.bufferOf(bars.close)[row & Line.maskOf(bars.close)]!) / 2;
      const known = !Number.isNaN(end);
      const begin = known ? (Number.isNaN(this.#middle) ? own : this.#middle) : Number.NaN;
      if (known) this.#middle = (begin + end) / 2;
      Line.bufferOf(out.open)[row & Line.maskOf(out.open)] = begin;
      Line.bufferOf(out.high)[row & Line.maskOf(out.high)] = Math.max(Line.bufferOf(bars.high)[row & Line.maskOf(bars.high)]!, begin, end);
      Line.bufferOf(out.low)[row & Line.maskOf(out.low)] = Math.min(Line.bufferOf(bars.low)[row & Line.maskOf(bars.low)]!, begin, end);
    }
  }
}
