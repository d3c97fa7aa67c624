import { ConfigError } from '../model/errors.ts';
import { byName, HISTORY, type Kernel, Line, type LineDriver, type Lines, ring } from '../model/line.ts';

/** The rows of lines whose values their author pushes. */
export class AuthorRows implements LineDriver {
  row = 0;
  lookback = 0;
  readonly #kernels: Kernel[] = [];
  readonly #watchers: (() => void)[] = [];

  derive(make: (out: Line) => Kernel): Line {
    return this.deriveAll(['only'], ({ only }) => make(only)).only;
  }

  deriveAll<N extends string>(names: readonly N[], make: (outs: Lines<N>) => Kernel): Lines<N> {
    if (this.row !== 0)
      throw new ConfigError('Expected indicators of an own line to be made before its first value, but one was made after');
    const outs = byName(names, () => ring(this));
    this.#kernels.push(make(outs));
    return outs;
  }

  /** Computes what hangs on the row whose values have just been written. */
  advance(): void {
    for (let k = 0; k < this.#kernels.length; k++) this.#kernels[k]!.advance(this.row, this.row + 1);
    for (let k = 0; k < this.#watchers.length; k++) this.#watchers[k]!();
  }

  /** Calls `told` after every row. */
  watch(told: () => void): void {
    this.#watchers.push(told);
  }
}

/** A line an author fills, one value per call; indicators made of it move with it. */
export class AuthorLine extends Line {
  readonly #rows: AuthorRows;

  constructor() {
    const rows = new AuthorRows();
    super(rows, new Float64Array(2 * HISTORY).fill(Number.NaN), 2 * HISTORY - 1);
    this.#rows = rows;
  }

  /** Makes `value` the newest one. */
  push(value: number): void {
    const row = ++this.#rows.row;
    Line.bufferOf(this)[row & Line.maskOf(this)] = value;
    this.#rows.advance();
  }
}
