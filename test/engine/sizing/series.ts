import { seededRandom } from '../../../engine/loop/random.ts';
import { BarSeries, barColumns } from '../../../engine/model/series.ts';
import { DAY } from '../../../engine/model/time.ts';
import { MONDAY } from '../world.ts';

/** Bars that are known at these times, with these closes. */
export function closes(id: string, rows: readonly (readonly [ts: number, close: number])[]): BarSeries {
  const columns = barColumns(rows.length);
  rows.forEach(([ts, close], k) => {
    columns.openTimes[k + 1] = rows[k - 1]?.[0] ?? ts - DAY;
    columns.times[k + 1] = ts;
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][k + 1] = close;
    columns.volume[k + 1] = 100;
  });
  return new BarSeries(id, columns);
}

/** Times at which bars become known: so many, of a length, on days that a test chooses. */
export function times(count: number, length: number, isOpen: (ts: number) => boolean = () => true): number[] {
  const found: number[] = [];
  for (let ts: number = MONDAY + length; found.length < count; ts += length) if (isOpen(ts - 1)) found.push(ts);
  return found;
}

/** A walk of so many closes with returns of a given standard deviation, of which a share is common to all walks of one `market`. */
export function walks(seed: number, count: number, sigmas: readonly number[], common = 0): readonly (readonly number[])[] {
  const random = seededRandom(seed);
  const noise = (): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);
  const prices = sigmas.map(() => [100]);
  for (let k = 1; k < count; k++) {
    const market = noise();
    prices.forEach((own, i) => {
      const move = common * market + Math.sqrt(1 - common * common) * noise();
      own.push(own.at(-1)! * (1 + sigmas[i]! * move));
    });
  }
  return prices;
}

export const returnsOf = (prices: readonly number[]): number[] => prices.slice(1).map((price, k) => price / prices[k]! - 1);

/** Covariance of a sample, by its definition. */
export function covary(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  return a.reduce((sum, one, k) => sum + (one - ma) * (b[k]! - mb), 0) / (a.length - 1);
}
