import { type Kernel, Line, type LineDriver, type Lines } from '../../model/line.ts';

/** An indicator of the package, begun without values: takes a value, and gives its result or nothing. */
export interface Stream<In, Out> {
  nextValue(input: In): Out | undefined;
}

/** What a stream is fed with and what is read from it. */
export interface Wiring<In, Out, Name extends string> {
  readonly driver: LineDriver;
  readonly stream: Stream<In, Out>;
  /** The lines a row is made of. */
  readonly sources: readonly Line[];
  /** What the stream is given; the same object may be given again and again. */
  input(values: Float64Array): In;
  /** Whether a value that is not above 0 is a hole, where the stream would be wrong for it. */
  readonly positive: boolean;
  /** Per line: how many rows without a hole come before its first value, that one included, and where it is in the result. */
  readonly outputs: Readonly<Record<Name, readonly [readyAfter: number, of: (result: Out) => number | undefined]>>;
}

/**
 * The lines of a stream, one row for each row of its sources. A hole (a NaN, an infinity) never reaches the stream, which
 * would be poisoned by it: the values before it stay, and the next row goes on as if the hole had not been.
 */
export function linesOf<In, Out, Name extends string>(wiring: Wiring<In, Out, Name>): Lines<Name> {
  return wiring.driver.deriveAll(Object.keys(wiring.outputs) as Name[], (lines) => new StreamKernel(wiring, lines));
}

class StreamKernel<In, Out, Name extends string> implements Kernel {
  readonly #wiring: Wiring<In, Out, Name>;
  readonly #names: readonly Name[];
  readonly #lines: Lines<Name>;
  readonly #values: Float64Array;
  readonly #newest: Float64Array;
  #seen = 0;

  constructor(wiring: Wiring<In, Out, Name>, lines: Lines<Name>) {
    this.#wiring = wiring;
    this.#lines = lines;
    this.#names = Object.keys(wiring.outputs) as Name[];
    this.#values = new Float64Array(wiring.sources.length);
    this.#newest = new Float64Array(this.#names.length).fill(Number.NaN);
  }

  advance(from: number, to: number): void {
    for (let row = from; row < to; row++) {
      if (this.#read(row)) this.#take();
      for (let k = 0; k < this.#names.length; k++) {
        const out = this.#lines[this.#names[k]!];
        Line.bufferOf(out)[row & Line.maskOf(out)] = this.#newest[k]!;
      }
    }
  }

  /** Whether the row is whole. */
  #read(row: number): boolean {
    const { sources, positive } = this.#wiring;
    for (let k = 0; k < sources.length; k++) {
      const source = sources[k]!;
      const value = Line.bufferOf(source)[row & Line.maskOf(source)]!;
      if (!Number.isFinite(value) || (positive && value <= 0)) return false;
      this.#values[k] = value;
    }
    return true;
  }

  #take(): void {
    const { stream, input, outputs } = this.#wiring;
    const result = stream.nextValue(input(this.#values));
    const seen = ++this.#seen;
    for (let k = 0; k < this.#names.length; k++) {
      const [readyAfter, of] = outputs[this.#names[k]!];
      // Once it is ready, nothing means 0: the package takes a 0 for no value.
      if (seen >= readyAfter) this.#newest[k] = result === undefined ? 0 : (of(result) ?? 0);
    }
  }
}
