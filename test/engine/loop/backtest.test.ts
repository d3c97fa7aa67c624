import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../engine/loop/backtest.ts';
import { fingerprint } from '../../../engine/loop/fingerprint.ts';
import { purely } from '../../../engine/loop/purity.ts';
import { seededRandom } from '../../../engine/loop/random.ts';
import { ConfigError, InvariantError, StrategyError } from '../../../engine/model/errors.ts';
import { defineStrategy } from '../../../engine/strategy/define.ts';
import { at, bars, custom, daily, follow, live, liveAll, partsOf, quotes, type Row, trader } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('a strategy that throws', () => {
  const throwing = (handlers: (ctx: { buy(): void }) => Record<string, () => unknown>) => () =>
    liveAll([
      trader({ asset: bars('A', '1d', [flat, flat, flat]) }, (ctx) => handlers({ buy: () => void ctx.buy(ctx.feeds.asset) }), {
        id: 'mine',
      }),
    ]);
  const oops = (): never => {
    throw new Error('oops');
  };

  it('in a handler is named with handler, bar and time', () => {
    let bar = 0;
    expect(throwing(() => ({ onBar: () => bar++ === 1 && oops() }))).toThrow(
      new StrategyError('Strategy "mine" threw in onBar at bar 1 of "A" (2024-01-03T00:00:00.000Z): oops'),
    );
    expect(throwing(() => ({ onSlice: oops }))).toThrow('threw in onSlice at bar 0 of "A"');
    expect(throwing(() => ({ onStop: oops }))).toThrow('threw in onStop at bar 2 of "A"');
    expect(throwing((ctx) => ({ onBar: () => ctx.buy(), onFill: oops }))).toThrow(
      'threw in onFill at bar 0 of "A" (2024-01-02T00:00:00.000Z)',
    );
    expect(throwing((ctx) => ({ onBar: () => ctx.buy(), onOrder: oops }))).toThrow('threw in onOrder at bar 0 of "A"');
  });

  it('in a timer, or what is not an error, is named too', () => {
    const asset = bars('A', '1d', [flat]);
    expect(() =>
      live({ asset }, (ctx) => {
        ctx.every('12h', () => {
          throw 'a text';
        });
        return {};
      }),
    ).toThrow(/threw in timer at bar 0 of "A" .*: a text/);
  });

  it('on another kind of feed is named with that feed', () => {
    const rows = [['2024-01-01', 1, 2]] as const;
    expect(() => live({ asset: quotes('Q', rows) }, () => ({ onQuote: oops }))).toThrow('threw in onQuote at bar 0 of "Q"');
  });

  it('in setup is named, unless it says what the user can mend', () => {
    const asset = bars('A', '1d', [flat]);
    expect(() => live({ asset }, () => oops())).toThrow(new StrategyError('Strategy "s1" threw in setup: oops'));
    const mend = () => {
      throw new ConfigError('Expected better, but it was "worse"');
    };
    expect(() => live({ asset }, mend)).toThrow(ConfigError);
  });

  it('keeps its cause, and our own fault stays our own', () => {
    try {
      throwing(() => ({ onBar: oops }))();
    } catch (error) {
      expect((error as Error).cause).toMatchObject({ message: 'oops' });
    }
    const ours = () => {
      throw new InvariantError('ours');
    };
    expect(throwing(() => ({ onBar: ours }))).toThrow(new InvariantError('ours'));
  });
});

describe('purity', () => {
  const inHandler = (run: () => unknown) => () => daily([flat], () => ({ 0: run }));

  it.each([
    ['Date.now', () => Date.now(), 'Expected no Date.now() in a strategy: use ctx.now, the time of the event'],
    ['Math.random', () => Math.random(), 'Expected no Math.random() in a strategy: use ctx.random(), which is seeded'],
    ['new Date', () => new Date(), 'Expected no wall clock in a strategy: use ctx.now, the time of the event'],
    ['Date()', () => Date(), 'Expected no wall clock'],
  ])('%s throws during a run', (_, run, says) => {
    expect(inHandler(run)).toThrow(says);
    expect(run).not.toThrow();
  });

  it('a date that is given is data', () => {
    expect(inHandler(() => expect(new Date(0) instanceof Date && new Date(2020, 1).getTime() > Date.UTC(2019)).toBe(true))).not.toThrow();
  });

  it('is put back after a throw and within another run', () => {
    const [now, random, RealDate] = [Date.now, Math.random, Date];
    expect(() =>
      purely(() => {
        throw new Error('x');
      }),
    ).toThrow('x');
    purely(() => {
      purely(() => 1);
      expect(() => Date.now()).toThrow('Expected no Date.now()');
    });
    expect([Date.now, Math.random, Date]).toEqual([now, random, RealDate]);
  });

  it('holds in setup as well', () => {
    expect(() => live({ asset: bars('A', '1d', [flat]) }, () => (Math.random() > 2 ? {} : {}))).toThrow(
      'threw in setup: Expected no Math.random()',
    );
  });
});

