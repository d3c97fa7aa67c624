/**
 * How far the neighbours of each point of a Pareto layer are, as the sum over objectives of the share of the layer's
 * range between them; Infinity at its ends. Source: Deb et al., "A fast and elitist multiobjective genetic algorithm:
 * NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002.
 */
export function crowdingOf(scores: readonly (readonly number[])[]): readonly number[] {
  const distance = scores.map(() => 0);
  const objectives = scores[0]?.length ?? 0;
  for (let k = 0; k < objectives; k++) {
    const order = scores.map((_, place) => place).sort((a, b) => scores[a]![k]! - scores[b]![k]! || a - b);
    const [first, last] = [order[0]!, order.at(-1)!];
    const range = scores[last]![k]! - scores[first]![k]!;
    distance[first] = Number.POSITIVE_INFINITY;
    distance[last] = Number.POSITIVE_INFINITY;
    if (range === 0) continue;
    for (let i = 1; i < order.length - 1; i++) distance[order[i]!]! += (scores[order[i + 1]!]![k]! - scores[order[i - 1]!]![k]!) / range;
  }
  return distance;
}
