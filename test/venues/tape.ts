import { barEnd, barStart, parseTimeframe } from '../../engine/model/timeframe.ts';

/** A bar as a venue writes it: when it opens, then open, high, low, close, volume in decimals. */
export type TapeBar = readonly [time: number, open: string, high: string, low: string, close: string, volume: string];

/** A market's true history at a fake venue: bars of one timeframe, from which it makes the longer ones. */
export class Tape {
  readonly bars: readonly TapeBar[];
  readonly timeframe: string;

  constructor(timeframe: string, bars: readonly TapeBar[]) {
    this.timeframe = timeframe;
    this.bars = bars;
  }

  /**
   * A market that begins at `from` and has `count` bars, with prices that look like prices, and none in the `holes` (bar numbers
   * [from, to) each).
   */
  static make(timeframe: string, from: number, count: number, holes: readonly (readonly [number, number])[] = []): Tape {
    const frame = parseTimeframe(timeframe)!;
    const bars: TapeBar[] = [];
    let time = from;
    let cents = 4_213_507;
    for (let k = 0; k < count; k++, time = barEnd(frame, time)) {
      const step = (salt: number): number => ((Math.imul(k + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)) >>> 8) % 997;
      const open = cents;
      const close = Math.max(100, open + step(1) - 498);
      cents = close;
      if (holes.some(([begin, end]) => k >= begin && k < end)) continue;
      const [high, low] = [Math.max(open, close) + step(2), Math.max(1, Math.min(open, close) - step(3))];
      bars.push([time, price(open), price(high), price(low), price(close), `${step(4)}.${String(step(5)).padStart(5, '0')}`]);
    }
    return new Tape(timeframe, bars);
  }

  /** The bars of a timeframe that are there at `now`, the newest of them as far as it has come. */
  at(now: number, timeframe = this.timeframe): readonly TapeBar[] {
    const begun = this.bars.filter(([time]) => time <= now);
    if (timeframe === this.timeframe) return begun.map((bar) => (barEnd(parseTimeframe(timeframe)!, bar[0]) > now ? half(bar) : bar));
    const frame = parseTimeframe(timeframe)!;
    const longer: TapeBar[] = [];
    for (const [time, open, high, low, close] of begun) {
      const start = barStart(frame, time);
      const last = longer.at(-1);
      if (last?.[0] !== start) longer.push([start, open, high, low, close, '1']);
      else longer[longer.length - 1] = [start, last[1], high > last[2] ? high : last[2], low < last[3] ? low : last[3], close, '1'];
    }
    return longer;
  }
}

const price = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** A bar in the making: its close and volume will be other ones. */
const half = ([time, open, high, low]: TapeBar): TapeBar => [time, open, high, low, open, '0.00001'];
