/** The two add up in different orders. */
const TOLERANCE = 1e-9;

/** `theirs` with each number that is ours but for its last digits as ours. */
export function asOurs(ours: unknown, theirs: unknown): unknown {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    return Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(ours)) ? ours : theirs;
  }
  if (Array.isArray(ours) && Array.isArray(theirs)) return theirs.map((one, k) => asOurs(ours[k], one));
  if (typeof ours === 'object' && ours !== null && typeof theirs === 'object' && theirs !== null) {
    const own = new Map(Object.entries(ours));
    return Object.fromEntries(Object.entries(theirs).map(([key, value]) => [key, asOurs(own.get(key), value)]));
  }
  return theirs;
}
