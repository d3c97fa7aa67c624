import { type Kernel, Line } from '../model/line.ts';
import { oneSeries } from './period.ts';

/** `a` + `b` on every row; NaN where either is. As all of these, for lines of one series: those of two throw a ConfigError. */
export const add = (a: Line, b: Line | number): Line => combined('add', a, b);

/** `a` - `b` on every row; NaN where either is. */
export const subtract = (a: Line, b: Line | number): Line => combined('subtract', a, b);

/** `a` x `b` on every row; NaN where either is. */
export const multiply = (a: Line, b: Line | number): Line => combined('multiply', a, b);

/** `a` / `b` on every row; NaN where either is, and where `b` is 0. */
export const divide = (a: Line, b: Line | number): Line => combined('divide', a, b);

/** The larger of `a` and `b` on every row; NaN where either is. */
export const larger = (a: Line, b: Line | number): Line => combined('larger', a, b);

/** The smaller of `a` and `b` on every row; NaN where either is. */
export const smaller = (a: Line, b: Line | number): Line => combined('smaller', a, b);

type Operation = 'add' | 'subtract' | 'multiply' | 'divide' | 'larger' | 'smaller';

function combined(operation: Operation, a: Line, b: Line | number): Line {
  // A number is a line of one value: mask 0 folds every row onto it.
  const second = typeof b === 'number' ? new Line(a.driver, Float64Array.of(b), 0) : b;
  const recipe = typeof b === 'number' ? { name: `${operation} ${b}`, of: [a] } : { name: operation, of: [a, b] };
  return oneSeries(a, second, operation).derive((out) => new ArithmeticKernel(operation, a, second, out), recipe);
}

class ArithmeticKernel implements Kernel {
  readonly #operation: Operation;
  readonly #a: Line;
  readonly #b: Line;
  readonly #out: Line;

  constructor(operation: Operation, a: Line, b: Line, out: Line) {
    this.#operation = operation;
    this.#a = a;
    this.#b = b;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const a = Line.bufferOf(this.#a);
    const aMask = Line.maskOf(this.#a);
    const b = Line.bufferOf(this.#b);
    const bMask = Line.maskOf(this.#b);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    switch (this.#operation) {
      case 'add':
        for (let row = from; row < to; row++) out[row & mask] = a[row & aMask]! + b[row & bMask]!;
        break;
      case 'subtract':
        for (let row = from; row < to; row++) out[row & mask] = a[row & aMask]! - b[row & bMask]!;
        break;
      case 'multiply':
        for (let row = from; row < to; row++) out[row & mask] = a[row & aMask]! * b[row & bMask]!;
        break;
      case 'larger':
        for (let row = from; row < to; row++) out[row & mask] = Math.max(a[row & aMask]!, b[row & bMask]!);
        break;
      case 'smaller':
        for (let row = from; row < to; row++) out[row & mask] = Math.min(a[row & aMask]!, b[row & bMask]!);
        break;
      case 'divide':
        for (let row = from; row < to; row++) {
          const divisor = b[row & bMask]!;
          if (divisor === 0) out[row & mask] = Number.NaN;
          else out[row & mask] = a[row & aMask]! / divisor;
        }
        break;
    }
  }
}
