import { describe, expect, it } from 'vitest';
import { type BarRow, backtest, defineStrategy } from '../../app/index.ts';

const START = Date.UTC(2024, 0, 1);

describe('a run on hours with finer minutes', () => {
  /** A day and a half of minutes that wander by the same steps each time. */
  const minutes: BarRow[] = [];
  for (let k = 0, close = 1000; k < 3600; k++) {
    const step = (k * 7919 + ((k * k) % 101) * 13) % 41;
    const open = close;
    close += (step - 20) / 4;
    const [high, low] = [Math.max(open, close) + (step % 3), Math.min(open, close) - (step % 2)];
    minutes.push({ openTs: START + k * 60_000, ts: START + (k + 1) * 60_000, open, high, low, close });
  }
  const hours = Array.from({ length: 60 }, (_, h): BarRow => {
    const part = minutes.slice(h * 60, h * 60 + 60);
    const [high, low] = [Math.max(...part.map((one) => one.high)), Math.min(...part.map((one) => one.low))];
    return { openTs: part[0]!.openTs!, ts: part.at(-1)!.ts!, open: part[0]!.open, high, low, close: part.at(-1)!.close };
  });

  /** Trades brackets and trailing stops on hours: those it is given, or those it makes of minutes. */
  const trader = (resamples: boolean) =>
    defineStrategy({
      name: 'trader',
      params: {},
      feeds: ['asset'],
      setup(ctx) {
        const { asset } = ctx.feeds;
        const hourly = resamples ? ctx.resample(asset, '1h') : asset;
        let n = 0;
        return {
          onBar(one) {
            if (one !== hourly) return;
            const { value } = hourly.close;
            if (n % 3 === 0)
              ctx.buy(asset, { qty: 1, limit: value - 3, stopLoss: { price: value - 15 }, takeProfit: { price: value + 12 } });
            if (n % 4 === 1) ctx.sell(asset, { qty: 2, trigger: value - 5, stopLoss: { trail: { amount: 8 } }, tif: 'day' });
            if (n % 10 === 9) ctx.close(asset);
            n++;
          },
        };
      },
    });

  it('fills as a run on those minutes does, and is valued at the hours', async () => {
    const asset = { bars: hours, timeframe: '1h', finer: { bars: minutes, timeframe: '1m' } };
    const fine = await backtest({ strategy: trader(false), feeds: { asset } });
    const direct = await backtest({ strategy: trader(true), feeds: { asset: { bars: minutes, timeframe: '1m' } } });
    expect(fine.fills.length).toBeGreaterThan(30);
    expect(fine.fills).toEqual(direct.fills);
    expect(fine.ambiguity).toEqual(direct.ambiguity);
    expect([...fine.equity.ts]).toEqual(hours.map(({ ts }) => ts));
    const atHours = [...direct.equity.value].filter((_, k) => k % 60 === 59);
    expect([...fine.equity.value]).toEqual(atHours);
    expect(fine.roundTrips.map(({ bars: _, ...trip }) => trip)).toEqual(direct.roundTrips.map(({ bars: _, ...trip }) => trip));
  });
});
