/** Quotes and trades: sections 1, 2, 13 and 14. */
import { atPrice } from './at-price.ts';
import { book } from './book.ts';
import { cancel } from './end.ts';
import { snapDown } from './grid.ts';
import { type Hit, restingLimit } from './hit.ts';
import { countQuote, hasLines, joinLine } from './in-line.ts';
import { wouldTake } from './judge.ts';
import { left, less, otherSide, remind, sizesCount, takeOff } from './ladder.ts';
import { closable, leaves } from './leaves.ts';
import type { Moment } from './moment.ts';
import { must } from './must.ts';
import { ranked } from './rank.ts';
import { atMost, plus } from './side.ts';
import type { Level, Quote, Trade } from './stream.ts';
import { isLimitByNow, meet, type Work, waitsForTrigger } from './work.ts';
import { type World, waiting } from './world.ts';

/** A row of one instrument. */
export interface Row {
  instrument: number;
  quote: Quote | undefined;
  trade: Trade | undefined;
}

const momentOf = (world: World, instrument: number): Moment => ({
  kind: 'tick',
  place: { instrument, index: 0 },
  ts: world.now,
  openTs: world.now,
  reached: [],
});

/** What may fill at a moment: parts at prices of their own, in turn, and how much of each is shown. */
interface Part {
  price: number;
  qty: number;
  shown: number;
}

/** The levels that a taker meets; where sizes do not count, or the book's last level is within its limit, there is no end. */
function partsToTake(world: World, work: Work, quote: Quote, bound: number | undefined): Part[] {
  const { side, instrument } = work.order;
  const levels = otherSide(quote, side);
  const within = levels.filter(({ price }) => bound === undefined || atMost(side, price, bound));
  if (!sizesCount(world, instrument)) return within.slice(0, 1).map(({ price }) => ({ price, qty: Infinity, shown: Infinity }));
  const parts = within.map((level) => ({ price: level.price, qty: left(world, work, level), shown: left(world, work, level) }));
  const last = parts.at(-1);
  if (last !== undefined && within.length === levels.length && world.options.sizeLimit !== 'shown') last.qty = Infinity;
  return parts.filter(({ qty }) => qty > 0);
}

/** What fills an order that rests, at its price. */
function partsAt(world: World, work: Work, quote: Quote, price: number): Part[] {
  const { side, instrument } = work.order;
  if (!sizesCount(world, instrument)) return [{ price, qty: Infinity, shown: Infinity }];
  const better = otherSide(quote, side).filter((level) => atMost(side, level.price, price));
  const shown = better.reduce((sum, level) => sum + left(world, work, level), 0);
  const qty = world.options.sizeLimit === 'shown' ? shown : Infinity;
  return qty > 0 ? [{ price, qty, shown }] : [];
}

/** What a trade that is a market of its own fills: all, or what our orders have left of its size, which they share. */
function partsOfTrade(world: World, work: Work, trade: Trade, price: number): Part[] {
  const size = snapDown(trade.size ?? 0, work.instrument.step);
  const rest = less(size, must(world.tradeUsed[work.order.instrument], 'a sum'));
  const qty = world.options.sizeLimit === 'shown' ? rest : Infinity;
  return qty > 0 ? [{ price, qty, shown: Infinity }] : [];
}

/** Fills an order by parts, each booked before the next. */
function fillBy(world: World, work: Work, moment: Moment, hit: Hit, parts: Part[], levels: Level[]): void {
  const { order } = work;
  const isReduceOnly = order.reduceOnly === true;
  if (isReduceOnly && closable(world, work) === 0) {
    cancel(world, work, 'no-position');
    return;
  }
  const all = parts.reduce((sum, { qty }) => sum + qty, 0);
  const most = isReduceOnly ? closable(world, work) : Infinity;
  if (order.tif === 'fok' && leaves(work) > Math.min(all, most)) {
    cancel(world, work, 'fok-unfilled');
    return;
  }
  for (const [k, part] of parts.entries()) {
    if (work.status !== 'open' || leaves(work) === 0) return;
    const closes = isReduceOnly ? closable(world, work) : Infinity;
    const qty = Math.min(leaves(work), closes, part.qty);
    if (qty === 0) return;
    const certainty = qty > part.shown && hit.certainty === 'exact' ? 'assumed' : hit.certainty;
    if (levels.length > 0) takeOff(world, work, levels, part.price, qty);
    const { line } = work;
    book(
      world,
      work,
      moment,
      { ...hit, price: part.price, certainty },
      qty,
      qty === closes ? 'no-position' : undefined,
      k < parts.length - 1,
    );
    if (line !== undefined && line === work.line) showLess(world, work, qty);
  }
}

/** What has filled counts off what stands in line; the next part goes to the back. */
function showLess(world: World, work: Work, qty: number): void {
  const line = must(work.line, 'a place');
  line.part = less(line.part, qty);
  if (line.part <= 0 && work.status === 'open') joinLine(world, work);
}

