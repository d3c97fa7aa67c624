import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../engine/loop/backtest.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
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
