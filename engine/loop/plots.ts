import { type Kernel, Line } from '../model/line.ts';
import type { PlotColumns } from '../model/result.ts';
import { Series } from '../model/series.ts';
import { AuthorRows } from '../strategy/author-line.ts';
import type { Plot } from '../strategy/plot.ts';
import { Thinned } from './thinned.ts';

/**
 * The lines that strategies plot. A line of a feed in memory keeps all of its rows once its ring is as long as the feed;
 * one of a feed that passes is written down as it passes, an author's line at every push, with the time of the moment.
 */
export class Plots {
  readonly #kept: (() => PlotColumns)[] = [];

  add(strategyId: string, { name, line, instrument, pane }: Plot, now: () => number): void {
    const names = { strategyId, instrument, name, pane };
    const { driver } = line;
    const kept = new Thinned();
    if (driver instanceof Series && driver.isStreamed) {
      driver.follow(new Copy(driver, line, kept));
      this.#kept.push(() => ({ ...names, ...kept.columns() }));
    } else if (driver instanceof Series) {
      Line.makeRoom(line, driver.rows + 1);
      this.#kept.push(() => ({ ...names, ts: rowsOf(Series.timesOf(driver), driver.row), value: rowsOf(Line.bufferOf(line), driver.row) }));
    } else if (driver instanceof AuthorRows) {
      driver.watch(() => kept.add(now(), line.value));
      this.#kept.push(() => ({ ...names, ...kept.columns() }));
    }
  }

  read(): readonly PlotColumns[] {
    return this.#kept.map((columns) => columns());
  }
}

/** Rows 1 to the cursor: what a strategy saw, and no more. */
const rowsOf = (column: Float64Array, row: number): Float64Array => column.slice(1, row + 1);

/** Writes the values of a line down while its rows pass. */
class Copy implements Kernel {
  readonly #series: Series;
  readonly #line: Line;
  readonly #to: Thinned;

  constructor(series: Series, line: Line, to: Thinned) {
    this.#series = series;
    this.#line = line;
    this.#to = to;
  }

  advance(from: number, to: number): void {
    for (let row = from; row < to; row++) this.#to.add(Series.timeAt(this.#series, row), Line.at(this.#line, row));
  }
}
