/** Random streams: what holds for every one of them. */
import { expect, test } from 'vitest';
import { bars, MINUTE, options } from './draw.ts';
import { simulate } from './simulate.ts';
import type { Command, Options, Order, Side, Stream, Type } from './stream.ts';

/** A small generator of random numbers (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TYPES: Type[] = [
  'market',
  'limit',
  'stop',
  'stop-limit',
  'market-if-touched',
  'limit-if-touched',
  'trailing-stop',
  'trailing-stop-limit',
  'market-on-open',
  'limit-on-open',
  'market-on-close',
  'limit-on-close',
];

function randomStream(seed: number): Stream {
  const next = random(seed);
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(values: T[]): T => values[int(0, values.length - 1)] as T;
  const maybe = (chance: number) => next() < chance;
  const count = int(4, 10);
  const series = [0, 1].slice(0, int(1, 2)).map((i) => {
    let last = 100;
    const rows = Array.from({ length: count }, () => {
      const open = last + int(-2, 2);
      const close = open + int(-4, 4);
      last = close;
      const row: [number, number, number, number, number] = [
        open,
        Math.max(open, close) + int(0, 3),
        Math.min(open, close) - int(0, 3),
        close,
        maybe(0.05) ? NaN : int(0, 20),
      ];
      return row;
    });
    return bars(rows, i * pick([0, MINUTE / 2]));
  });
  const commands: Command[] = [];
  let id = 0;
  for (let n = int(1, 8); n > 0; n--) {
    id++;
    const trail = {
      ...(maybe(0.5) ? { amount: int(1, 4) } : { percent: 0.02 }),
      ...(maybe(0.3) ? { activation: 100 + int(-4, 4) } : {}),
      offset: int(-1, 2),
    };
    const order: Order = {
      id,
      instrument: int(0, series.length - 1),
      side: pick<Side>(['buy', 'sell']),
      type: pick(TYPES),
      qty: int(1, 6),
      price: 100 + int(-6, 6),
      trigger: 100 + int(-6, 6),
      trail,
      tif: pick(['gtc', 'gtc', 'gtc', 'day', 'gtd', 'ioc', 'fok']),
      expiresAt: int(1, count) * MINUTE,
      reduceOnly: maybe(0.3),
      postOnly: maybe(0.1),
    };
    if (maybe(0.3)) order.group = int(1, 2);
    if (id > 1 && maybe(0.4)) {
      order.parent = int(1, id - 1);
      if (maybe(0.3)) delete order.qty;
      if (maybe(0.3) && (order.type === 'limit' || order.type === 'stop')) order.levelPct = int(-4, 4) / 100;
    }
    commands.push({ at: int(1, count - 1) * MINUTE, submit: order });
    if (maybe(0.2)) commands.push({ at: int(1, count) * MINUTE, cancel: int(1, id) });
    if (maybe(0.2)) commands.push({ at: int(1, count) * MINUTE, replace: int(1, id), qty: int(1, 6), price: 100 + int(-6, 6) });
  }
  const chosen: Options = {
    ...options,
    path: pick(['pessimistic', 'o-h-l-c', 'o-l-h-c', 'nearest-extreme-first']),
    touch: pick(['through', 'fill']),
    fillOn: pick(['next-open', 'next-open', 'on-close']),
    trailBy: pick(['extreme', 'close']),
    volumeLimit: pick([null, 0.25, 1]),
    latency: pick([0, 0, 1000, MINUTE]),
  };
  commands.sort((a, b) => a.at - b.at);
  return { instruments: series.map(() => ({ tick: 0.5, step: 1, multiplier: 1 })), bars: series, commands, options: chosen };
}

const orderOf = (stream: Stream, id: number): Order => {
  for (const command of stream.commands) if ('submit' in command && command.submit.id === id) return command.submit;
  throw new Error(`Expected order ${id} in the stream`);
};

test('positions are the sums of fills, prices lie in the bars, quantities in volume', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const stream = randomStream(seed);
    const outcome = simulate(stream);
    const sums = stream.instruments.map(() => 0);
    for (const fill of outcome.fills) {
      const { instrument } = orderOf(stream, fill.order);
      const traded = stream.bars[instrument]?.some(
        (one) => (one.openTs === fill.ts || one.ts === fill.ts) && fill.price >= one.low && fill.price <= one.high,
      );
      expect(traded, `seed ${seed}`).toBe(true);
      expect(fill.qty, `seed ${seed}`).toBeGreaterThan(0);
      sums[instrument] = (sums[instrument] ?? 0) + (fill.side === 'buy' ? fill.qty : -fill.qty);
    }
    expect(outcome.positions, `seed ${seed}`).toEqual(sums);
    for (const end of outcome.ends) {
      const filled = outcome.fills.filter((fill) => fill.order === end.order).reduce((sum, fill) => sum + fill.qty, 0);
      expect(end.filledQty, `seed ${seed}`).toBe(filled);
      if (end.status === 'filled') expect(filled, `seed ${seed}`).toBeGreaterThan(0);
      if (end.status === 'rejected') expect(filled, `seed ${seed}`).toBe(0);
    }
    for (const [instrument, series] of stream.bars.entries()) {
      if (stream.options.volumeLimit === null || stream.options.fillOn === 'on-close') continue;
      for (const bar of series) {
        const inside = outcome.fills.filter(
          (fill) => orderOf(stream, fill.order).instrument === instrument && fill.ts >= bar.openTs && fill.ts < bar.ts,
        );
        const opens = inside.reduce((sum, fill) => sum + fill.qty, 0);
        const neighbours = series.filter((one) => one === bar || one.ts === bar.openTs);
        const most = neighbours.reduce((sum, one) => sum + (Number.isNaN(one.volume) ? 0 : one.volume), 0);
        expect(opens, `seed ${seed}`).toBeLessThanOrEqual(most);
      }
    }
  }
});
