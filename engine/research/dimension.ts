/** What a parameter, an instrument or a period of a trial may be. */
export type Value = number | string | boolean;

/** A range of numbers, both ends included. */
export interface RangeDimension {
  readonly kind: 'integer' | 'number';
  /** What it is called in points, tables and constraints. */
  readonly name: string;
  /** The keys that lead to it in a run specification; see `applied`. */
  readonly at: readonly string[];
  readonly from: number;
  readonly to: number;
  /** From one value to the next: added on a linear scale, a factor above 1 on a log scale. Null where any number (or integer) between is meant. */
  readonly step: number | null;
  /** How values are spread when they are drawn: evenly, or evenly by their logarithm. */
  readonly scale: 'linear' | 'log';
}

/** A list of values; one of numbers that ascend has an order, another has none. */
export interface ListDimension {
  readonly kind: 'choice' | 'boolean';
  readonly name: string;
  readonly at: readonly string[];
  readonly choices: readonly Value[];
}

/** One thing that trials vary: a parameter of the strategy, an instrument, a period, or any value of a run specification. */
export type Dimension = RangeDimension | ListDimension;
