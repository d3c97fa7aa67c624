/** Rows of two series that belong to the same moments, ascending on both sides. */
export interface Aligned {
  readonly own: Int32Array;
  readonly theirs: Int32Array;
}

/**
 * Pairs two ascending series of times that need not have the same ones. One of them leads: each of its times is paired
 * with the newest time of the other, where that is new since the pair before. So a day on which one of them rests
 * belongs to the next pair on both sides. The one leads whose partners are less stale, the first where they are equal.
 */
export function align(own: Float64Array, theirs: Float64Array): Aligned {
  const ahead = follow(own, theirs);
  if (ahead.stale === 0) return { own: ahead.leader, theirs: ahead.follower };
  const behind = follow(theirs, own);
  return behind.stale < ahead.stale ? { own: behind.follower, theirs: behind.leader } : { own: ahead.leader, theirs: ahead.follower };
}

interface Followed {
  readonly leader: Int32Array;
  readonly follower: Int32Array;
  /** Mean age of the partners, ms; infinite without any. */
  readonly stale: number;
}

function follow(leader: Float64Array, follower: Float64Array): Followed {
  const most = Math.min(leader.length, follower.length);
  const leads = new Int32Array(most);
  const follows = new Int32Array(most);
  let pairs = 0;
  let age = 0;
  let next = 0;
  for (let k = 0; k < leader.length && next < follower.length; k++) {
    const ts = leader[k]!;
    const seen = next;
    while (next < follower.length && follower[next]! <= ts) next++;
    if (next === seen) continue;
    leads[pairs] = k;
    follows[pairs++] = next - 1;
    age += ts - follower[next - 1]!;
  }
  const stale = pairs > 0 ? age / pairs : Number.POSITIVE_INFINITY;
  return { leader: leads.subarray(0, pairs), follower: follows.subarray(0, pairs), stale };
}
