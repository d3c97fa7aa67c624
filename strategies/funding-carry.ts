/*
 * Funding carry: hold a coin and be short its perpetual future while the longs pay for being long.
 *
 * Idea: a perpetual is tied to its spot price by payments between longs and shorts at every funding time; when more
 * want to be long than short, the longs pay. Spot bought and as many units of the perpetual sold do not care where the
 * price goes and collect the rate (the basis trade of the futures pits; for perpetuals Schmeling, Schrimpf and Todorov,
 * Crypto Carry, BIS Working Papers 1087, 2023). Entered while the mean of the last `lookback` known rates, times
 * `perYear` of them, is at least `enter` a year, and left once it is below `leave`. The legs are equal in units, and together
 * `gross` of equity. With `reverse`, negative rates are earned the other way round, where spot can be borrowed to sell.
 * `rates` is a custom series with a column `rate`: the fraction paid by longs to shorts at each funding time, known at
 * that time. Only rates that are known are used; none is foreseen.
 * This version's account does not book funding: what a run shows is the basis between the legs and the costs, and the
 * sum of the rates met while it was on stands in the reason of the order that ends it. Judge a run by both together.
 * Where it fails: rates fall as soon as many collect them; costs of four fills need weeks of funding; the basis may widen
 * far before it closes; a rise takes margin from the short leg while the gain of the other lies elsewhere (a venue that
 * liquidates it leaves bare spot); the venue itself may fail (2022). Contracts settled in coin are hedged otherwise.
 */
import { custom, defineStrategy, flag, int, real, sma } from '../engine/index.ts';

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

export default defineStrategy({
  name: 'funding-carry',
  params: {
    lookback: int(21, { min: 1, max: 500 }),
    enter: real(0.1, { min: 0, max: 2, step: 0.01 }),
    leave: real(0.03, { min: -1, max: 1, step: 0.01 }),
    perYear: int(1095, { min: 1, max: 8760 }),
    gross: real(0.9, { min: 0.1, max: 10, step: 0.1 }),
    reverse: flag(false),
  },
  feeds: ['spot', 'perp', custom('rates')],
  setup(ctx, { lookback, enter, leave, perYear, gross, reverse }) {
    const { spot, perp, rates } = ctx.feeds;
    const rate = rates.line('rate');
    const mean = sma(rate, lookback);
    const [own, hedge] = [ctx.position(spot), ctx.position(perp)];
    const memory = ctx.state as { met?: number };

    const trade = (side: 1 | -1, yearly: number): void => {
      const reason = `funding of ${percent(yearly)} a year`;
      const fraction = gross / 2;
      // As many units of the one as of the other, whatever their prices.
      const other = { size: { fraction: (fraction * perp.close.value) / spot.close.value }, reason };
      memory.met = 0;
      if (side > 0) ctx.buy(spot, { size: { fraction }, reason });
      else ctx.sell(spot, { size: { fraction }, reason });
      if (side > 0) ctx.sell(perp, other);
      else ctx.buy(perp, other);
    };
    const flatten = (why: string): void => {
      const reason = `${why}; the rates met sum to ${percent(memory.met ?? 0)}`;
      ctx.close(spot, { reason });
      ctx.close(perp, { reason });
    };

    return {
      onData() {
        memory.met = (memory.met ?? 0) - hedge.direction * rate.value;
      },
      onSlice() {
        // Prices of different moments have no basis, and while a leg is on its way there is nothing to decide.
        if (spot.ts !== perp.ts || ctx.openOrders().length > 0) return;
        const yearly = mean.value * perYear;
        const side = own.direction;
        if (side + hedge.direction !== 0) flatten('a leg is missing');
        else if (side === 0 && yearly >= enter) trade(1, yearly);
        else if (side === 0 && reverse && -yearly >= enter) trade(-1, yearly);
        else if (side !== 0 && side * yearly < leave) flatten(`funding of ${percent(yearly)} a year`);
      },
    };
  },
});
