import fc from 'fast-check';
import { HOUR } from '../../engine/model/time.ts';
import type { Level, Options, Quote, Side, Stream, Trade, Type } from '../reference/stream.ts';
import { actsOf, Commands, INSTRUMENTS, MONDAY, START, sessions, TICK } from './random-streams.ts';

const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Sizes in quarters, half of a step; now and then nobody knows. */
const sideOf = (most: number, few: number): fc.Arbitrary<{ gap: number; size: number | undefined }[]> =>
  fc.array(fc.record({ gap: int(1, 3), size: fc.option(int(0, most), { nil: undefined, freq: 15 }) }), { minLength: few, maxLength: 3 });

/**
 * One row after the other: time passes or not, the book moves or only its sizes do, someone trades at it or through it.
 * In calm markets it stays where it is, and many trade little: that is where queues matter.
 */
const stepOf = (isCalm: boolean) =>
  fc.record({
    pause: fc.constantFrom(...(isCalm ? [0, 1_000, 1_000, 1_000, 5_000] : [0, 0, 0, 1_000, 1_000, 1_000, 5_000, HOUR, 9 * HOUR])),
    isTrade: fc.boolean(),
    move: fc.constantFrom(...(isCalm ? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1] : [0, 0, 0, 0, 1, -1, 2, -2, 7, -7])),
    spread: fc.constantFrom(0, 1, 1, 1, 2),
    bids: sideOf(isCalm ? 20 : 32, isCalm ? 1 : 0),
    asks: sideOf(isCalm ? 20 : 32, isCalm ? 1 : 0),
    keeps: fc.boolean(),
    taker: fc.constantFrom<(Side | undefined)[]>('buy', 'sell', 'buy', 'sell', undefined),
    /** Ticks beyond the best price of the other side. */
    beyond: fc.constantFrom(...(isCalm ? [0, 0, 0, 0, 0, 0, 0, 1] : [0, 0, 0, 0, 1, 2, -1])),
    size: fc.option(int(1, isCalm ? 16 : 24), { nil: undefined, freq: 20 }),
  });
type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer T> ? T : never;

interface Ticks {
  readonly quotes: Quote[];
  readonly trades: Trade[];
}

const ticks: fc.Arbitrary<Ticks> = fc
  .record({
    steps: fc.boolean().chain((isCalm) => fc.array(stepOf(isCalm), { minLength: 3, maxLength: isCalm ? 36 : 24, size: 'max' })),
    has: fc.constantFrom('quotes', 'trades', 'both', 'both', 'both', 'both'),
    isDeep: fc.boolean(),
    late: fc.constantFrom(0, 1_000),
  })
  .map(({ steps, has, isDeep, late }) => {
    const made = ticksOf(steps, isDeep, MONDAY + late);
    // One row at least of what there is to be.
    const quotes = has === 'trades' ? [] : made.quotes.length > 0 ? made.quotes : [{ ts: MONDAY, bids: [], asks: [] }];
    const trades = has === 'quotes' ? [] : made.trades.length > 0 ? made.trades : [{ ts: MONDAY, price: START, size: 1 }];
    return { quotes, trades };
  });

function ticksOf(steps: readonly Step[], isDeep: boolean, start: number): Ticks {
  const quotes: Quote[] = [];
  const trades: Trade[] = [];
  let [ts, bid, ask] = [start, START - TICK, START];
  for (const one of steps) {
    ts += one.pause;
    if (one.isTrade) {
      const price = one.taker === 'buy' ? ask + one.beyond * TICK : bid - one.beyond * TICK;
      trades.push({ ts, price, ...sizeOf(one.size), ...(one.taker !== undefined && { side: one.taker }) });
      continue;
    }
    bid += one.move * TICK;
    if (!one.keeps || one.move !== 0) ask = bid + one.spread * TICK;
    const ladder = (levels: Step['bids'], best: number, away: number): Level[] => {
      let price = best;
      return levels.slice(0, isDeep ? 3 : 1).map(({ gap, size: shown }, k) => {
        if (k > 0) price += away * gap * TICK;
        return { price, ...sizeOf(shown) };
      });
    };
    quotes.push({ ts, bids: ladder(one.bids, bid, -1), asks: ladder(one.asks, ask, 1) });
  }
  return { quotes, trades };
}

const sizeOf = (quarters: number | undefined): { size?: number } => (quarters === undefined ? {} : { size: quarters / 4 });

const TYPES: readonly Type[] = [
  'market',
  'limit',
  'limit',
  'limit',
  'limit',
  'limit',
  'limit',
  'stop',
  'stop-limit',
  'stop-limit',
  'market-if-touched',
  'limit-if-touched',
  'trailing-stop',
  'trailing-stop-limit',
];

const options: fc.Arbitrary<Options> = fc.record({
  path: fc.constant('pessimistic'),
  touch: fc.constantFrom('through', 'fill'),
  fillOn: fc.constant('next-open'),
  trailBy: fc.constantFrom('extreme', 'close'),
  volumeLimit: fc.constant(null),
  clip: fc.boolean(),
  sizeLimit: fc.constantFrom('none', 'shown'),
  queue: fc.constantFrom('none', 'risk-averse', 'proportional', 'proportional', 'log'),
  slippage: fc.constantFrom<Options['slippage'][]>(
    { model: 'none' },
    { model: 'none' },
    { model: 'ticks', ticks: 2 },
    { model: 'percent', rate: 0.01 },
    { model: 'half-spread', spread: 0.02 },
  ),
  feeRate: fc.constantFrom(0, 0.001),
  latency: fc.constantFrom(0, 0, 0, 500, 1_000, HOUR),
});

/** After which rows a strategy may act. */
function marksOf({ quotes, trades }: Ticks): { ts: number; price: number; turn: number }[] {
  const inTurn = <T extends { ts: number }>(rows: readonly T[]) =>
    rows.map((row, k) => ({ row, turn: rows.slice(0, k).filter(({ ts }) => ts === row.ts).length + 1 }));
  return [
    ...inTurn(quotes).map(({ row, turn }) => ({ ts: row.ts, price: row.bids[0]?.price ?? row.asks[0]?.price ?? START, turn })),
    ...inTurn(trades).map(({ row, turn }) => ({ ts: row.ts, price: row.price, turn })),
  ].sort((a, b) => a.ts - b.ts || a.turn - b.turn);
}

const levels = fc.oneof(
  { arbitrary: fc.constantFrom(0, 1), weight: 3 },
  { arbitrary: int(-3, 3), weight: 4 },
  { arbitrary: int(-9, 9), weight: 1 },
);
const displays = fc.option(fc.constantFrom(0.25, 0.5, 1, 1.75, 3), { nil: undefined, freq: 2 });

/** Random quotes and trades of two instruments, random orders over them, random rules. */
export const tickStreams: fc.Arbitrary<Stream> = fc
  .tuple(ticks, ticks, actsOf(16, TYPES, levels, displays, 3, 2), options, fc.option(sessions, { nil: undefined, freq: 2 }))
  .map(([first, second, acts, rules, calendar]) => ({
    instruments: INSTRUMENTS.map((one, k) => (k === 0 && calendar !== undefined ? { ...one, sessions: calendar } : one)),
    bars: [[], []],
    quotes: [first.quotes, second.quotes],
    trades: [first.trades, second.trades],
    commands: new Commands([marksOf(first), marksOf(second)]).of(acts),
    options: rules,
  }));
