/** The wait before an attempt, from 0: chance between nothing and a bound that doubles (full jitter), milliseconds. */
export function backoff(attempt: number, first: number, longest: number, random: () => number): number {
  let bound = first;
  for (let k = 0; k < attempt && bound < longest; k++) bound *= 2;
  return random() * Math.min(bound, longest);
}
