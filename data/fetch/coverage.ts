/** A stretch of time, [from, to), of which a fetch has stored all that the venue has. */
export type Stretch = readonly [from: number, to: number];

/** What a series' cursor in the store says: the stretches that are complete, ascending and apart. */
export type Coverage = readonly Stretch[];

/** Reads a cursor; a series without one has no stretch that is known to be complete. */
export function readCursor(text: string | undefined): Coverage {
  if (text === undefined) return [];
  return (JSON.parse(text) as { complete: Coverage }).complete;
}

/** Writes the cursor that `readCursor` reads. */
export const writeCursor = (coverage: Coverage): string => JSON.stringify({ complete: coverage });

/** The coverage with one more stretch. */
export function cover(coverage: Coverage, [from, to]: Stretch): Coverage {
  if (to <= from) return coverage;
  const apart = coverage.filter(([begin, end]) => end < from || begin > to);
  const touching = coverage.filter(([begin, end]) => end >= from && begin <= to);
  const joined: Stretch = [Math.min(from, ...touching.map(([begin]) => begin)), Math.max(to, ...touching.map(([, end]) => end))];
  return [...apart, joined].sort((a, b) => a[0] - b[0]);
}

/** The stretches of [from, to) that are not covered, ascending. */
export function missing(coverage: Coverage, from: number, to: number): Stretch[] {
  const gaps: Stretch[] = [];
  let next = from;
  for (const [begin, end] of coverage) {
    if (end <= next) continue;
    if (begin >= to) break;
    if (begin > next) gaps.push([next, begin]);
    next = end;
  }
  if (next < to) gaps.push([next, to]);
  return gaps;
}
