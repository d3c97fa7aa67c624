import { type Kernel, Line } from '../model/line.ts';

/** How a place in a range is put into numbers: at its start 0, at its end `scale`, and `flat` where the range has no width. */
export interface RangeScale {
  readonly scale: number;
  readonly flat: number;
}

/** Where `value` lies on the way from `start` to `end`, lines of one series; NaN where one of them is. */
export function rangePosition(value: Line, start: Line, end: Line, scale: RangeScale): Line {
  return value.driver.derive((out) => new RangePositionKernel(value, start, end, scale, out), {
    name: `rangePosition ${scale.scale} ${scale.flat}`,
    of: [value, start, end],
  });
}

class RangePositionKernel implements Kernel {
  readonly #value: Line;
  readonly #start: Line;
  readonly #end: Line;
  readonly #scale: number;
  readonly #flat: number;
  readonly #out: Line;

  constructor(value: Line, start: Line, end: Line, { scale, flat }: RangeScale, out: Line) {
    this.#value = value;
    this.#start = start;
    this.#end = end;
    this.#scale = scale;
    this.#flat = flat;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const value = Line.bufferOf(this.#value);
    const valueMask = Line.maskOf(this.#value);
    const start = Line.bufferOf(this.#start);
    const startMask = Line.maskOf(this.#start);
    const end = Line.bufferOf(this.#end);
    const endMask = Line.maskOf(this.#end);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const scale = this.#scale;
    const flat = this.#flat;
    for (let row = from; row < to; row++) {
      const begin = start[row & startMask]!;
      const width = end[row & endMask]! - begin;
      const way = value[row & valueMask]! - begin;
      // A value at the end gives the scale exactly: the quotient is 1. NaN of the value stays in a flat range.
      out[row & mask] = width === 0 ? flat + way * 0 : scale * (way / width);
    }
  }
}
