import type { Value } from './dimension.ts';

/** What one trial is run with: a value for each dimension of its space, by the dimension's name (`fast`, `instrument`, `period`). */
export type Point = Readonly<Record<string, Value>>;

/** What makes two points the same, whatever the order of their names. */
export const keyOf = (point: Point): string =>
  JSON.stringify(
    Object.keys(point)
      .sort()
      .map((name) => [name, point[name]]),
  );
