import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import { seededRandom } from '../../engine/loop/random.ts';
import type { AccountSpec } from '../../engine/model/account.ts';
import type { Fill } from '../../engine/model/fill.ts';
import { gainOf, type InstrumentSpec, valueAt } from '../../engine/model/instrument.ts';
import { type BarColumns, BarSeries, barColumns, type Series } from '../../engine/model/series.ts';
import { HOUR } from '../../engine/model/time.ts';
import { Portfolio } from '../../engine/portfolio/portfolio.ts';
import { MONDAY, partsOf, trader } from '../engine/world.ts';

/** A levered account on one or two instruments, and a strategy that trades them at random. */
interface World {
  readonly seed: number;
  readonly contracts: readonly NonNullable<InstrumentSpec['contract']>[];
  readonly tiered: boolean;
  readonly isolated: boolean;
  readonly leverage: number;
  readonly maintenance: number;
  readonly part: number;
  readonly orders: 'market' | 'any';
  readonly path: 'pessimistic' | 'o-h-l-c' | 'o-l-h-c';
  readonly negativeBalance: 'owed' | 'forgiven';
}

const world: fc.Arbitrary<World> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  contracts: fc.array(fc.constantFrom('spot', 'linear', 'inverse', 'quanto'), { minLength: 1, maxLength: 2 }),
  tiered: fc.boolean(),
  isolated: fc.boolean(),
  leverage: fc.constantFrom(2, 5, 20),
  maintenance: fc.constantFrom(0, 0.01, 0.04),
  part: fc.constantFrom(1, 1, 0.5, 0.2),
  orders: fc.constantFrom('market', 'any'),
  path: fc.constantFrom('pessimistic', 'pessimistic', 'o-h-l-c', 'o-l-h-c'),
  negativeBalance: fc.constantFrom('owed', 'forgiven'),
}) as fc.Arbitrary<World>;

const ROWS = 60;

/**
 * A path without gaps: each bar opens at the close before it. Of two instruments one moves in even hours and one in odd ones, so
 * that only one price moves at a time. With `gaps` some bars open elsewhere.
 */
function path(seed: number, turn: number, turns: number, gaps: boolean): BarColumns {
  const random = seededRandom(seed + 7 * turn);
  const columns = barColumns(ROWS);
  let price = 50 + 50 * random();
  for (let row = 1; row <= ROWS; row++) {
    const opens = MONDAY + ((row - 1) * turns + turn) * HOUR;
    if (gaps && random() < 0.15) price *= 0.6 + 0.8 * random();
    const wild = random() < 0.2 ? 0.5 : 0.1;
    const close = price * (1 + wild * (2 * random() - 1));
    columns.openTimes[row] = opens;
    columns.times[row] = opens + HOUR;
    columns.open[row] = price;
    columns.high[row] = Math.max(price, close) * (1 + wild * random() * 0.5);
    columns.low[row] = Math.min(price, close) * (1 - wild * random() * 0.5);
    columns.close[row] = close;
    columns.volume[row] = 100;
    price = close;
  }
  return columns;
}

const TIERS = [
  { upTo: 20_000, initial: 0.05, maintenance: 0.01 },
  { upTo: 60_000, initial: 0.1, maintenance: 0.04 },
  { upTo: null, initial: 0.25, maintenance: 0.1 },
] as const;

const specOf = (one: World, contract: World['contracts'][number]): InstrumentSpec => ({
  contract,
  ...(contract === 'inverse' && { multiplier: 5000 }),
  ...(one.tiered && { margin: TIERS }),
  marginMode: one.isolated ? 'isolated' : 'cross',
});

const accountOf = ({ leverage, maintenance, part, negativeBalance }: World): AccountSpec => ({
  ...{ cash: 10_000, type: 'margin', leverage, currency: 'USD' },
  liquidation: { judged: 'intrabar', maintenance, part, negativeBalance },
});

