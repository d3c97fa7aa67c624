/** Section 14: orders in line at their price. */
import { snapDown } from './grid.ts';
import { ownSide, shows } from './ladder.ts';
import { must } from './must.ts';
import { isLimitByNow, type Work } from './work.ts';
import { type World, waiting } from './world.ts';

/** A place in line. */
export interface InLine {
  price: number;
  /** What stands ahead; undefined while that is not known. */
  ahead: number | undefined;
  /** What the quote that was counted last showed there, and how many quotes had come by then. */
  counted: number | undefined;
  quotes: number;
  /** What has traded there since. */
  traded: number;
  /** When the place was taken, and the how many-th it is. */
  since: number;
  serial: number;
  /** What is left of the part that stands in line. */
  part: number;
}

/** Whether orders of an instrument stand in line. */
export const hasLines = ({ stream, options }: World, instrument: number): boolean =>
  (options.queue ?? 'none') !== 'none' && (stream.quotes?.[instrument] ?? []).length > 0 && (stream.trades?.[instrument] ?? []).length > 0;

/** The order goes to the back of the line at its price, if it is one that stands in line. */
export function joinLine(world: World, work: Work): void {
  work.line = undefined;
  const { instrument, side, tif, display } = work.order;
  if (!hasLines(world, instrument) || !isLimitByNow(work) || !work.met || tif === 'ioc' || tif === 'fok') return;
  const price = must(work.price, 'a limit');
  const quotes = must(world.quotes[instrument], 'quotes');
  const newest = quotes.at(-1);
  const there = newest === undefined ? undefined : shows(ownSide(newest, side), side === 'sell', price);
  world.places++;
  work.line = {
    price,
    ahead: there,
    counted: there,
    quotes: quotes.length,
    traded: 0,
    since: world.now,
    serial: world.places,
    part: display === undefined ? Number.POSITIVE_INFINITY : Math.max(snapDown(display, work.instrument.step), work.instrument.step),
  };
}

/** How many of those who have left without a trade stood ahead. */
function leftAhead(world: World, gone: number, a: number, b: number): number {
  const f = (x: number): number => (world.options.queue === 'log' ? Math.log(1 + x) : x);
  if (world.options.queue === 'risk-averse' || gone <= 0 || a === 0) return 0;
  return gone - Math.min((gone * f(b)) / (f(a) + f(b)), b);
}

/** The last quote of a time that is over counts for those who were in line before it. */
export function countQuote(world: World, instrument: number): void {
  const quotes = must(world.quotes[instrument], 'quotes');
  const index = quotes.findLastIndex(({ ts }) => ts < world.now);
  const quote = quotes[index];
  if (quote === undefined) return;
  for (const work of waiting(world, instrument)) {
    const { line } = work;
    if (line === undefined || line.quotes > index) continue;
    line.quotes = index + 1;
    const there = shows(ownSide(quote, work.order.side), work.order.side === 'sell', line.price);
    if (there === undefined) continue;
    if (line.ahead !== undefined && line.counted !== undefined) {
      const stood = line.counted - line.traded;
      line.ahead -= leftAhead(world, stood - there, line.ahead, Math.max(0, stood - line.ahead));
    }
    line.ahead = Math.max(0, Math.min(line.ahead ?? there, there));
    line.counted = there;
    line.traded = 0;
  }
}
