import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../engine/loop/backtest.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import type { InstrumentSpec } from '../../../engine/model/instrument.ts';
import { bars, ends, follow, partsOf, type Row, type Terms, trader } from '../world.ts';

const share: readonly Row[] = [
  [50, 50, 50, 50],
  [50, 50, 50, 50],
  [60, 60, 60, 60],
  [60, 60, 60, 60],
];
/** Dollars per euro. */
const euro: readonly Row[] = [
  [1, 1, 1, 1],
  [1.1, 1.1, 1.1, 1.1],
  [1.2, 1.2, 1.2, 1.2],
  [1.2, 1.2, 1.2, 1.2],
];

/** Ten shares priced in euros, bought at the first open that comes, in an account of dollars. */
function held(account: Terms['account'], rates: readonly (Row | string)[] = euro) {
  const asset = bars('A', '1d', share);
  const rate = bars('EURUSD', '1d', rates);
  rate.converts = 1;
  const parts = partsOf([trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }))], {
    account: { currency: 'USD', cash: 10_000, currencies: ['EUR'], ...account },
    instruments: { A: { quote: 'EUR' } },
  });
  const run = runBacktest({ ...parts, series: [...parts.series, rate] });
  const outcome = new Outcome(run);
  return { run, session: run.session, orders: outcome.orders, equity: [...outcome.equity.value] };
}

describe('an instrument in another currency', () => {
  it('is paid for at the rate of the moment, and worth what its price and its currency are', () => {
    // 500 euros at 1, then worth 500 at 1.1, 600 at 1.2.
    expect(held({}).equity.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([10_000, 10_050, 10_220, 10_220]);
  });

  it('leaves a debt in its currency where the account holds balances', () => {
    const past = held({ balances: {} });
    expect([past.session.account.balanceOf(0), past.session.account.balanceOf(1)]).toEqual([10_000, -500]);
    // The gain alone is in euros: 100 at 1.2.
    expect(past.equity.at(-1)).toBeCloseTo(10_120, 9);
  });

  it('is bought with the euros there are, in a cash account', () => {
    const status = (euros: number) => ends(held({ type: 'cash', balances: { EUR: euros } }) as never)[0];
    expect([status(500), status(499.99)]).toEqual(['filled', 'canceled: insufficient-cash']);
  });

  it('cannot be traded before its first rate', () => {
    const late = held({}, ['2024-01-03', [1.2, 1.2, 1.2, 1.2], [1.2, 1.2, 1.2, 1.2]]);
    expect(late.orders[0]).toMatchObject({ status: 'rejected', reason: 'no-rate' });
  });
});

describe('a contract settled in another currency', () => {
  const twice = (a: number, b: number): readonly Row[] => [a, a, b, b].map((price) => [price, price, price, price] as const);
  const equityOf = (spec: InstrumentSpec, qty: number, prices: readonly Row[], rates: readonly Row[], account: Terms['account'] = {}) => {
    const asset = bars('A', '1d', prices);
    const rate = bars('RATE', '1d', rates);
    rate.converts = 1;
    const plan = trader({ asset }, (ctx) =>
      follow(asset, { 0: () => ctx.buy(ctx.feeds.asset, { qty }), 2: () => ctx.close(ctx.feeds.asset) }),
    );
    const parts = partsOf([plan], { account: { currencies: [spec.settle!], ...account }, instruments: { A: spec } });
    const run = runBacktest({ ...parts, series: [...parts.series, rate] });
    return { equity: [...new Outcome(run).equity.value], account: run.session.account };
  };

  it('gains nothing from the currency while its price stands still: nothing was paid for it', () => {
    const future = { contract: 'linear', settle: 'EUR', quote: 'EUR' } as const;
    expect(equityOf(future, 10, twice(50, 50), twice(1, 1.2)).equity).toEqual([10_000, 10_000, 10_000, 10_000]);
    expect(equityOf(future, 10, twice(50, 50), twice(1, 1.2), { balances: {} }).equity).toEqual([10_000, 10_000, 10_000, 10_000]);
  });

  it('has its gain changed when it is closed, and worth the newest rate until then', () => {
    const { equity, account } = equityOf({ contract: 'linear', settle: 'EUR', quote: 'EUR' }, 10, twice(50, 60), twice(1, 1.2));
    expect(equity).toEqual([10_000, 10_000, 10_120, 10_120]);
    expect([account.balanceOf(0), account.balanceOf(1)]).toEqual([10_120, 0]);
  });

  it('gains dollars when the coin rises in which it is settled', () => {
    // 1000 contracts of a dollar: 10 coins at 100 and 5 at 200, a gain of 5 coins at 200.
    const coin = { contract: 'inverse', settle: 'BTC' } as const;
    expect(equityOf(coin, 1000, twice(100, 200), twice(100, 200)).equity).toEqual([10_000, 10_000, 11_000, 11_000]);
  });
});
