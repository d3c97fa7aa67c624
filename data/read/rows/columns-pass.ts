import type { Column } from '../../../engine/model/series.ts';
import type { Filled, Pass } from '../plan.ts';
import type { Cells } from '../table.ts';
import type { TimeColumn } from '../time/time-format.ts';
import type { TimeReader } from '../time/time-reader.ts';

/** A column of times: its name with us, and how it is read. */
export interface TimeCells {
  readonly name: string;
  readonly column: TimeColumn;
  readonly reader: TimeReader;
}

/** A column of numbers: its name with us, and how one row is read. */
export interface NumberCells {
  readonly name: string;
  read(row: Cells): number;
}

/** One pass over rows whose columns have nothing to do with each other. */
export class ColumnsPass implements Pass {
  readonly #times: readonly TimeCells[];
  readonly #numbers: readonly NumberCells[];

  constructor(times: readonly TimeCells[], numbers: readonly NumberCells[]) {
    this.#times = times;
    this.#numbers = numbers;
  }

  read(row: Cells, into: readonly Column[], to: number): number {
    const times = this.#times;
    for (let k = 0; k < times.length; k++) {
      const { column, reader } = times[k]!;
      into[k]![to] = row.time(reader, column.at, column.clock);
    }
    for (let k = 0; k < this.#numbers.length; k++) into[k + times.length]![to] = this.#numbers[k]!.read(row);
    return 1;
  }

  last(): number {
    for (const { reader } of this.#times) reader.finish();
    return 0;
  }

  finish({ columns }: Filled): Readonly<Record<string, Column>> {
    return Object.fromEntries([...this.#times, ...this.#numbers].map(({ name }, k) => [name, columns[k]!]));
  }

  warnings(): readonly string[] {
    return [];
  }
}
