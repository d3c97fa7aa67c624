import { describe, expect, it } from 'vitest';
import { bars, daily, follow, live, type Past, quotes, type Row, sides, trades } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

const buy = (terms: object, rows: readonly Row[], more = {}) =>
  daily([flat, ...rows], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, terms) }), more);
const certainties = ({ fills }: Past) => fills.map(({ certainty }) => certainty);
const interval = ({ ambiguity }: Past) => [ambiguity.pnlWorst, ambiguity.pnlBest];

describe('a fill is exact', () => {
  it.each<[string, object, Row]>([
    ['at an open', {}, flat],
    ['at an open that gaps through a stop', { trigger: 9.5 }, flat],
    ['at an open in favour of a limit', { limit: 12 }, flat],
    ['at an open beyond a touched trigger', { touched: 12 }, flat],
    ['in an auction at the close', { at: 'close' }, flat],
    ['where a limit is traded through', { limit: 9.5 }, flat],
    ['where a limit is touched and then traded through', { touched: 9.8, limit: 9.5 }, flat],
  ])('%s', (_, terms, bar) => {
    expect(certainties(buy(terms, [bar]))).toEqual(['exact']);
  });

  it('on a quote and on a trade', () => {
    const book = quotes('A', [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:01', 9, 10],
    ]);
    expect(certainties(live({ book }, (ctx) => ({ onQuote: () => void (book.row === 1 && ctx.buy(book, { limit: 12 })) })))).toEqual([
      'exact',
    ]);
    const tape = trades('A', [
      ['2024-01-01T00:00', 10],
      ['2024-01-01T00:01', 10],
    ]);
    expect(certainties(live({ tape }, (ctx) => ({ onTrade: () => void (tape.row === 1 && ctx.buy(tape, { trigger: 9 })) })))).toEqual([
      'exact',
    ]);
  });
});

describe('a fill is assumed', () => {
  it.each<[string, object, Row, object]>([
    ['at the trigger of a stop', { trigger: 10.5 }, flat, {}],
    ['at the trigger of a touched order', { touched: 9.5 }, flat, {}],
    ['at the trigger of a stop-limit', { trigger: 10.5, limit: 11 }, flat, {}],
    ['at a limit that is merely touched', { limit: 9 }, flat, { touch: 'fill' }],
    ['at a close that decided on it', {}, flat, { fillOn: 'on-close' }],
  ])('%s', (_, terms, bar, simulator) => {
    expect(certainties(buy(terms, [bar], { simulator }))).toEqual(['assumed']);
  });

  it('at the limit of a stop-limit to which the close proves the return through it', () => {
    // It came back through 10.5 to close at 10: traded through on the way.
    expect(certainties(buy({ trigger: 10.8, limit: 10.5 }, [flat]))).toEqual(['exact']);
    expect(certainties(buy({ trigger: 10.8, limit: 10.5 }, [[10, 11, 9, 10.5]], { simulator: { touch: 'fill' } }))).toEqual(['assumed']);
  });
});

