import { standardNormal } from '../analysis/normal.ts';
import { exp, log } from '../model/pinned-math.ts';
import type { Axis } from './axis.ts';
import type { Drawn } from './drawn.ts';
import { normalDraw } from './normal-draw.ts';

/** Where a point lies: for each axis the shares at which its value begins and ends. */
export type Place = readonly (readonly [low: number, high: number])[];

/**
 * How densely a set of points lies in a space: a kernel about each of them and an even one over all, each with the same
 * weight. A kernel is a product over the axes: a normal distribution cut off at the ends of an ordered axis, or most of its
 * weight on its own value and the rest spread over all values of an unordered one.
 * Source: Bergstra, Bardenet, Bengio and Kegl, "Algorithms for hyper-parameter optimization", NIPS 2011; kernels over all axes
 * together as in Falkner, Klein and Hutter, "BOHB", ICML 2018.
 */
export class Parzen {
  readonly #axes: readonly Axis[];
  readonly #centres: readonly (readonly number[])[];
  readonly #widths: readonly number[];
  /** By centre and axis: the logarithm of the share of the normal distribution about it that lies within the axis. */
  readonly #inside: readonly (readonly number[])[];
  readonly #even: number;

  constructor(axes: readonly Axis[], places: readonly Place[]) {
    this.#axes = axes;
    this.#centres = places.map((place) => place.map(([low, high]) => (low + high) / 2));
    this.#widths = axes.map((axis, k) =>
      widthOf(
        axis,
        this.#centres.map((centre) => centre[k]!),
        axes.length,
      ),
    );
    this.#inside = this.#centres.map((centre) => centre.map((one, k) => log(within(one, this.#widths[k]!, 0, 1))));
    this.#even = 1 / Math.max(1, places.length);
  }

  /** A point of this density, as a share of each axis. */
  draw(random: Drawn): readonly number[] {
    const centre = this.#centres[random.below(this.#centres.length + 1)];
    return this.#axes.map((axis, k) => {
      if (centre === undefined) return random.uniform();
      if (!axis.ordered) return random.uniform() < 1 / (1 + axis.count * this.#even) ? centre[k]! : random.uniform();
      for (;;) {
        const share = centre[k]! + this.#widths[k]! * normalDraw(random);
        if (share >= 0 && share < 1) return share;
      }
    });
  }

  /** The logarithm of the density at a place. */
  logAt(place: Place): number {
    const parts = [this.#evenAt(place), ...this.#centres.map((centre, k) => this.#kernelAt(centre, this.#inside[k]!, place))];
    const largest = Math.max(...parts);
    return largest + log(parts.reduce((sum, part) => sum + exp(part - largest), 0) / parts.length);
  }

  #evenAt(place: Place): number {
    return place.reduce((sum, [low, high]) => (high > low ? sum + log(high - low) : sum), 0);
  }

  #kernelAt(centre: readonly number[], inside: readonly number[], place: Place): number {
    let sum = 0;
    for (let k = 0; k < this.#axes.length; k++) {
      const axis = this.#axes[k]!;
      const [low, high] = place[k]!;
      if (axis.ordered) sum += normalAt(centre[k]!, this.#widths[k]!, low, high) - inside[k]!;
      else sum += log(((centre[k]! >= low && centre[k]! < high ? 1 : 0) + this.#even) / (1 + axis.count * this.#even));
    }
    return sum;
  }
}

/** Silverman's rule for as many axes, no narrower than what so few points can tell apart, nor than half a value. */
function widthOf(axis: Axis, centres: readonly number[], axes: number): number {
  const count = centres.length;
  if (count === 0) return 1;
  const mean = centres.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(centres.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / count);
  const rule = 1.06 * spread * exp(-log(count) / (axes + 4));
  return Math.min(1, Math.max(rule, 1 / Math.min(100, count + 1), 0.5 / axis.count));
}

/** The logarithm of a normal distribution's mass from `low` to `high`, or of its density where they are one. */
function normalAt(centre: number, width: number, low: number, high: number): number {
  if (low < high) return log(Math.max(within(centre, width, low, high), 1e-300));
  const away = (low - centre) / width;
  return (-away * away) / 2 - log(width) - HALF_LOG_TWO_PI;
}

const within = (centre: number, width: number, low: number, high: number): number =>
  standardNormal((high - centre) / width) - standardNormal((low - centre) / width);

const HALF_LOG_TWO_PI = 0.9189385332046728;
