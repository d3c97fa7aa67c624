/**
 * Where number `index` of 0 to `count - 1` goes when they are shuffled by a seed, without a table of them: a Feistel
 * network over the next power of four, walked until it lands inside. `count` is at most 2^52.
 * Source: Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002.
 */
export function permuted(count: number, seed: number, index: number): number {
  let half = 2;
  while (half * half < count) half *= 2;
  let place = index;
  do {
    let left = Math.floor(place / half);
    let right = place % half;
    for (let round = 0; round < ROUNDS; round++) [left, right] = [right, (left ^ mixed(right, seed, round)) & (half - 1)];
    place = left * half + right;
  } while (place >= count);
  return place;
}

const ROUNDS = 8;

/** The finaliser of MurmurHash3. */
function mixed(value: number, seed: number, round: number): number {
  let state = (Math.imul(value, 0x9e3779b1) ^ Math.imul(seed | 0, 0x85ebca77) ^ Math.imul(round + 1, 0xc2b2ae3d)) | 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}
