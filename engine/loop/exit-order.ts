import type { Instrument } from '../model/instrument.ts';
import type { OrderId, OrderRequest, OrderWords } from '../model/order.ts';
import { snapLimit, snapStop } from '../model/price-level.ts';
import { type Exit, type Target, trailOf } from '../strategy/order-options.ts';

/** The order that an entry carries: it closes, for as much as the entry fills, at a level, a share of the entry's price or a trail. */
export function exitOrder(
  entry: OrderRequest,
  parent: OrderId,
  exit: Target,
  kind: 'stop' | 'limit',
  group: number,
  instrument: Instrument,
): OrderRequest {
  const side = entry.side === 'buy' ? 'sell' : 'buy';
  const away = (kind === 'stop') === (entry.side === 'buy') ? -1 : 1;
  const level = 'price' in exit ? exit.price : undefined;
  const trail = 'trail' in exit ? trailOf(exit.trail) : undefined;
  return {
    ...entry,
    type: trail === undefined ? kind : trail.offset === undefined ? 'trailing-stop' : 'trailing-stop-limit',
    side,
    qty: undefined,
    fraction: exit.portion,
    price: kind === 'limit' && level !== undefined ? snapLimit(instrument, side, level) : undefined,
    trigger: kind === 'stop' && level !== undefined ? snapStop(instrument, side, level) : undefined,
    trail,
    offset: 'pct' in exit ? away * exit.pct : undefined,
    tif: 'gtc',
    expiresAt: undefined,
    parent,
    group,
    reduceOnly: true,
    postOnly: false,
    display: undefined,
    words: exitWords(entry.words, kind),
  };
}

/** Whether an exit stands at a level: one that is not ready, or no distance, must not leave a position unprotected. */
export function hasLevel(exit: Target): boolean {
  if (exit.portion !== undefined && !(exit.portion > 0 && exit.portion <= 1)) return false;
  if ('price' in exit) return Number.isFinite(exit.price);
  const distance = 'pct' in exit ? exit.pct : (exit.trail.amount ?? exit.trail.percent ?? Number.NaN);
  return distance > 0 && Number.isFinite(distance);
}

/** Where a stop loss will stand for an entry at `price`; NaN without one. */
export function stopAt(exit: Exit | undefined, side: 'buy' | 'sell', price: number): number {
  if (exit === undefined) return Number.NaN;
  if ('price' in exit) return exit.price;
  const away = 'pct' in exit ? price * exit.pct : (exit.trail.amount ?? price * (exit.trail.percent ?? Number.NaN));
  return side === 'buy' ? price - away : price + away;
}

const NO_WORDS = { ref: undefined, reason: undefined, confidence: Number.NaN };

/** Those of entries of which nothing is said, one for all: a run may have millions. */
const STOP_WORDS: OrderWords = { ...NO_WORDS, tag: 'stop-loss' };
const TARGET_WORDS: OrderWords = { ...NO_WORDS, tag: 'take-profit' };

function exitWords(entry: OrderWords | undefined, kind: 'stop' | 'limit'): OrderWords {
  const own = kind === 'stop' ? STOP_WORDS : TARGET_WORDS;
  return entry === undefined ? own : { ...entry, tag: own.tag };
}
