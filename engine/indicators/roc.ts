import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/** Momentum: the change over `period` rows, in the source's own unit; ready on row `period` + 1. Like those below, NaN only where one of its two values is. */
export const momentum = (source: Line, period: number): Line => change(source, period, 'momentum');

/** Rate of change over `period` rows in percent, 100 (x / before - 1); ready on row `period` + 1. NaN where the value before is 0 (TA-Lib gives 0); its sign turns where that is negative. */
export const roc = (source: Line, period: number): Line => change(source, period, 'roc');

/** Rate of change as a fraction, x / before - 1; otherwise as `roc`. */
export const rocp = (source: Line, period: number): Line => change(source, period, 'rocp');

/** Rate of change as a ratio, x / before; otherwise as `roc`. */
export const rocr = (source: Line, period: number): Line => change(source, period, 'rocr');

type Measure = 'momentum' | 'roc' | 'rocp' | 'rocr';

function change(source: Line, period: number, measure: Measure): Line {
  wholePeriod(period, measure);
  Line.reserve(source, period);
  return source.driver.derive((out) => new ChangeKernel(source, period, measure, out), { name: `${measure} ${period}`, of: [source] });
}

class ChangeKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #measure: Measure;
  readonly #out: Line;

  constructor(source: Line, period: number, measure: Measure, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#measure = measure;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    const measure = this.#measure;
    const absolute = measure === 'momentum';
    const scale = measure === 'roc' ? 100 : 1;
    const base = measure === 'rocr' ? 0 : 1;
    for (let row = from; row < to; row++) {
      const before = row > period ? source[(row - period) & sourceMask]! : Number.NaN;
      const x = source[row & sourceMask]!;
      if (absolute) out[row & mask] = x - before;
      else if (before === 0) out[row & mask] = Number.NaN;
      else out[row & mask] = (scale * (x - base * before)) / before;
    }
  }
}
