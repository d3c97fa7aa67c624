import { describe, expect, it } from 'vitest';
import { ACTION } from '../../../../engine/broker/sim/financing/actions.ts';
import { at, bars, daily, ends, follow, live, type Row, type Terms } from '../../world.ts';
import { changes } from '../said.ts';

/** A bar around 100 of that range. */
const wide = (range: number): Row => [100, 100 + range / 2, 100 - range / 2, 100];
const usual = [wide(2), wide(2), wide(2), wide(2)] as const;

const past = (rows: readonly Row[], risk: Terms['risk'], bar = rows.length - 2) =>
  daily(rows, (ctx) => ({ [bar]: () => ctx.buy(ctx.feeds.asset, { qty: 1 }) }), risk === undefined ? {} : { risk });

describe('a bar that is out of the usual', () => {
  it('is one of more than so many times the mean range of those before it', () => {
    const risk = { maxBarRange: { limit: 3, period: 4 } };
    expect(changes(past([...usual, wide(6), wide(2)], risk))).toEqual([]);
    expect(changes(past([...usual, wide(6.01), wide(2)], risk))[0]).toEqual(['2024-01-06T00:00', 'max-bar-range', 'active', 'halted']);
  });

  it('may reach that, whatever the range rounds to', () => {
    const bar = (range: number): Row => [100.1, 100.1 + range, 100.1, 100.1];
    const risk = { maxBarRange: { limit: 3, period: 4 } };
    expect(changes(past([bar(0.1), bar(0.1), bar(0.1), bar(0.1), bar(0.3), bar(0.1)], risk))).toEqual([]);
    expect(changes(past([bar(0.1), bar(0.1), bar(0.1), bar(0.1), bar(0.31), bar(0.1)], risk))).toHaveLength(2);
  });

  it('is not judged before there are as many bars as it is measured by, nor where none of them moved', () => {
    expect(changes(past([wide(2), wide(2), wide(2), wide(50), wide(2)], { maxBarRange: { limit: 3, period: 4 } }))).toEqual([]);
    expect(changes(past([wide(0), wide(0), wide(50), wide(2)], { maxBarRange: { limit: 3, period: 2 } }))).toEqual([]);
  });

  it('may be one of an unusual return, gap included, up or down', () => {
    const close = (price: number): Row => [price, price, price, price];
    const risk = { maxBarReturn: { limit: 4, period: 2 } };
    expect(changes(past([close(100), close(101), close(100), close(104), close(104)], risk))).toHaveLength(2);
    expect(changes(past([close(100), close(101), close(100), close(96), close(96)], risk))).toHaveLength(2);
    expect(changes(past([close(100), close(101), close(100), close(103.9), close(104)], risk))).toEqual([]);
  });

  it('halts to the next session by default: what is decided on it is refused, the next decision is not', () => {
    const risk = { maxBarRange: { limit: 3, period: 4 } };
    const rows = [...usual, wide(9), wide(2), wide(2)];
    expect(ends(past(rows, risk, 4))).toEqual(['rejected: trading-halted']);
    expect(ends(past(rows, risk, 5))).toEqual(['filled']);
    expect(changes(past(rows, risk, 5))).toEqual([
      ['2024-01-06T00:00', 'max-bar-range', 'active', 'halted'],
      ['2024-01-06T00:00', 'max-bar-range', 'halted', 'active'],
    ]);
  });

  it('is measured for each instrument by itself, and stops all', () => {
    const feeds = {
      a: bars('A', '1d', [...usual, wide(2), wide(2)]),
      b: bars('B', '1d', [...usual.map(() => wide(10)), wide(40), wide(10)]),
    };
    const run = live(feeds, (ctx) => follow(feeds.a, { 4: () => ctx.buy(feeds.a, { qty: 1 }) }), {
      risk: { maxBarRange: { limit: 3, period: 4, action: 'reduce' } },
    });
    expect([ends(run), run.session.risk.transitions[0]!.why]).toEqual([['rejected: trading-halted'], 'a range of 40 of "B", 10 is usual']);
  });

  it.each(['maxBarRange', 'maxBarReturn'])('is no split: what was measured before it is restated (%s)', (name) => {
    const day = (close: number, range: number): Row => [close, close + range / 2, close - range / 2, close];
    const rows = [day(100, 2), day(101, 2), day(100, 2), day(50.5, 1), day(50, 3.5), day(50, 1)];
    const actions = [
      { instrument: 0, times: Float64Array.of(at('2024-01-04')), types: Float64Array.of(ACTION.split), values: Float64Array.of(2) },
    ];
    const tripped = (terms: Terms) =>
      changes(daily(rows, () => ({}), { risk: { [name]: { limit: 3, period: 2 } }, ...terms })).map(([ts]) => ts);
    // Half the price is a return of half, and a range of 3.5 is as three and a half of one.
    expect(tripped({ financing: { actions } })).toEqual(name === 'maxBarRange' ? ['2024-01-06T00:00', '2024-01-06T00:00'] : []);
    expect(tripped({})[0]).toEqual(name === 'maxBarRange' ? undefined : '2024-01-05T00:00');
  });
});
