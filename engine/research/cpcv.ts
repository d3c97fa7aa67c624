import { ConfigError } from '../model/errors.ts';
import { combinationsOf } from './combinations.ts';

/** How time is parted and combined. */
export interface CpcvOptions {
  /** Groups of equal length that time is cut into. */
  readonly groups: number;
  /** Groups of each split that are tested; the others are trained on. */
  readonly tested: number;
  /** Values that are taken off training right before a tested group, and right after one. */
  readonly purge: number;
  readonly embargo: number;
}

/** One way to part time. */
export interface CpcvSplit {
  readonly tested: readonly number[];
  /** The values that are trained on, from `first` up to but not `end`, ascending. */
  readonly trained: readonly { readonly first: number; readonly end: number }[];
}

/** All ways to part time, and how what was tested in them is put together to whole histories. */
export interface Cpcv {
  /** The values of each group, from `first` up to but not `end`. */
  readonly groups: readonly { readonly first: number; readonly end: number }[];
  readonly splits: readonly CpcvSplit[];
  /** By path, by group: the split whose test of that group belongs to it. Each test of a group belongs to one path. */
  readonly paths: readonly (readonly number[])[];
}

/** More splits than this take longer than anyone waits. */
const MOST = 20_000;

/**
 * Combinatorial purged cross-validation over `count` values: C(N, k) splits test every choice of k of N groups, and make
 * k / N * C(N, k) paths, each of which goes once through all of time. Training leaves out the values before a tested
 * group whose outcome reaches into it (purge), and those after it that remember it (embargo).
 * Source: Lopez de Prado, Advances in Financial Machine Learning (2018), chapters 7 and 12.
 */
export function cpcvOf(count: number, { groups: n, tested: k, purge, embargo }: CpcvOptions): Cpcv {
  if (!(Number.isInteger(n) && Number.isInteger(k) && k >= 1 && k < n))
    throw new ConfigError(`Expected --cpcv N,K with whole numbers, K from 1 to N - 1, but it was "${n},${k}"`);
  if (count < 2 * n) throw new ConfigError(`Expected at least ${2 * n} values of time for ${n} groups, but it was "${count}"`);
  const splitCount = countOf(n, k);
  if (splitCount > MOST) throw new ConfigError(`Expected at most ${MOST} splits, but it was "${splitCount}" of ${n} groups, ${k} tested`);
  const groups = Array.from({ length: n }, (_, g) => ({ first: Math.floor((g * count) / n), end: Math.floor(((g + 1) * count) / n) }));
  const splits = combinationsOf(n, k).map(
    (tested): CpcvSplit => ({
      tested,
      trained: trainedOf(
        count,
        tested.map((g) => groups[g]!),
        purge,
        embargo,
      ),
    }),
  );
  const empty = splits.find(({ trained }) => trained.length === 0);
  if (empty !== undefined)
    throw new ConfigError(
      `Expected values to train on after purging, but it was none where the groups ${empty.tested.map((g) => g + 1).join(', ')} are tested`,
    );
  const testing = groups.map((_, g) => splits.flatMap(({ tested }, s) => (tested.includes(g) ? [s] : [])));
  const paths = testing[0]!.map((_, path) => testing.map((own) => own[path]!));
  return { groups, splits, paths };
}

/** C(n, k), as far as it can be told. */
function countOf(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return Math.round(count);
}

/** All but the tested values, and what lies so near to them. */
function trainedOf(
  count: number,
  tested: readonly { readonly first: number; readonly end: number }[],
  purge: number,
  embargo: number,
): CpcvSplit['trained'] {
  const trained: { first: number; end: number }[] = [];
  let first = 0;
  for (const one of tested) {
    const end = one.first - purge;
    if (end > first) trained.push({ first, end });
    first = Math.max(first, one.end + embargo);
  }
  if (first < count) trained.push({ first, end: count });
  return trained;
}