describe('chance', () => {
  it('is a seeded sequence', () => {
    const [a, b, c] = [seededRandom(1), seededRandom(1), seededRandom(2)].map((random) => Array.from({ length: 5 }, random));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    // Mulberry32 of seed 1, as published.
    expect(a!.slice(0, 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('is even enough', () => {
    const random = seededRandom(7);
    const counts = new Array<number>(10).fill(0);
    for (let k = 0; k < 10_000; k++) counts[Math.floor(random() * 10)]!++;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  it('comes to a strategy from the seed of the run', () => {
    const draw = (seed: number) => {
      const drawn: number[] = [];
      daily([flat, flat], (ctx) => ({ 0: () => drawn.push(ctx.random()), 1: () => drawn.push(ctx.random()) }), { seed });
      return drawn;
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('a run', () => {
  it('of no data is over, with nothing', () => {
    const past = live({ asset: bars('A', '1d', []) }, () => ({}));
    expect([past.equity, past.fills, past.session.account.equity]).toEqual([[], [], 10_000]);
  });

  it('gives a strategy only the feeds it is bound to', () => {
    const [a, b] = [bars('A', '1d', [flat, flat]), bars('B', '1d', [flat, flat])];
    const seen: string[] = [];
    liveAll([
      trader({ a }, () => ({ onBar: ({ id }) => void seen.push(`first ${id}`) })),
      trader({ a, b }, () => ({ onBar: ({ id }) => void seen.push(`second ${id}`) })),
    ]);
    expect(seen).toEqual(['first A', 'second A', 'second B', 'first A', 'second A', 'second B']);
  });

  it('fills on the finest feed of an instrument', () => {
    const feeds = { slow: bars('A', '1d', [flat]), fast: bars('A', '1h', [flat]) };
    const { markets } = live(feeds, () => ({})).run;
    expect([markets, feeds.fast.executes, feeds.slow.executes]).toEqual([[feeds.fast], true, false]);
  });

  it('shows a custom series from the moment it is known', () => {
    const feeds = { asset: bars('A', '1d', [flat, flat, flat]), signal: custom('S', [['2024-01-02T12:00', '2023-12-31', 0.7]]) };
    const seen: unknown[] = [];
    live(feeds, (ctx) => {
      const value = ctx.feeds.signal.line('value');
      return { onBar: () => void seen.push(value.value), onData: (series) => void seen.push([series.id, value.value, ctx.now]) };
    });
    expect(seen).toEqual([Number.NaN, ['S', 0.7, at('2024-01-02T12:00')], 0.7, 0.7]);
  });

  it('refuses to trade a custom series', () => {
    const feeds = { asset: bars('A', '1d', [flat]), signal: custom('S', [['2024-01-01T12:00', '2024-01-01', 1]]) };
    expect(() => live(feeds, (ctx) => ({ onData: () => void ctx.buy(ctx.feeds.signal) }))).toThrow(
      'Expected a feed that can be traded, but it was "S", a custom series',
    );
  });

  it('keeps what strategies log, with the time and their name', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.log('hello'), 1: () => ctx.log('bye', { n: 1 }) }));
    expect(past.session.logs).toEqual([
      { ts: at('2024-01-02'), strategy: 's1', message: 'hello' },
      { ts: at('2024-01-03'), strategy: 's1', message: 'bye', fields: { n: 1 } },
    ]);
  });

  it('calls onSlice once per timestamp, after all of it', () => {
    const feeds = {
      a: quotes('A', [
        ['2024-01-01', 1, 2],
        ['2024-01-01', 1, 3],
        ['2024-01-02', 1, 2],
      ]),
      b: quotes('B', [['2024-01-01', 1, 2]]),
    };
    const seen: string[] = [];
    live(feeds, (ctx) => ({
      onQuote: ({ id, ask }) => void seen.push(`${id} ${ask.value}`),
      onSlice: () => void seen.push(`slice ${ctx.feeds.a.ask.value}`),
    }));
    expect(seen).toEqual(['A 2', 'B 2', 'A 3', 'slice 3', 'A 2', 'slice 2']);
  });
});

describe('a fingerprint', () => {
  const run = (rows: readonly Row[], terms = {}, name = 'x') => {
    const asset = bars('A', '1d', rows);
    return fingerprint(
      runBacktest(partsOf([trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { ref: name }) }), { id: name })], terms)),
    );
  };

  it('is that of numbers, not of names', () => {
    expect(run([flat, flat], {}, 'x')).toBe(run([flat, flat], {}, 'y'));
  });

  it('changes with a fill, an order or a value of equity', () => {
    const hashes = [
      run([flat, flat]),
      run([flat, [10.5, 11, 9, 10]]),
      run([flat, [10, 11, 9, 10.5]]),
      run([flat]),
      run([flat, flat], { fee: { model: 'fixed', amount: 1 } }),
    ];
    expect(new Set(hashes).size).toBe(5);
  });
});

describe('defineStrategy', () => {
  it('is what it is given', () => {
    const one = { name: 'x', params: {}, feeds: ['a'], setup: () => ({}) } as const;
    expect(defineStrategy(one)).toBe(one);
  });
});

describe('people during a warm-up', () => {
  it('are heard at their time, not after it', () => {
    const asset = bars('A', '1h', [
      [10, 11, 9, 10],
      [10, 11, 9, 10],
      [10, 11, 9, 10],
      [10, 11, 9, 10],
    ]);
    const parts = partsOf([trader({ asset }, (ctx) => ({ onBar: () => void ctx.buy(ctx.feeds.asset, { qty: 1 }) }))], {
      warmUntil: at('2024-01-01T02:00'),
      risk: { human: [{ at: '2024-01-01T01:30:00Z', order: 'kill' }] },
    });
    const { session } = runBacktest(parts);
    expect(session.risk.transitions.map(({ ts, to }) => [ts, to])).toEqual([[at('2024-01-01T01:30'), 'halted']]);
    expect(session.account.fills.length).toBe(0);
  });
});
