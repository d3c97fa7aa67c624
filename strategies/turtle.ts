/*
 * Turtle: enter when a channel breaks, add to what goes well, and risk the same share of equity on every unit.
 *
 * Idea: nobody knows which breakout becomes a trend, so each one is taken, at a size at which being wrong is cheap (the
 * rules of Dennis and Eckhardt's Turtles, 1983, as published by Faith, Way of the Turtle, 2007). N is the average true
 * range. A stop order waits at either edge of the channel of `entry` bars; a touch counts. One unit loses a share `risk` of equity when
 * the price moves by N against it; another is added at every `step` N in its favour, up to `units`. All stops stand
 * `stop` N from the newest unit's fill, and follow the channel of `exit` bars once that is nearer. The defaults are
 * System 2, which takes every breakout; 20 and 10 are System 1, here without its rule to skip one after a winner.
 * All units together take about `gross` of equity at most: at a calm market's N the risk alone would need credit. For
 * futures, raise it together with the account's leverage. `shorts` takes a margin account.
 * A unit that comes in inside a bar lets the next one wait for the next bar, as a bar does not tell its path; a bar that
 * breaks both edges ends flat.
 * Where it fails: most breakouts are false and stop out; a range just wider than the channel costs stop after stop; a
 * full pyramid turns at its largest; and a gap beyond the stop loses more than planned on all units at once.
 */
import { atr, defineStrategy, donchian, flag, int, type OrderId, real } from '../engine/index.ts';

/** What a restart must not forget: the orders that may open something; all others are stops. */
interface Memory {
  opening: readonly OrderId[];
  /** The edges and the N for which the entries wait. */
  terms: readonly number[];
  units: number;
  /** The order that brought the newest unit. */
  newest: OrderId;
  /** Where all stops stand; null while there are none. */
  level: number | null;
}

export default defineStrategy({
  name: 'turtle',
  params: {
    entry: int(55, { min: 2, max: 400 }),
    exit: int(20, { min: 1, max: 200 }),
    period: int(20, { min: 1, max: 100 }),
    risk: real(0.01, { min: 0.001, max: 0.05, step: 0.001 }),
    stop: real(2, { min: 0.5, max: 10, step: 0.5 }),
    step: real(0.5, { min: 0.1, max: 5, step: 0.1 }),
    units: int(4, { min: 1, max: 10 }),
    gross: real(0.95, { min: 0.1, max: 20, step: 0.05 }),
    shorts: flag(true),
  },
  feeds: ['asset'],
  setup(ctx, { entry, exit, period, risk, stop, step, units, gross, shorts }) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    const outer = donchian(asset, entry);
    const inner = donchian(asset, exit);
    const range = atr(asset, period);
    ctx.plot(`high ${entry}`, outer.upper);
    ctx.plot(`low ${entry}`, outer.lower);
    const atFirst = { opening: [], terms: [], units: 0, newest: 0, level: null } satisfies Memory;
    const memory = Object.assign(ctx.state, { ...atFirst, ...ctx.state }) as unknown as Memory;

    const unit = (side: number, trigger: number): OrderId => {
      // The same number of units at either edge.
      const dearest = Math.max(Math.abs(outer.upper.value), Math.abs(outer.lower.value));
      const perEquity = Math.min(risk / range.value, gross / units / dearest);
      const stopLoss = { price: trigger - side * stop * range.value };
      const terms = { trigger, size: { fraction: perEquity * trigger }, stopLoss };
      return side > 0 ? ctx.buy(asset, terms) : ctx.sell(asset, terms);
    };
    const withdraw = (but: readonly OrderId[] = []): void => {
      for (const id of memory.opening) if (!but.includes(id)) ctx.cancel(id);
      memory.opening = but;
    };
    // Stops only ever come nearer.
    const moveStops = (side: number, level: number): void => {
      if (memory.level !== null && !((level - memory.level) * side > 0)) return;
      memory.level = level;
      for (const id of ctx.openOrders(asset)) if (!memory.opening.includes(id)) ctx.replace(id, { trigger: level });
    };

    return {
      onBar() {
        const side = position.direction;
        const [above, below, n] = [outer.upper.value, outer.lower.value, range.value];
        if (side !== 0) moveStops(side, side > 0 ? inner.lower.value : inner.upper.value);
        else if (n > 0 && above > below) {
          const [wasAbove, wasBelow, wasN = 0] = memory.terms;
          const asBefore = above === wasAbove && below === wasBelow && Math.abs(n - wasN) < wasN / 10;
          if (asBefore && memory.units === 0 && memory.opening.some((id) => ctx.isOpen(id))) return;
          withdraw();
          Object.assign(memory, { units: 0, level: null, terms: [above, below, n] });
          memory.opening = shorts ? [unit(1, above), unit(-1, below)] : [unit(1, above)];
        }
      },
      onFill({ orderId, price, tag }) {
        const side = position.direction;
        if (side === 0 || tag === 'stop-loss') withdraw();
        else if (memory.opening.includes(orderId) && orderId !== memory.newest) {
          withdraw([orderId]);
          memory.newest = orderId;
          memory.units++;
          moveStops(side, price - side * stop * range.value);
          if (memory.units < units) memory.opening = [orderId, unit(side, price + side * step * range.value)];
        }
      },
    };
  },
});
