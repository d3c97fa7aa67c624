import { gainOf, notionalAt, type Terms } from '../../model/instrument.ts';
import type { PriceColumns } from '../../model/result.ts';
import { Drawn } from '../drawn.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { STREAM } from './streams.ts';
import { shuffled } from './trade-shuffle.ts';
import { compounded, type Traded } from './traded.ts';

/** What luck would have made of the same positions, held as long, on the same prices and at the same costs, but entered at random. */
export interface RandomEntry {
  readonly trades: number;
  /** Share of the bars during which the run held something, on average over the instruments traded; where it held one at a time every simulation does so as long. */
  readonly exposure: number;
  /** What all round trips compound to; the run's own against those of random entries. */
  readonly totalReturn: Distribution;
  /** The mean gain of a round trip as a share of the money put in, costs taken off. */
  readonly meanTrade: Distribution;
  /** How probable it is that random entries do at least as well: (1 + as many as did) / (1 + simulations). */
  readonly pValue: number;
}

/** What a run was traded on. */
export interface Ground {
  readonly prices: readonly PriceColumns[];
  readonly terms: ReadonlyMap<string, Terms>;
  /** Money given away by slippage for each unit of money traded, on average. */
  readonly slippage: number;
}

/** A round trip as it can be put elsewhere. */
interface Piece {
  readonly bars: number;
  readonly sign: number;
  /** Money put in over the money there was. */
  readonly weight: number;
  /** What it cost as a share of the money put in. */
  readonly cost: number;
}

/** The round trips in one instrument, and where they may be put. */
interface Lane {
  readonly terms: Terms;
  /** The open of each bar, and the last close. */
  readonly levels: Float64Array;
  readonly pieces: readonly Piece[];
  /** Whether no two of the run's overlap: then none of a simulation do. */
  readonly apart: boolean;
  /** Bars during which the run held something. */
  readonly held: number;
}

/**
 * Enters at random opens: every round trip keeps its side, size (as a share of the money), number of bars and costs, and is put anywhere in
 * the run; in a random order with random gaps where the run held one at a time, each by itself where it held several. Entries and exits are at
 * opens. Null without round trips, without bars, or where prices are not positive.
 */
export function randomEntry(traded: Traded | null, ground: Ground, simulations: number, seed: number): RandomEntry | null {
  const lanes = traded === null ? null : lanesOf(traded, ground);
  if (traded === null || lanes === null) return null;
  const count = traded.trips.length;
  const [totals, means] = [new Float64Array(simulations), new Float64Array(simulations)];
  for (let k = 0; k < simulations; k++) {
    const random = new Drawn(seed, k, STREAM.entries);
    let worth = 1;
    let gains = 0;
    for (const lane of lanes) {
      placed(lane, random, (piece, start) => {
        const { levels, terms } = lane;
        const from = levels[start]!;
        const gain = (piece.sign * gainOf(terms, 1, from, levels[start + piece.bars]!)) / notionalAt(terms, 1, from) - piece.cost;
        worth *= Math.max(0, 1 + piece.weight * gain);
        gains += gain;
      });
    }
    totals[k] = worth - 1;
    means[k] = gains / count;
  }
  const own = compounded(traded.shares);
  const ownMean = traded.trips.reduce((sum, { pnl }, k) => sum + (pnl === 0 ? 0 : pnl / moneyIn(traded, k, ground)), 0) / count;
  const held = lanes.map((lane) => lane.held / (lane.levels.length - 1));
  return {
    trades: count,
    exposure: held.reduce((sum, one) => sum + one, 0) / held.length,
    totalReturn: distributionOf(own, totals),
    meanTrade: distributionOf(ownMean, means),
    pValue: (1 + totals.reduce((sum, one) => (one >= own ? sum + 1 : sum), 0)) / (1 + simulations),
  };
}

/** The notional at the entry in account currency: its rate is in what a round trip says of its own return. */
function moneyIn({ trips }: Traded, k: number, { terms }: Ground): number {
  const { pnl, returnPct, instrument, qty, entryPrice } = trips[k]!;
  if (pnl !== 0 && returnPct !== 0) return pnl / returnPct;
  return notionalAt(terms.get(instrument)!, qty, entryPrice);
}

function lanesOf(traded: Traded, ground: Ground): Lane[] | null {
  const { trips, before } = traded;
  const lanes: Lane[] = [];
  for (const instrument of new Set(trips.map((trip) => trip.instrument))) {
    const prices = ground.prices.find((one) => one.instrument === instrument);
    const terms = ground.terms.get(instrument);
    if (prices === undefined || terms === undefined || prices.ts.length === 0) return null;
    const levels = Float64Array.of(...prices.open, prices.close.at(-1)!);
    if (!levels.every((price) => price > 0)) return null;
    const spans: (readonly [from: number, to: number])[] = [];
    const pieces = trips.flatMap((trip, k): Piece[] => {
      if (trip.instrument !== instrument) return [];
      const from = Math.min(barAfter(prices.ts, trip.entryTs), levels.length - 2);
      const to = Math.max(from + 1, Math.min(barAfter(prices.ts, trip.exitTs), levels.length - 1));
      spans.push([from, to]);
      const money = moneyIn(traded, k, ground);
      const cost = trip.fees / money + 2 * ground.slippage;
      return [{ bars: to - from, sign: trip.side === 'buy' ? 1 : -1, weight: money / before[k]!, cost }];
    });
    const held = union(spans);
    const apart = held === pieces.reduce((sum, { bars }) => sum + bars, 0);
    lanes.push({ terms, levels, pieces, apart, held });
  }
  return lanes;
}

/** How many bars lie in any of some spans. */
function union(spans: readonly (readonly [from: number, to: number])[]): number {
  let end = 0;
  let count = 0;
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    count += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return count;
}

/** The first bar that ends after a moment: at its open, or during it, a fill of that moment happened. */
function barAfter(ts: Float64Array, moment: number): number {
  let [low, high] = [0, ts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Calls `use` with every piece and the level at which it begins. */
function placed({ pieces, levels, apart }: Lane, random: Drawn, use: (piece: Piece, start: number) => void): void {
  const room = levels.length - 1;
  if (!apart) {
    for (const piece of pieces) use(piece, random.below(room - piece.bars + 1));
    return;
  }
  const free = room - pieces.reduce((sum, { bars }) => sum + bars, 0);
  const gaps = Float64Array.from(pieces, () => random.below(free + 1)).sort();
  let held = 0;
  const order = shuffled(Float64Array.from(pieces.keys()), random);
  for (const [k, gap] of gaps.entries()) {
    const piece = pieces[order[k]!]!;
    use(piece, gap + held);
    held += piece.bars;
  }
}
