import { describe, expect, it } from 'vitest';
import type { RiskState } from '../../../engine/model/trading-state.ts';
import { at, bars, ends, follow, live, type Past, type Row, type Terms } from '../world.ts';
import { changes, said } from './said.ts';

const day = (price: number): Row => [price, price, price, price];

/** What is done at the close of each day, counted over both halves. */
type Deeds = Readonly<Record<number, readonly ['buy' | 'sell', number]>>;

/** A run over some days, from one on; prices are of all days. */
function days(prices: readonly number[], from: number, to: number, deeds: Deeds, terms: Terms): Past {
  const first = new Date(at('2024-01-01') + from * 86_400_000).toISOString().slice(0, 10);
  const asset = bars('A', '1d', [first, ...prices.slice(from, to).map(day)]);
  return live(
    { asset },
    (ctx) => {
      const own = Object.entries(deeds).map(([k, [side, qty]]) => [Number(k) - from, () => ctx[side](asset, { qty })] as const);
      return follow(asset, Object.fromEntries(own.filter(([k]) => k >= 0)));
    },
    terms,
  );
}

/** The same in two sessions: the second is given the money and the risk of the first, as JSON. Positions are closed by then. */
function inTwo(
  prices: readonly number[],
  cut: number,
  deeds: Deeds,
  risk: NonNullable<Terms['risk']>,
  more: Terms = {},
): readonly [Past, Past] {
  const first = days(prices, 0, cut, deeds, { ...more, risk });
  const state = JSON.parse(JSON.stringify(first.session.risk.state)) as RiskState;
  const second = days(prices, cut, prices.length, deeds, {
    ...more,
    account: { ...more.account, cash: first.equity.at(-1)! },
    risk: { ...risk, state },
  });
  return [first, second];
}

/** In and out at a loss of a tenth, long before and after the cut of day 5. */
const prices = [10, 10, 9, 9, 9, 9, 9, 9, 9, 8];
const deeds: Deeds = { 0: ['buy', 1_000], 1: ['sell', 1_000], 6: ['buy', 1], 8: ['buy', 1] };

describe('a session that goes on where another ended', () => {
  it('is still stopped by what stopped that, and says so', () => {
    const [first, second] = inTwo(prices, 5, deeds, { maxDrawdown: { limit: 0.1, action: 'halt' } });
    expect(changes(first)).toEqual([['2024-01-04T00:00', 'max-drawdown', 'active', 'halted']]);
    expect(second.session.notices).toEqual(['trading began halted: max-drawdown since 2024-01-04T00:00:00.000Z']);
    expect(ends(second)).toEqual(['rejected: trading-halted', 'rejected: trading-halted']);
    expect(second.session.risk.state).toEqual(first.session.risk.state);
  });

  it('lets trading go on at the very moment at which the first would have', () => {
    const risk = { maxDrawdown: { limit: 0.1, coolDown: '5d' } };
    const whole = days(prices, 0, 10, deeds, { risk });
    const halves = inTwo(prices, 5, deeds, risk);
    expect(halves.flatMap(changes)).toEqual(changes(whole));
    expect(halves.flatMap(ends)).toEqual(ends(whole));
    expect(ends(whole)).toEqual(['filled', 'filled', 'rejected: trading-halted', 'filled']);
  });

  it.each([
    ['the highest equity', { maxDrawdown: 0.12 }],
    ['the equity at the start', { stopLoss: 0.12 }],
    ['what the week began with', { maxWeeklyLoss: 0.12 }],
    ['losing days in a row', { maxLosingDays: 2 }],
    ['losing round trips in a row', { maxLosingTrades: 2 }],
  ])('remembers %s', (_, risk) => {
    // A tenth is lost before the cut, three hundredths after it: neither is enough alone.
    const course = [10, 10, 9, 9, 9, 9, 8.7, 8.7, 8.7];
    const plan: Deeds = { 0: ['buy', 1_000], 1: ['sell', 1_000], 4: ['buy', 1_000], 5: ['sell', 1_000] };
    for (const cut of [3, 4]) {
      const whole = days(course, 0, 9, plan, { risk });
      expect(changes(whole)).toHaveLength(1);
      const halves = inTwo(course, cut, plan, risk);
      expect(halves.flatMap(changes)).toEqual(changes(whole));
      expect(halves[1].session.risk.state).toEqual(whole.session.risk.state);
    }
  });

  it('stays down where the kill switch was pulled, until that is released', () => {
    const kill = said(['2024-01-04T12:00', 'kill']);
    const [first, second] = inTwo(prices, 5, deeds, {}, kill);
    expect(first.session.risk.state.holds).toEqual([
      { who: 'kill', strategyId: null, state: 'halted', flatten: true, since: '2024-01-04T12:00:00.000Z', until: null },
    ]);
    expect(ends(second)).toEqual(['rejected: trading-halted', 'rejected: trading-halted']);
    const released = days(prices, 5, 10, deeds, { ...said(['2024-01-08T12:00', 'release']), risk: { state: first.session.risk.state } });
    expect(ends(released)).toEqual(['rejected: trading-halted', 'filled']);
  });

  it('keeps what stopped one strategy, and forgets one that is not there any more', () => {
    const hold = { who: 'strategy', state: 'reducing', flatten: false, since: '2024-01-04T00:00:00.000Z', until: null } as const;
    const holds = [
      { ...hold, strategyId: 's1' },
      { ...hold, strategyId: 'gone' },
    ];
    const past = days([10, 10, 10], 0, 3, { 0: ['buy', 1] }, { risk: { state: { holds, memory: { 'max-drawdown/gone': { peak: 1 } } } } });
    expect([ends(past), past.session.notices]).toEqual([
      ['rejected: trading-halted'],
      ['trading of "s1" began reducing: strategy since 2024-01-04T00:00:00.000Z'],
    ]);
  });
});
