/*
 * What the compiler must accept and refuse of a strategy. Checked by `npm run types`: an error that does not happen
 * where `@ts-expect-error` expects one is an error itself. Nothing here runs.
 */
import {
  type Bars,
  type Custom,
  choice,
  crossedAbove,
  custom,
  defineStrategy,
  flag,
  int,
  json,
  many,
  type OrderId,
  type Quotes,
  quotes,
  real,
  sma,
  stdev,
  type Trades,
  text,
  trades,
} from '../../engine/index.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Fails to compile unless the two types are one. */
const same = <A, B>(_verdict: Same<A, B>): void => {};

export const params = defineStrategy({
  name: 'parameters are inferred',
  params: {
    length: int(10, { min: 1, max: 100 }),
    share: real(0.5, { min: 0, max: 1 }),
    side: choice('long', 'short'),
    careful: flag(true),
    note: text(''),
    levels: json<readonly number[]>([], 'a list of numbers', (value): value is readonly number[] => Array.isArray(value)),
  },
  feeds: ['asset'],
  setup(_ctx, { length, share, side, careful, note, levels, ...rest }) {
    same<typeof length, number>(true);
    same<typeof share, number>(true);
    same<typeof side, 'long' | 'short'>(true);
    same<typeof careful, boolean>(true);
    same<typeof note, string>(true);
    same<typeof levels, readonly number[]>(true);
    // @ts-expect-error a number is not the other kind of thing
    same<typeof length, string>(true);
    // @ts-expect-error a word that is none of the choices
    if (side === 'both') return {};
    // @ts-expect-error a parameter that is not declared
    rest.lenght;
    return {};
  },
});

defineStrategy({
  name: 'parameters are read only',
  params: { length: int(10, { min: 1, max: 100 }) },
  feeds: ['asset'],
  setup(_ctx, given) {
    // @ts-expect-error a parameter is not assigned
    given.length = 3;
    return {};
  },
});

// @ts-expect-error a parameter without its range
int(10);
// @ts-expect-error a range in words
real(0.5, { min: '0', max: 1 });
// @ts-expect-error a choice of nothing
choice();
// @ts-expect-error a text is not a number
text(3);

defineStrategy({
  name: 'roles are inferred',
  params: {},
  feeds: ['asset', many('universe'), quotes('book'), trades('prints'), custom('signal')],
  setup(ctx) {
    const { asset, universe, book, prints, signal } = ctx.feeds;
    same<typeof asset, Bars>(true);
    same<typeof universe, readonly Bars[]>(true);
    same<typeof book, Quotes>(true);
    same<typeof prints, Trades>(true);
    same<typeof signal, Custom>(true);
    // @ts-expect-error a wrong role name
    ctx.feeds.aset;
    // @ts-expect-error a role of many is a list
    universe.close;
    // @ts-expect-error a role of one is not
    asset[0];
    // @ts-expect-error a place of a list may be empty
    sma(universe[0].close, 10);
    // @ts-expect-error quotes have no close
    book.close;
    // @ts-expect-error bars have no bid
    asset.bid;
    // @ts-expect-error the columns of a custom series are asked for by name
    signal.value;
    return { onData: (series) => ctx.log(`${series.line('value').value} ${book.bid.value} ${prints.price.value}`) };
  },
});

// @ts-expect-error roles are declared
defineStrategy({ name: 'no roles', params: {}, setup: () => ({}) });
// @ts-expect-error a strategy has a name
defineStrategy({ params: {}, feeds: [], setup: () => ({}) });
// @ts-expect-error setup returns handlers
defineStrategy({ name: 'no handlers', params: {}, feeds: [], setup: () => {} });
// @ts-expect-error setup is not async: there is nothing to wait for
defineStrategy({ name: 'async setup', params: {}, feeds: [], setup: async () => ({ onBar() {} }) });

export const handlers = defineStrategy({
  name: 'handlers are given their event',
  params: {},
  feeds: ['asset'],
  setup: (ctx) => ({
    onBar(bars) {
      same<typeof bars, Bars>(true);
    },
    onSlice(ts) {
      // @ts-expect-error a time is not a text
      ts.slice(0, 10);
      ctx.log(`${ts - ctx.now}`);
    },
    onFill(fill) {
      same<typeof fill.side, 'buy' | 'sell'>(true);
      // @ts-expect-error a fill is history
      fill.qty = 2;
    },
    onOrder(event) {
      if (event.kind === 'filled') ctx.log(`${event.fill.price}`);
      // @ts-expect-error only a fill has a price
      else event.fill;
    },
    onQuote(quote) {
      same<typeof quote, Quotes>(true);
    },
    onTrade(trade) {
      same<typeof trade, Trades>(true);
    },
  }),
});

defineStrategy({
  name: 'a misspelt handler',
  params: {},
  feeds: ['asset'],
  // @ts-expect-error the object has no handler of that name and no other one
  setup: () => ({ onBars() {} }),
});

export const orders = defineStrategy({
  name: 'orders and lines',
  params: {},
  feeds: ['asset', custom('signal')],
  setup(ctx) {
    const { asset, signal } = ctx.feeds;
    const slow = sma(asset.close, 30);
    const own = ctx.line();
    stdev(own, 10);
    own.push(1);
    // @ts-expect-error only a line of the author's own is pushed
    slow.push(1);
    // @ts-expect-error an indicator is made of a line
    sma(asset, 30);
    // @ts-expect-error what is newest is read, not written
    slow.value = 3;
    return {
      onBar() {
        if (crossedAbove(asset.close, slow) || crossedAbove(slow, 100)) {
          same<OrderId, number>(true);
          const id: OrderId = ctx.buy(asset, { qty: 2, limit: 10, stopLoss: { pct: 0.1 }, takeProfit: { price: 12 }, reason: 'why' });
          ctx.replace(id, { limit: 11 });
          ctx.sell(asset, { size: { fraction: 0.5, at: 'fill' } });
        }
        // @ts-expect-error a quantity is a number
        ctx.buy(asset, { qty: '2' });
        // @ts-expect-error an exit stands at a share or a price
        ctx.buy(asset, { stopLoss: 0.1 });
        // @ts-expect-error a word that is no time in force
        ctx.buy(asset, { tif: 'forever' });
        // @ts-expect-error a term that does not exist
        ctx.buy(asset, { price: 10 });
        // @ts-expect-error an order needs a feed
        ctx.buy({ qty: 2 });
        // @ts-expect-error a position is looked at
        ctx.position(asset).qty = 0;
        // @ts-expect-error a share of the position, not a quantity
        ctx.close(asset, { qty: 1 });
        // @ts-expect-error a target is a weight of one feed
        ctx.target(asset);
        ctx.log('known', { signal: signal.line('value').value });
      },
    };
  },
});