describe('an entry inside a bar is ambiguous', () => {
  // Bought at 9.5 on the way down from 10 to 9 and up to 11.
  const entered = (exits: object, next: Row = flat, more = {}) => buy({ qty: 2, limit: 9.5, ...exits }, [flat, next], more);

  it('where its bar may have hit its stop, which then is the other way it may have ended', () => {
    const past = entered({ stopLoss: { price: 9.2 } }, [10, 12, 9.5, 12]);
    expect(certainties(past)).toEqual(['ambiguous']);
    // Held to 12, or stopped on the bar of the entry.
    expect(interval(past)[0]).toBeCloseTo(2 * -0.3, 12);
    expect(interval(past)[1]).toBe(5);
  });

  it('where its bar may have hit its target', () => {
    const past = entered({ takeProfit: { price: 10.5 } }, [9, 9.5, 8, 8]);
    expect(certainties(past)).toEqual(['ambiguous']);
    expect(interval(past)).toEqual([-3, 2]);
  });

  it('to the very edge of the bar, and not beyond it', () => {
    expect(certainties(entered({ stopLoss: { price: 9 } }))[0]).toBe('ambiguous');
    expect(certainties(entered({ stopLoss: { price: 8.9 } }))[0]).toBe('exact');
    expect(certainties(entered({ takeProfit: { price: 11 } }))[0]).toBe('ambiguous');
    expect(certainties(entered({ takeProfit: { price: 11.1 } }))[0]).toBe('exact');
  });

  it('with its exits at a share of its price, too', () => {
    expect(certainties(entered({ stopLoss: { pct: 0.05 } }))[0]).toBe('ambiguous');
    expect(certainties(entered({ stopLoss: { pct: 0.06 } }))[0]).toBe('exact');
  });

  it('not at the open: its exits are there for the rest of the bar', () => {
    expect(certainties(buy({ stopLoss: { price: 9.5 } }, [flat]))).toEqual(['exact', 'assumed']);
  });

  it('by what its units make, multiplier included', () => {
    const past = entered({ stopLoss: { price: 9.2 } }, [10, 12, 9.5, 12], { instruments: { A: { multiplier: 10 } } });
    expect(interval(past)[0]).toBeCloseTo(-6, 12);
    expect(interval(past)[1]).toBe(50);
  });

  it('measured by how the position ended', () => {
    const past = entered({ stopLoss: { price: 9.2 } }, [9.1, 12, 9, 12]);
    expect(sides(past)).toEqual([
      ['buy', 2, 9.5],
      ['sell', 2, 9.1],
    ]);
    // On its own bar it would have been stopped at 9.2, a little better than the gap it met.
    expect(interval(past)[0]).toBeCloseTo(-0.8, 9);
    expect(interval(past)[1]).toBeCloseTo(-0.6, 9);
  });
});

describe('a fill in a group is ambiguous', () => {
  const wide: Row = [10, 13, 7, 10];

  it('where another member was reached inside the bar, whichever the default takes', () => {
    const past = daily([flat, wide], (ctx) => ({
      0: () => [ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, oco: 1 }), ctx.buy(ctx.feeds.asset, { qty: 2, limit: 8, oco: 1 })],
    }));
    expect(past.fills).toMatchObject([{ side: 'sell', price: 12, certainty: 'ambiguous' }]);
  });

  it('not where the other was only touched', () => {
    const past = daily([flat, [10, 13, 8, 10]], (ctx) => ({
      0: () => [ctx.sell(ctx.feeds.asset, { limit: 12, oco: 1 }), ctx.buy(ctx.feeds.asset, { limit: 8, oco: 1 })],
    }));
    expect(certainties(past)).toEqual(['exact']);
  });

  it('not by a member that still sleeps', () => {
    const past = daily([flat, wide], (ctx) => ({
      0: () => {
        const parent = ctx.buy(ctx.feeds.asset, { limit: 1 });
        ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, oco: 1 });
        ctx.sell(ctx.feeds.asset, { trigger: 8, oco: 1, parent });
      },
    }));
    expect(certainties(past)).toEqual(['exact']);
  });

  it('not by a member that arrived while the bar was under way', () => {
    const feeds = () => ({ minute: bars('M', '1m', ['2024-01-01T01:29', flat]), asset: bars('A', '1h', [flat, wide]) });
    const past = live(feeds(), (ctx) => ({
      onBar({ id }) {
        if (id === 'A' && ctx.feeds.asset.row === 1) ctx.sell(ctx.feeds.asset, { limit: 12, oco: 1 });
        if (id === 'M') ctx.sell(ctx.feeds.asset, { trigger: 8, oco: 1 });
      },
    }));
    expect(past.fills).toMatchObject([{ price: 12, certainty: 'exact' }]);
  });

  it('of a short mirrors this', () => {
    const past = daily([flat, flat, wide], (ctx) => ({
      0: () => ctx.sell(ctx.feeds.asset, { qty: 3, stopLoss: { price: 12 }, takeProfit: { price: 8 } }),
    }));
    expect(certainties(past)).toEqual(['exact', 'ambiguous']);
    expect(interval(past)).toEqual([-6, 6]);
  });
});

describe('what is not ambiguous', () => {
  it('puts no width on the interval', () => {
    const asset = bars('A', '1d', [flat, flat, [10, 12, 9, 12]]);
    const past = live({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 3, stopLoss: { price: 8 } }) }));
    expect(past.ambiguity).toEqual(expect.objectContaining({ exact: 1, assumed: 0, ambiguous: 0, pnlWorst: 6, pnlBest: 6 }));
  });
});
