import { Line } from '../model/line.ts';
import type { PlotColumns } from '../model/result.ts';
import { Series } from '../model/series.ts';
import { AuthorRows } from '../strategy/author-line.ts';
import type { Plot } from '../strategy/plot.ts';

/**
 * The lines that strategies plot. A line of a feed keeps all of its rows once its ring is as long as the feed; an
 * author's line is written down at every push, with the time of the moment.
 */
export class Plots {
  readonly #kept: (() => PlotColumns)[] = [];

  add(strategyId: string, { name, line, instrument, pane }: Plot, now: () => number): void {
    const names = { strategyId, instrument, name, pane };
    const { driver } = line;
    if (driver instanceof Series) {
      Line.reserve(line, driver.rows + 1);
      this.#kept.push(() => ({ ...names, ts: rowsOf(Series.timesOf(driver), driver.row), value: rowsOf(Line.bufferOf(line), driver.row) }));
    } else if (driver instanceof AuthorRows) {
      const ts: number[] = [];
      const value: number[] = [];
      driver.watch(() => {
        ts.push(now());
        value.push(line.value);
      });
      this.#kept.push(() => ({ ...names, ts: Float64Array.from(ts), value: Float64Array.from(value) }));
    }
  }

  read(): readonly PlotColumns[] {
    return this.#kept.map((columns) => columns());
  }
}

/** Rows 1 to the cursor: what a strategy saw, and no more. */
const rowsOf = (column: Float64Array, row: number): Float64Array => column.slice(1, row + 1);
