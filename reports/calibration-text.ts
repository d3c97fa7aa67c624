import type { Delays, Estimate, QuantileEstimate } from '../engine/analysis/estimate.ts';
import { NONE, plain } from './format.ts';

/** One number of a fit, and what it was made of. */
export interface FitRow {
  readonly name: string;
  readonly estimate: Estimate;
  /** What a unit of it is shown as: 100 with `%` for fractions. */
  readonly scale: number;
  readonly unit: string;
}

/** A table of means with their error bars. */
export function estimatesText(rows: readonly FitRow[]): string[] {
  const head = ['', 'orders', 'mean', 'standard error', '95 % interval'];
  const cells = rows
    .filter(({ estimate }) => estimate.count > 0)
    .map(({ name, estimate, scale, unit }) => [
      name,
      String(estimate.count),
      `${digits(estimate.mean * scale)} ${unit}`,
      digits(estimate.standardError * scale),
      `${digits(estimate.low * scale)} to ${digits(estimate.high * scale)}`,
    ]);
  return cells.length === 0 ? [] : tableOf([head, ...cells]);
}

/** A table of delays by quantile, each with its interval. */
export function delaysText(delays: Readonly<Record<string, Delays | undefined>>): string[] {
  const head = ['milliseconds', 'count', 'least', 'median', '90 %', '99 %', 'most'];
  const cells = Object.entries(delays).flatMap(([name, one]) =>
    one === undefined
      ? []
      : [[name, String(one.count), plain(one.least), rangeOf(one.median), rangeOf(one.p90), rangeOf(one.p99), plain(one.most)]],
  );
  return cells.length === 0 ? [] : tableOf([head, ...cells]);
}

const digits = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : NONE);

const rangeOf = ({ value, low, high }: QuantileEstimate): string =>
  Number.isNaN(low) && Number.isNaN(high) ? digits(value) : `${digits(value)} (${digits(low)} to ${digits(high)})`;

function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  );
}
