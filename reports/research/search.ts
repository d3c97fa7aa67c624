/** A value of a trial's point. */
export type PointValue = number | string | boolean;

/** Something that trials vary. */
export interface DimensionView {
  readonly name: string;
  readonly kind: string;
}

/** How it was searched. */
export interface SearchView {
  readonly method: string;
  readonly trials?: number | null | undefined;
  readonly seed?: number | undefined;
}

/** One run of a search. */
export interface TrialView {
  readonly number: number;
  readonly point: Readonly<Record<string, PointValue>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly failure?: string | undefined;
  /** The leading share of the data it was run over; undefined for all. */
  readonly budget?: number | undefined;
}

/** A point as it is read: `fast=10 slow=50`. */
export const pointText = (point: TrialView['point'] | null): string =>
  point === null
    ? 'none'
    : Object.entries(point)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ');
