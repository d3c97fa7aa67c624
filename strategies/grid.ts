/*
 * Grid: buy a little at every step down, and sell each little one step up.
 *
 * Idea: a market that swings without going anywhere crosses the same prices again and again, and each crossing down and
 * up earns one step (a trader's rule older than its papers; Taranto and Khan, Gambler's Ruin Problem and Bi-directional
 * Grid Constrained Trading, Investment Management and Financial Innovations 17, 2020, give its odds of ruin). `levels`
 * limit buys wait below the price at which the grid was laid, each `spacing` below the one above, and each for an equal
 * part of `gross` of equity. What fills is offered one level higher, and then its level waits again. Once all is sold
 * and the price is a step above the grid, the grid is laid anew below it.
 * Where a close lies a share `stop` below the lowest level, everything is sold at a loss, and a new grid is laid; with a
 * `stop` of 0 it holds and hopes.
 * Where it fails: it earns its steps one by one and gives them back at once: in a fall it has bought at every level and
 * holds its largest position at the lowest price. In a rise it is soon sold out. A step must pay for two fees. Limits
 * that are only touched do not fill here, for at a venue others stand before them.
 */
import { defineStrategy, int, type OrderId, real } from '../engine/index.ts';

/** What a restart must not forget. Lists go by level, the highest first. */
interface Memory {
  /** Where the grid was laid: one level above the highest. */
  top: number;
  prices: readonly number[];
  /** The order that waits at each level: a buy, or the sale of what it bought. */
  orders: OrderId[];
  held: number[];
}

export default defineStrategy({
  name: 'grid',
  params: {
    levels: int(10, { min: 1, max: 100 }),
    spacing: real(0.01, { min: 0.0005, max: 0.2, step: 0.0005 }),
    gross: real(0.9, { min: 0.1, max: 10, step: 0.1 }),
    stop: real(0.05, { min: 0, max: 0.5, step: 0.01 }),
  },
  feeds: ['asset'],
  setup(ctx, { levels, spacing, gross, stop }) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    const atFirst = { top: 0, prices: [], orders: [], held: [] } satisfies Memory;
    const grid = Object.assign(ctx.state, { ...atFirst, ...ctx.state }) as unknown as Memory;
    let leaving: OrderId = 0;
    let armedAt = Number.NaN;

    const arm = (level: number): void => {
      armedAt = ctx.now;
      const units = grid.held[level]!;
      const above = grid.prices[level - 1] ?? grid.top;
      grid.orders[level] =
        units > 0
          ? ctx.sell(asset, { limit: above, qty: units, reduceOnly: true })
          : ctx.buy(asset, { limit: grid.prices[level]!, size: { fraction: gross / levels } });
    };
    // Those too that were sent a moment ago and are not open yet; what is closed already takes no notice.
    const withdraw = (): void => {
      for (const id of grid.orders) ctx.cancel(id);
    };
    const lay = (top: number): void => {
      withdraw();
      let price = top;
      const prices = Array.from({ length: levels }, () => (price *= 1 - spacing));
      Object.assign(grid, { top, prices, orders: [], held: prices.map(() => 0) });
      for (let level = 0; level < levels; level++) arm(level);
    };

    return {
      onBar() {
        const { value: close } = asset.close;
        // While everything is being sold there is nothing to arm.
        if (ctx.isOpen(leaving)) return;
        const idle = ctx.openOrders(asset).length === 0;
        if (position.isFlat && (idle || close * (1 - spacing) >= grid.top)) lay(close);
        else if (stop > 0 && close < grid.prices.at(-1)! * (1 - stop)) {
          withdraw();
          leaving = ctx.close(asset, { reason: 'below the grid' }) ?? 0;
        } else if (armedAt !== ctx.now) {
          // What was refused, for want of money or otherwise, is tried again; what has just been sent is not open yet.
          for (let level = 0; level < levels; level++) if (!ctx.isOpen(grid.orders[level]!)) arm(level);
        }
      },
      onFill({ orderId, side, qty }) {
        const level = grid.orders.indexOf(orderId);
        if (level < 0) return;
        const done = !ctx.isOpen(orderId);
        if (side === 'buy') grid.held[level]! += qty;
        else grid.held[level] = done ? 0 : grid.held[level]! - qty;
        if (done) arm(level);
      },
    };
  },
});
