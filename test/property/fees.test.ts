import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import { feesOf } from '../../engine/broker/sim/fees/fees-of.ts';
import type { Fill } from '../../engine/model/fill.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { DAY, HOUR, MINUTE, millis } from '../../engine/model/time.ts';
import { MONDAY } from '../engine/world.ts';

const asset = instrumentOf('A', { multiplier: 2 });
const DESK = { instruments: [asset], rateOf: (currency: string) => (currency === 'USD' ? () => 1 : undefined) };

const TIERS = [
  { from: 0, maker: 0.002, taker: 0.004 },
  { from: 3_000, maker: 0.001, taker: 0.003 },
  { from: 9_000, maker: -0.0005, taker: 0.002 },
];

/** What a fill is, for a reckoning that knows nothing of the engine. */
interface Simple {
  readonly ts: number;
  readonly order: number;
  readonly qty: number;
  readonly price: number;
  readonly sells: boolean;
  readonly maker: boolean;
}

const value = ({ qty, price }: Simple): number => qty * price * 2;
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
const day = ({ ts }: Simple): number => Math.floor(ts / DAY);
const groups = (fills: readonly Simple[], key: (fill: Simple) => string): readonly Simple[][] => {
  const found = new Map<string, Simple[]>();
  for (const fill of fills) found.set(key(fill), [...(found.get(key(fill)) ?? []), fill]);
  return [...found.values()];
};
const tierOf = (volume: number, maker: boolean): number => TIERS.findLast(({ from }) => volume >= from)![maker ? 'maker' : 'taker'];
const centsUp = (money: number): number => Math.ceil(money * 100 - 1e-7) / 100;

/** Schedules, and what they cost in all by a reckoning of its own over a list of fills. */
const SCHEDULES: readonly (readonly [string, FeeSpec, (fills: readonly Simple[]) => number])[] = [
  [
    'a minimum and a cap per order',
    { model: 'per-order', min: 1, maxRate: 0.01, of: { model: 'per-contract', perContract: 0.05 } },
    (fills) =>
      sum(
        groups(fills, ({ order }) => `${order}`).map((own) =>
          Math.min(Math.max(sum(own.map(({ qty }) => qty)) * 0.05, 1), sum(own.map(value)) * 0.01),
        ),
      ),
  ],
  [
    'a maximum per order and day, of sales',
    { model: 'one-side', side: 'sell', of: { model: 'per-order', daily: true, max: 3, of: { model: 'percent', rate: 0.001, fixed: 0.1 } } },
    (fills) =>
      sum(
        groups(
          fills.filter(({ sells }) => sells),
          (fill) => `${fill.order} ${day(fill)}`,
        ).map((own) => Math.min(3, sum(own.map((fill) => value(fill) * 0.001 + 0.1)))),
      ),
  ],
  [
    'the sum of a day, rounded up to the cent',
    { model: 'per-day', roundUp: 0.01, of: { model: 'percent', rate: 0.0000278 } },
    (fills) => sum(groups(fills, (fill) => `${day(fill)}`).map((own) => centsUp(sum(own.map((fill) => value(fill) * 0.0000278))))),
  ],
  [
    'tiers by the two days before',
    { model: 'tiers', tiers: TIERS, over: 2 },
    (fills) =>
      sum(
        fills.map((fill) => {
          const midnight = day(fill) * DAY;
          const before = fills.filter(({ ts }) => ts < midnight && ts >= midnight - 2 * DAY);
          return value(fill) * tierOf(sum(before.map(value)), fill.maker);
        }),
      ),
  ],
  [
    'tiers by the fills of a rolling day',
    { model: 'tiers', tiers: TIERS, over: 1, updated: 'fill' },
    (fills) =>
      sum(
        fills.map((fill, k) => {
          const before = fills.slice(0, k).filter(({ ts }) => ts >= fill.ts - DAY);
          return value(fill) * tierOf(sum(before.map(value)), fill.maker);
        }),
      ),
  ],
  [
    'marginal tiers of the month, with a discount and a charge by date on top',
    {
      model: 'sum',
      of: [
        { model: 'scale', factor: 0.75, of: { model: 'tiers', tiers: TIERS, over: 'month', updated: 'fill', marginal: true } },
        {
          model: 'by-date',
          steps: [
            { from: '2024-01-01', of: { model: 'fixed', amount: 1 } },
            { from: '2024-01-03', of: { model: 'fixed', amount: 2 } },
          ],
        },
      ],
    },
    (fills) =>
      sum(
        fills.map((fill, k) => {
          const before = sum(fills.slice(0, k).map(value));
          const rates = TIERS.map(({ from, maker, taker }, t) => {
            const within = (volume: number): number =>
              Math.min(Math.max(volume - from, 0), (TIERS[t + 1]?.from ?? Number.POSITIVE_INFINITY) - from);
            return (within(before + value(fill)) - within(before)) * (fill.maker ? maker : taker);
          });
          return 0.75 * sum(rates) + (fill.ts < MONDAY + 2 * DAY ? 1 : 2);
        }),
      ),
  ],
];

const fills = fc
  .array(
    fc.record({
      after: fc.constantFrom(0, MINUTE, HOUR, 5 * HOUR, 17 * HOUR),
      order: fc.integer({ min: 1, max: 4 }),
      qty: fc.integer({ min: 1, max: 40 }),
      price: fc.integer({ min: 4, max: 200 }).map((quarters) => quarters / 4),
      sells: fc.boolean(),
      maker: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) => {
    let ts: number = MONDAY;
    return list.map(({ after, ...fill }): Simple => {
      ts += after;
      return { ...fill, ts };
    });
  });

it.each(SCHEDULES)('%s costs over random fills what a reckoning of its own says', (_, spec, reckon) => {
  fc.assert(
    fc.property(fills, (list) => {
      const { fee, filled } = feesOf(spec, DESK);
      let total = 0;
      list.forEach((one, k) => {
        const done = !list.slice(k + 1).some(({ order }) => order === one.order);
        const { ts, qty, price, order: orderId } = one;
        const [side, liquidity] = [one.sells ? 'sell' : 'buy', one.maker ? 'maker' : 'taker'] as const;
        const cost = fee(qty, price, asset, liquidity, orderId, !one.sells, ts);
        // What is asked twice is not charged twice.
        expect(fee(qty, price, asset, liquidity, orderId, !one.sells, ts)).toBe(cost);
        total += cost;
        filled?.({ ...NOTHING_MORE, ts: millis(ts), qty, price, orderId, side, liquidity, fee: cost }, asset, done);
      });
      expect(total).toBeCloseTo(reckon(list), 8);
    }),
    { numRuns: 300 },
  );
});

const NOTHING_MORE: Omit<Fill, 'ts' | 'qty' | 'price' | 'orderId' | 'side' | 'liquidity' | 'fee'> = {
  ...{ instrument: 0, strategy: 0, slippage: 0, certainty: 'exact', otherPrice: undefined, otherExit: undefined, tag: undefined },
  barTs: millis(0),
};