/** What an account was worth after each event, and what came of it. */
function liveThrough(one: World, gaps: boolean) {
  const series = one.contracts.map((_, k) => new BarSeries(`I${k}`, path(one.seed, k, one.contracts.length, gaps)));
  const feeds = Object.fromEntries(series.map((bars) => [bars.id, bars]));
  const random = seededRandom(one.seed + 1);
  const isWorst = one.path === 'pessimistic';
  const gambler = trader(feeds, (ctx) => ({
    onBar(bars) {
      const asset = feeds[bars.id]!;
      const luck = random();
      const [price, share] = [asset.close.value, one.leverage * random()];
      const inverse = one.contracts[series.indexOf(asset)] === 'inverse';
      const qty = (share * Math.max(ctx.equity, 0)) / (inverse ? 5000 / price : price);
      const side = random() < 0.5 ? 'buy' : 'sell';
      const away = 1 + 0.08 * (2 * random() - 1);
      if (luck > 0.6 || qty === 0) return;
      // With gaps nothing is closed but by the venue: an exit of one's own may cost more than there is as well.
      if (gaps) {
        if (ctx.position(asset).qty === 0) ctx[side](asset, { qty });
        return;
      }
      if (luck < 0.1) ctx.close(asset);
      // On the default path stops come before limits whatever the price did: only a walk has several in one order.
      else if (one.orders === 'market' || luck < 0.3 || (isWorst && ctx.openOrders(asset).length > 0)) ctx[side](asset, { qty });
      else if (luck < 0.45)
        ctx[side](asset, { qty, stopLoss: { pct: 0.02 + 0.2 * random() }, ...(!isWorst && { takeProfit: { pct: 0.1 } }) });
      else ctx[side](asset, luck < 0.525 ? { qty, limit: price * away } : { qty, trigger: price * away });
    },
  }));
  const parts = partsOf([gambler], {
    account: accountOf(one),
    instruments: Object.fromEntries(one.contracts.map((contract, k) => [`I${k}`, specOf(one, contract)])),
    simulator: { path: one.path },
  });
  const seen: { readonly event: string; readonly equity: number; readonly backing: number }[] = [];
  const { book, price, show, post, value } = Portfolio.prototype;
  // Inside a bar the newest price known to the account is the open: what a fill leaves is worth the price of the fill.
  let at: Fill | undefined;
  const note = (account: Portfolio, event: string): void => {
    const since = (k: number): number =>
      at?.instrument === k && account.qty(k) !== 0 ? gainOf(parts.instruments[k]!, account.qty(k), account.last(k), at.price) : 0;
    const backings = one.contracts.map((_, k) => (one.isolated && account.qty(k) !== 0 ? account.backingOf(k) + since(k) : 0));
    const equity = one.contracts.reduce((sum, _, k) => sum + since(k), account.equity);
    seen.push({ event, equity, backing: Math.min(...backings) });
  };
  const noted = <A extends unknown[]>(name: string, act: (this: Portfolio, ...args: A) => void) =>
    function (this: Portfolio, ...args: A): void {
      if (name === 'fill') at = args[0] as Fill;
      else if (name !== 'payment') at = undefined;
      act.apply(this, args);
      note(this, `${name} ${JSON.stringify(args[0])}`);
    };
  Object.assign(Portfolio.prototype, {
    book: noted('fill', book),
    price: noted('price', price),
    show(this: Portfolio, market: Series) {
      at = undefined;
      show.call(this, market);
      note(this, `price of ${market.id}`);
    },
    post: noted('payment', post),
    value: noted('value', value),
  });
  try {
    const run = runBacktest(parts);
    return { run, outcome: new Outcome(run), seen };
  } finally {
    Object.assign(Portfolio.prototype, { book, price, show, post, value });
  }
}

const NOISE = 1e-7;

/** What debts the result tells of; what rounding leaves of nothing is none. */
const debtsOf = ({ session }: ReturnType<typeof liveThrough>['run']): number[] =>
  session.notices.flatMap((text) => {
    const amount = Number(/(?:owed|a debt of) ([\d.e-]+)/.exec(text)?.[1] ?? 0);
    return amount > NOISE ? [amount] : [];
  });

describe('an account that is liquidated inside bars', () => {
  it('is never worth less than nothing on a path without gaps, at no event, nor does an isolated position lose more than its margin', () => {
    let liquidations = 0;
    fc.assert(
      fc.property(world, (one) => {
        const { outcome, seen } = liveThrough(one, false);
        liquidations += outcome.fills.filter(({ tag }) => tag === 'liquidation').length;
        expect(seen.find(({ equity, backing }) => !(equity >= -NOISE && backing >= -NOISE))).toBeUndefined();
      }),
      { numRuns: 400 },
    );
    expect(liquidations).toBeGreaterThan(100);
  });

  it('books what a gap costs beyond it, and tells it', () => {
    let [debts, writeOffs] = [0, 0];
    fc.assert(
      fc.property(world, (one) => {
        const { run, outcome, seen } = liveThrough(one, true);
        const { account, instruments } = run.session;
        const paid = outcome.ledger.reduce((sum, { amount }) => sum + amount, 0);
        const dealt = outcome.fills.reduce((sum, { instrument, side, qty, price }) => {
          const terms = instruments.find(({ id }) => id === instrument)!;
          return sum - valueAt(terms, side === 'buy' ? qty : -qty, price);
        }, 0);
        const worth = instruments.reduce(
          (sum, terms, i) => sum + (account.qty(i) === 0 ? 0 : valueAt(terms, account.qty(i), account.last(i))),
          0,
        );
        expect(account.equity).toBeCloseTo(10_000 + dealt + worth + paid, 5);

        const owed = debtsOf(run);
        const forgiven = outcome.ledger.filter(({ kind, amount }) => kind === 'write-off' && amount > NOISE).map(({ amount }) => amount);
        if (one.isolated) {
          writeOffs += forgiven.length;
          expect(account.equity).toBeGreaterThanOrEqual(-NOISE);
        } else {
          debts += owed.length;
          if (one.negativeBalance === 'forgiven') expect(forgiven).toEqual(owed);
          else expect(forgiven).toEqual([]);
          // Whatever is left below nothing once all is closed, was told.
          const least = Math.min(...seen.filter(({ event }) => event.startsWith('value')).map(({ equity }) => equity));
          if (least < -NOISE && one.negativeBalance === 'owed') expect(owed).toContainEqual(expect.closeTo(-least, 6));
          if (one.negativeBalance === 'forgiven') expect(least).toBeGreaterThanOrEqual(-NOISE);
        }
      }),
      { numRuns: 400 },
    );
    expect(Math.min(debts, writeOffs)).toBeGreaterThan(20);
  });
});
