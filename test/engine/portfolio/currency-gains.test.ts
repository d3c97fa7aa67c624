import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../engine/loop/backtest.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import { bars, follow, partsOf, type Row, type Terms, trader } from '../world.ts';

const flat = (price: number): Row => [price, price, price, price];

/** Ten shares in euros bought at 50 on the second day and sold at 60 on the fourth, while a euro goes from 1 to 1.1, 1.2 and 1.5. */
function gains(account: Terms['account'], fee = 0): readonly (readonly [whose: string, position: number, balance: number])[] {
  const asset = bars('A', '1d', [flat(50), flat(50), flat(60), flat(60), flat(60)]);
  const rate = bars('EURUSD', '1d', [flat(1), flat(1.1), flat(1.2), flat(1.5), flat(1.5)]);
  rate.converts = 1;
  const plan = trader({ asset }, (ctx) =>
    follow(asset, { 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 2: () => ctx.close(ctx.feeds.asset) }),
  );
  const parts = partsOf([plan], {
    account: { currencies: ['EUR'], ...account },
    instruments: { A: { quote: 'EUR' } },
    fee: { model: 'fixed', amount: fee },
  });
  const { currencyGains } = new Outcome(runBacktest({ ...parts, series: [...parts.series, rate] }));
  const round = (value: number): number => Math.round(value * 1e9) / 1e9;
  return currencyGains.map(({ strategyId, side, position, balance }) => [`${strategyId} ${side}`, round(position), round(balance)]);
}

describe('a change of rates', () => {
  it('gains on what is held, at its newest price: the price comes first', () => {
    // 500 euros times 0.1, then 600 times 0.1; nothing is held when the euro goes to 1.5.
    expect(gains({})).toEqual([
      ['s1 buy', 50, 0],
      ['s1 buy', 60, 0],
    ]);
  });

  it('gains nothing on balance where the position was bought on credit, and goes on with what it has left in the currency', () => {
    expect(gains({ balances: {} }, 1)).toEqual([
      ['s1 buy', 50, -50.1],
      ['s1 buy', 60, -50.1],
      // The hundred gained, less two of fees.
      ['s1 buy', 0, 29.4],
    ]);
  });

  it('gains on what was there at the start, which is nobody’s', () => {
    const own = gains({ balances: { EUR: 1_000 } }).filter(([whose]) => whose === 'null null');
    expect(own).toEqual([
      ['null null', 0, 100],
      ['null null', 0, 100],
      ['null null', 0, 300],
    ]);
  });
});
