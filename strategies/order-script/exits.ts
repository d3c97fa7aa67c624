import type { Exit, Target, TrailOptions } from '../../engine/index.ts';
import { defined, Fields, wrong } from './fields.ts';

const ONE_DISTANCE = 'one of { "amount": x } and { "percent": x }';

/** Portions of a hundredth each add up to 1 but for their rounding. */
const NOISE = 1e-9;

/** Reads `{ amount | percent, activation?, offset? }`; the offset is what makes a trailing stop-limit, and no other order has one. */
export function trailOf(raw: unknown, place: string, limited: boolean): TrailOptions {
  const trail = new Fields(raw, place, ['amount', 'percent', 'activation', 'offset']);
  const amount = trail.take('amount', 'positive');
  const percent = trail.take('percent', 'part');
  if ((amount === undefined) === (percent === undefined)) throw wrong(place, ONE_DISTANCE, raw);
  const offset = trail.take('offset', 'notNegative');
  if (limited !== (offset !== undefined))
    throw wrong(`${place}.offset`, `${limited ? 'the' : 'no'} offset of ${limited ? 'a trailing-stop-limit' : 'a trailing stop'}`, offset);
  return defined({ amount, percent, activation: trail.take('activation', 'number'), offset });
}

/** The stop loss of an order: a price, `{ pct }`, `{ price }` or `{ trail }`. */
export function exitOf(order: Fields): Exit | undefined {
  const raw = order.get('stopLoss');
  if (raw === undefined) return undefined;
  const place = `${order.place}.stopLoss`;
  if (typeof raw !== 'object') return { price: order.take('stopLoss', 'number')! };
  const exit = new Fields(raw, place, ['pct', 'price', 'trail']);
  const trail = exit.get('trail');
  if (trail === undefined) return levelOf(exit, raw, 'a price, { "pct": x } or { "trail": { ... } }');
  if (exit.get('pct') !== undefined || exit.get('price') !== undefined)
    throw wrong(`${place}.trail`, 'no trail beside a pct or a price', trail);
  const limited = typeof trail === 'object' && (trail as { offset?: unknown }).offset != null;
  return { trail: trailOf(trail, `${place}.trail`, limited) };
}

/** The profit target of an order, or several: a price, `{ pct }` or `{ price }`, each with a `portion` of what is filled. */
export function targetsOf(order: Fields): Target | readonly Target[] | undefined {
  const raw = order.get('takeProfit');
  if (raw === undefined) return undefined;
  const place = `${order.place}.takeProfit`;
  if (!Array.isArray(raw)) return typeof raw === 'object' ? targetOf(raw, place) : { price: order.take('takeProfit', 'number')! };
  if (raw.length === 0) throw wrong(place, 'at least one target', raw);
  const targets = raw.map((one: unknown, k) => targetOf(typeof one === 'number' ? { price: one } : one, `${place}[${k}]`));
  const sum = targets.reduce((total, { portion = 0 }) => total + portion, 0);
  if (sum > 1 + NOISE) throw wrong(place, 'targets of 1 in all', sum);
  return targets;
}

function targetOf(raw: unknown, place: string): Target {
  const target = new Fields(raw, place, ['pct', 'price', 'portion']);
  return { ...levelOf(target, raw, 'a price or { "pct": x }'), ...defined({ portion: target.take('portion', 'share') }) };
}

function levelOf(exit: Fields, raw: unknown, expected: string): { readonly pct: number } | { readonly price: number } {
  const pct = exit.take('pct', 'positive');
  const price = exit.take('price', 'number');
  if ((pct === undefined) === (price === undefined)) throw wrong(exit.place, expected, raw);
  return pct === undefined ? { price: price! } : { pct };
}
