import { ConfigError } from './errors.ts';
import { Line } from './line.ts';
import type { RowSource } from './row-source.ts';
import { type Column, Series } from './series-base.ts';
import type { Custom } from './series-view.ts';
import { Stream } from './stream.ts';

/** Anything with a time of knowledge: a model's signals, fundamentals. A row is visible from its `knownAt` on. */
export class CustomSeries extends Series implements Custom {
  readonly kind = 'custom';
  readonly #lines: Readonly<Record<string, Line>>;
  /** The time each row speaks of, which may lie long before it became known. */
  readonly about: Line;
  readonly #again: () => CustomSeries;

  constructor(id: string, knownAt: Column, about: Column, columns: Readonly<Record<string, Column>>);
  constructor(id: string, stream: Stream, names: readonly string[]);
  constructor(id: string, known: Column | Stream, about: Column | readonly string[], columns: Readonly<Record<string, Column>> = {}) {
    super(id, known, 'knownAt');
    if (known instanceof Stream) {
      const names = about as readonly string[];
      this.about = this.lineOf(known, 'about');
      this.#lines = Object.fromEntries(names.map((name) => [name, this.lineOf(known, name)]));
      this.#again = () => new CustomSeries(id, known.again(), names);
    } else {
      this.about = new Line(this, about as Column, -1);
      this.#lines = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, new Line(this, column, -1)]));
      this.#again = () => new CustomSeries(id, known, about as Column, columns);
    }
  }

  /** Rows that pass, with the columns named; as `BarSeries.streamed`. */
  static streamed(id: string, names: readonly string[], from: () => RowSource, ring?: number): CustomSeries {
    return new CustomSeries(id, new Stream(from, ring), names);
  }

  override again(): CustomSeries {
    return this.#again();
  }

  /** The names of its columns, beside the two times. */
  get names(): readonly string[] {
    return Object.keys(this.#lines);
  }

  /** The line of one column; throws a ConfigError that lists the columns there are. */
  line(name: string): Line {
    const line = this.#lines[name];
    if (line === undefined)
      throw new ConfigError(`Expected one of the columns ${Object.keys(this.#lines).join(', ')} of "${this.id}", but it was "${name}"`);
    return line;
  }
}
