/** Small streams for tests: one-minute bars as rows O H L C (V), and outcomes as lines. */
import { simulate } from './simulate.ts';
import type { Bar, Command, Instrument, Options, Order, Outcome, Side, Type } from './stream.ts';

export const MINUTE = 60_000;

export type Row = [open: number, high: number, low: number, close: number, volume?: number];

/** Rows as bars that follow each other, from 1970 on. */
export const bars = (rows: Row[], first = 0, length = MINUTE): Bar[] =>
  rows.map(([open, high, low, close, volume = 1000], k) => {
    const openTs = first + k * length;
    return { openTs, ts: openTs + length, open, high, low, close, volume };
  });

/** A bar on which nothing happens, before the first one that matters: orders are sent at its close. */
export const before: Row = [10, 10, 10, 10];

export const order = (id: number, side: Side, type: Type, rest: Partial<Order> = {}): Order => ({
  id,
  instrument: 0,
  side,
  type,
  qty: 1,
  tif: 'gtc',
  ...rest,
});

/** A child without a quantity: it covers what its parent fills. */
export function covering(id: number, side: Side, type: Type, rest: Partial<Order>): Order {
  const child = order(id, side, type, rest);
  delete child.qty;
  return child;
}

/** Sent at the close of bar 0, unless `minute` says otherwise. */
export const sent = (submit: Order, minute = 1): Command => ({ at: minute * MINUTE, submit });

export const options: Options = {
  path: 'pessimistic',
  touch: 'through',
  fillOn: 'next-open',
  trailBy: 'extreme',
  volumeLimit: null,
  clip: false,
  slippage: { model: 'none' },
  feeRate: 0,
  latency: 0,
};

interface Drawn {
  rows?: Row[];
  series?: Bar[][];
  commands: (Command | Order)[];
  options?: Partial<Options>;
  instrument?: Partial<Instrument>;
}

/** Runs a drawn stream. A bare order is sent at the close of bar 0. */
export function run(drawn: Drawn): Outcome {
  const series = drawn.series ?? [bars(drawn.rows ?? [])];
  return simulate({
    instruments: series.map(() => ({ tick: 0, step: 0, multiplier: 1, ...drawn.instrument })),
    bars: series,
    commands: drawn.commands.map((one) => ('at' in one ? one : sent(one))),
    options: { ...options, ...drawn.options },
  });
}

/** Fills as lines: order, quantity, price, minute, side of the market, certainty. */
export const fills = (outcome: Outcome): string[] =>
  outcome.fills.map((one) => `${one.order}: ${one.qty} @ ${one.price} at ${one.ts / MINUTE} ${one.liquidity} ${one.certainty}`);

/** Ends as lines: order, status, reason. */
export const ends = (outcome: Outcome): string[] =>
  outcome.ends.map((one) => `${one.order}: ${one.status}${one.reason === undefined ? '' : ` ${one.reason}`}`);