/** Judges an order at the price M of a quote or a trade. */
function judge(world: World, work: Work, row: Row, M: number | undefined): void {
  if (work.status !== 'open' || M === undefined) return;
  const { instrument, side, tif, type } = work.order;
  const moment = momentOf(world, instrument);
  if (wouldTake(world, work, M)) return;
  const inLine = hasLines(world, instrument);
  const rests = isLimitByNow(work) && work.met;
  let hit: Hit | undefined;
  if (rests && inLine) {
    const P = must(work.price, 'a limit');
    hit = atMost(side, M, P) ? restingLimit(P, M === P ? 'assumed' : 'exact') : undefined;
  } else hit = atPrice({ ...world, options: { ...world.options, trailBy: 'extreme' } }, work, M, 'exact');
  meet(work, world.now, world.now);
  if (hit !== undefined) {
    const own = hit.liquidity === 'maker' ? must(work.price, 'a limit') : M;
    const bound = hit.liquidity === 'taker' ? (hit.slips ? hit.bound : work.price) : undefined;
    const { quote, trade } = row;
    const levels = quote !== undefined && sizesCount(world, instrument) ? otherSide(quote, side) : [];
    const parts =
      quote === undefined
        ? partsOfTrade(world, work, must(trade, 'a trade'), own)
        : hit.liquidity === 'maker'
          ? partsAt(world, work, quote, own)
          : partsToTake(world, work, quote, bound);
    const before = work.filled;
    fillBy(world, work, moment, hit, parts, levels);
    world.tradeUsed[instrument] = must(world.tradeUsed[instrument], 'a sum') + work.filled - before;
  }
  const wasFirst = !waitsForTrigger(type) || work.triggered;
  if (tif === 'ioc' && wasFirst) cancel(world, work, 'ioc-remainder');
  if (tif === 'fok' && wasFirst) cancel(world, work, 'fok-unfilled');
  if (work.status === 'open' && work.line === undefined) joinLine(world, work);
}

/** How far a trade lies beyond the price of an order in line. */
const beyond = (work: Work, trade: Trade): number => {
  const P = must(work.line, 'a place').price;
  return plus(work.order.side, 0, P - trade.price);
};

/** Whether a trade was a sale, or a purchase. */
function takerOf(world: World, instrument: number, trade: Trade): 'buy' | 'sell' | undefined {
  if (trade.side !== undefined) return trade.side;
  const before = must(world.quotes[instrument], 'quotes').findLast(({ ts }) => ts < world.now);
  const bid = before?.bids[0]?.price ?? Number.NaN;
  const ask = before?.asks[0]?.price ?? Number.NaN;
  if (trade.price <= bid) return trade.price >= ask ? undefined : 'sell';
  return trade.price >= ask ? 'buy' : undefined;
}

/** A trade comes to the orders in line. */
function comeToLine(world: World, instrument: number, trade: Trade): void {
  countQuote(world, instrument);
  const taker = takerOf(world, instrument, trade);
  const orders = waiting(world, instrument)
    .filter((work) => work.line !== undefined && work.line.since < world.now)
    .filter((work) => beyond(work, trade) > 0 || (beyond(work, trade) === 0 && taker !== undefined && taker !== work.order.side))
    .sort((a, b) => beyond(b, trade) - beyond(a, trade) || must(a.line, 'a place').serial - must(b.line, 'a place').serial);
  let rest = trade.size ?? 0;
  for (const work of orders) {
    const { line } = work;
    if (work.status !== 'open' || line === undefined || line.since === world.now) continue;
    meet(work, world.now, world.now);
    const isThrough = beyond(work, trade) > 0;
    let comes = rest;
    if (isThrough) line.ahead = 0;
    else {
      comes = line.ahead === undefined ? 0 : less(rest, line.ahead);
      if (line.ahead !== undefined) line.ahead = Math.max(0, line.ahead - rest);
      line.traded += trade.size ?? 0;
    }
    const qty = Math.min(snapDown(Math.max(0, comes), work.instrument.step), isThrough ? Infinity : line.part);
    if (!(qty > 0)) continue;
    const before = work.filled;
    const hit = restingLimit(line.price, isThrough ? 'exact' : 'assumed');
    fillBy(world, work, momentOf(world, instrument), hit, [{ price: line.price, qty, shown: Infinity }], []);
    rest = less(rest, work.filled - before);
  }
}

/** The rows of one turn. */
export function turn(world: World, rows: Row[]): void {
  const lowest = ({ instrument }: Row) => Math.min(...waiting(world, instrument).map(({ order }) => order.id));
  const tapes = rows.filter(({ instrument, trade }) => trade !== undefined && hasLines(world, instrument));
  const inTurn = tapes.map((row) => ({ row, id: lowest(row) })).sort((a, b) => (a.id === b.id ? 0 : a.id - b.id));
  for (const { row } of inTurn) comeToLine(world, row.instrument, must(row.trade, 'a trade'));
  const judged = new Map<number, Row>();
  for (const row of rows) {
    const { instrument, quote, trade } = row;
    // The finest that is given counts, unless orders stand in line.
    if (quote !== undefined && !hasLines(world, instrument) && (world.stream.trades?.[instrument] ?? []).length > 0) continue;
    if (quote !== undefined) {
      countQuote(world, instrument);
      world.quotes[instrument]?.push(quote);
      remind(world, instrument, quote);
      judged.set(instrument, { ...row, trade: undefined });
    } else if (trade !== undefined && !hasLines(world, instrument)) {
      world.trades[instrument]?.push(trade);
      world.tradeUsed[instrument] = 0;
      judged.set(instrument, row);
    }
  }
  const orders = [...judged.keys()].flatMap((instrument) => waiting(world, instrument));
  for (const work of ranked(world, orders)) {
    const row = must(judged.get(work.order.instrument), 'a row');
    judge(world, work, row, row.quote === undefined ? row.trade?.price : otherSide(row.quote, work.order.side)[0]?.price);
  }
  for (const { instrument, quote, trade } of judged.values()) {
    const bid = quote?.bids[0]?.price;
    const ask = quote?.asks[0]?.price;
    const middle = bid === undefined || ask === undefined ? undefined : (bid + ask) / 2;
    world.prices[instrument] = (quote === undefined ? trade?.price : middle) ?? world.prices[instrument];
  }
}
