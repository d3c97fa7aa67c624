/** How many usual ranges a price may stand off. */
const RANGES = 20;
/** How much of itself it may in any case. */
export const LEAST = 0.05;

/** From where on a price is out of the ordinary: 20 usual ranges, and no less than 5 %. */
export function limitOf(usual: number): number {
  const limit = RANGES * usual;
  return limit > LEAST ? limit : LEAST;
}
