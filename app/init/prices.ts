import { seededRandom } from '../../engine/loop/random.ts';
import { DAY, isoTime } from '../../engine/model/time.ts';

/** Three years of weekdays, from a Monday on. */
const BARS = 780;
const BEGIN = Date.UTC(2022, 0, 3);

/** Bars that share a drift: about a quarter of a year. */
const REGIME = 65;

const cents = (x: number): number => Math.round(x * 100) / 100;

/**
 * Made-up daily prices as CSV, the same on every machine: a random walk whose drift changes every quarter, so that a
 * trend follower has something to win and something to lose. Times are session dates, prices are in cents.
 */
export function demoPrices(): string {
  const random = seededRandom(13);
  // The sum of three draws is bell-shaped enough, and needs no logarithm, which differs between machines.
  const bell = (): number => (random() + random() + random() - 1.5) * 2;
  const lines = ['date,open,high,low,close,volume'];
  let close = 100;
  let drift = 0;
  for (let k = 0; k < BARS; k++) {
    if (k % REGIME === 0) drift = (random() - 0.45) * 0.005;
    const open = cents(close * (1 + bell() * 0.003));
    close = cents(open * (1 + drift + bell() * 0.011));
    const high = cents(Math.max(open, close) * (1 + random() * 0.008));
    const low = cents(Math.min(open, close) * (1 - random() * 0.008));
    const volume = 100_000 + Math.floor(random() * 900_000);
    const day = isoTime(BEGIN + (Math.floor(k / 5) * 7 + (k % 5)) * DAY).slice(0, 10);
    lines.push(`${day},${[open, high, low, close].map((price) => price.toFixed(2)).join(',')},${volume}`);
  }
  return `${lines.join('\n')}\n`;
}
