import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../../engine/model/series.ts';
import { isoTime } from '../../../engine/model/time.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import { at, bars, follow, live, type Row } from '../world.ts';

/** What a strategy sees in the moment of a fill: time, name, price, and the account then. */
type Sight = readonly [ts: string, ref: string | undefined, price: number, cash: number, equity: number];

const clock = (ts: number): string => isoTime(ts).slice(0, 16);

/** Two instruments, one in minutes and one in hours, and a diary of the fills. */
function diary(
  minuteRows: readonly (Row | string)[],
  hourRows: readonly (Row | string)[],
  act: (ctx: Context<{ minute: BarSeries; hour: BarSeries }>, name: string, row: number) => void,
  onFill: (ctx: Context<{ minute: BarSeries; hour: BarSeries }>, side: string, instrument: number) => void = () => {},
) {
  const feeds = { minute: bars('M', '1m', minuteRows), hour: bars('H', '1h', hourRows) };
  const sights: Sight[] = [];
  const past = live(
    feeds,
    (ctx) => ({
      onBar: (seen) => act(ctx, seen.id, (seen.id === 'M' ? feeds.minute : feeds.hour).row - 1),
      onFill(fill) {
        sights.push([clock(ctx.now), nameOf(fill.instrument), fill.price, ctx.cash, ctx.equity]);
        onFill(ctx, fill.side, fill.instrument);
      },
    }),
    { account: { cash: 1_000 } },
  );
  return { sights, past };
}

const nameOf = (instrument: number): string => ['M', 'H'][instrument]!;
const still = (price: number): Row => [price, price, price, price];

describe('around the clock: minutes and hours of two instruments', () => {
  // Minutes 00:00 to 02:00 with a price that is the minute's number; hours that open at 100, 110, 130.
  const minutes = Array.from({ length: 150 }, (_, m) => still(m + 1));
  const hours: Row[] = [
    [100, 120, 90, 105],
    [110, 140, 95, 125],
    [130, 135, 128, 131],
  ];

  it('a decision at the hour fills at the open of that very moment, in both instruments', () => {
    const { sights } = diary(minutes, hours, (ctx, name, row) => {
      if (name === 'H' && row === 0) for (const feed of [ctx.feeds.minute, ctx.feeds.hour]) ctx.buy(feed);
    });
    // The minute from 01:00 opens at 61; both opens stand in the account when the first fill is told.
    expect(sights).toEqual([
      ['2024-01-01T01:00', 'M', 61, 1_000 - 61 - 110, 1_000],
      ['2024-01-01T01:00', 'H', 110, 1_000 - 61 - 110, 1_000],
    ]);
  });

  it('a decision at half past fills the minutes at once and the hour at its next open', () => {
    const { sights } = diary(minutes, hours, (ctx, name, row) => {
      if (name === 'M' && row === 29) for (const feed of [ctx.feeds.minute, ctx.feeds.hour]) ctx.buy(feed);
    });
    expect(sights).toEqual([
      ['2024-01-01T00:30', 'M', 31, 969, 1_000],
      // At 01:00 the minute that begins then opens at 61: 30 more than it cost.
      ['2024-01-01T01:00', 'H', 110, 859, 1_030],
    ]);
  });

  it('a stop inside the hour fills at the end of the hour, when the hour is known, and is worth what the minute says then', () => {
    const { sights, past } = diary(minutes, hours, (ctx, name, row) => {
      if (name === 'M' && row === 29) ctx.buy(ctx.feeds.minute);
      if (name === 'H' && row === 0) ctx.buy(ctx.feeds.hour, { trigger: 130 });
    });
    expect(sights).toEqual([
      ['2024-01-01T00:30', 'M', 31, 969, 1_000],
      // Cash 969 - 130; the minute closed at 120 and the hour at 125.
      ['2024-01-01T02:00', 'H', 130, 839, 839 + 120 + 125],
    ]);
    expect(past.fills[1]).toMatchObject({ ts: at('2024-01-01T02:00'), barTs: at('2024-01-01T02:00') });
  });

  it('a stop sent from onFill at the open is in the market for the rest of the entry bar', () => {
    const { sights } = diary(
      minutes,
      hours,
      (ctx, name, row) => void (name === 'H' && row === 0 && ctx.buy(ctx.feeds.hour)),
      (ctx, side) => void (side === 'buy' && ctx.sell(ctx.feeds.hour, { trigger: 96 })),
    );
    expect(sights).toEqual([
      ['2024-01-01T01:00', 'H', 110, 890, 1_000],
      ['2024-01-01T02:00', 'H', 96, 986, 986],
    ]);
  });

  it('a market order sent from onFill at the open meets that open', () => {
    const { sights } = diary(
      minutes,
      hours,
      (ctx, name, row) => void (name === 'H' && row === 0 && ctx.buy(ctx.feeds.hour)),
      (ctx, side) => void (side === 'buy' && ctx.close(ctx.feeds.hour)),
    );
    expect(sights.map(([ts, , price]) => [ts, price])).toEqual([
      ['2024-01-01T01:00', 110],
      ['2024-01-01T01:00', 110],
    ]);
  });

  it('a fill at the open of the hour frees the other instrument at its own open of that moment', () => {
    const { sights } = diary(
      minutes,
      hours,
      (ctx, name, row) => void (name === 'H' && row === 0 && ctx.buy(ctx.feeds.hour)),
      (ctx, _, instrument) => void (instrument === 1 && ctx.buy(ctx.feeds.minute)),
    );
    expect(sights.map(([ts, name, price]) => [ts, name, price])).toEqual([
      ['2024-01-01T01:00', 'H', 110],
      ['2024-01-01T01:00', 'M', 61],
    ]);
  });

  it('an order sent from onFill inside a bar waits for the next one', () => {
    const { sights } = diary(
      minutes,
      hours,
      (ctx, name, row) => void (name === 'H' && row === 0 && ctx.buy(ctx.feeds.hour, { limit: 96 })),
      (ctx, side) => void (side === 'buy' && ctx.close(ctx.feeds.hour)),
    );
    expect(sights.map(([ts, , price]) => [ts, price])).toEqual([
      ['2024-01-01T02:00', 96],
      ['2024-01-01T02:00', 130],
    ]);
  });

  it('a replace in the middle of the hour is too late for that hour', () => {
    let id = 0;
    const { sights } = diary(minutes, hours, (ctx, name, row) => {
      if (name === 'H' && row === 0) id = ctx.buy(ctx.feeds.hour, { limit: 50 });
      if (name === 'M' && row === 89) ctx.replace(id, { limit: 129 });
    });
    // The hour from 01:00 went to 95, but the order stood at 129 from 01:30 on: it meets the hour from 02:00, inside.
    expect(sights).toEqual([['2024-01-01T03:00', 'H', 129, 871, 1_002]]);
  });

  it('values equity once per moment, and the open of a bar is not a value of its own', () => {
    const { past } = diary(minutes, hours, (ctx, name, row) => void (name === 'M' && row === 29 && ctx.buy(ctx.feeds.hour)));
    const { ts, value } = past.session.account.curve.columns();
    expect(ts).toHaveLength(150 + 1); // 150 minutes, the hours at 01:00 and 02:00 with them, the one at 03:00 alone
    expect(value[ts.indexOf(at('2024-01-01T01:00'))]).toBe(1_000);
    expect(value[ts.indexOf(at('2024-01-01T01:01'))]).toBe(1_000); // marked at its open, 110, until it is known
    expect(value[ts.indexOf(at('2024-01-01T02:00'))]).toBe(1_015);
  });
});

describe('over a weekend', () => {
  // The minutes trade on Saturday as well; the hours stop on Friday at 21:00 and go on on Monday at 14:00.
  const minutes = [
    '2024-01-05T20:58',
    still(10),
    still(11),
    '2024-01-06T12:00',
    still(20),
    still(21),
    '2024-01-08T13:59',
    still(30),
    still(31),
  ];
  const hours = ['2024-01-05T20:00', [100, 101, 99, 100] as Row, '2024-01-08T14:00', [90, 95, 85, 92] as Row, [93, 99, 80, 94] as Row];

  it('a market order of Friday evening fills at the open of Monday, with the account of Monday', () => {
    const { sights } = diary(minutes, hours, (ctx, name, row) => {
      if (name === 'H' && row === 0) for (const feed of [ctx.feeds.minute, ctx.feeds.hour]) ctx.buy(feed);
    });
    expect(sights).toEqual([
      // The minutes' next open is on Saturday at noon.
      ['2024-01-06T12:00', 'M', 20, 980, 1_000],
      // At Monday 14:00 the minute that begins then opens at 31.
      ['2024-01-08T14:00', 'H', 90, 890, 1_011],
    ]);
  });

  it('a stop of Friday that Monday gaps through fills at the open of Monday', () => {
    const { sights } = diary(
      minutes,
      hours,
      (ctx, name, row) => void (name === 'H' && row === 0 && ctx.sell(ctx.feeds.hour, { trigger: 97 })),
    );
    expect(sights).toEqual([['2024-01-08T14:00', 'H', 90, 1_090, 1_000]]);
  });

  it('a decision of Saturday waits, and what is sent when it fills works for the rest of that hour', () => {
    const { sights } = diary(
      minutes,
      hours,
      (ctx, name, row) => void (name === 'M' && row === 2 && ctx.buy(ctx.feeds.hour)),
      (ctx, side) => void (side === 'buy' && ctx.sell(ctx.feeds.hour, { trigger: 86 })),
    );
    expect(sights).toEqual([
      ['2024-01-08T14:00', 'H', 90, 910, 1_000],
      ['2024-01-08T15:00', 'H', 86, 996, 996],
    ]);
  });

  it('attached exits do the same without a handler', () => {
    const { sights } = diary(
      minutes,
      hours,
      (ctx, name, row) => void (name === 'H' && row === 0 && ctx.buy(ctx.feeds.hour, { stopLoss: { price: 86 } })),
    );
    expect(sights.map(([ts, , price]) => [ts, price])).toEqual([
      ['2024-01-08T14:00', 90],
      ['2024-01-08T15:00', 86],
    ]);
  });

  it('equity moves on Saturday with the instrument that trades then', () => {
    const { past } = diary(minutes, hours, (ctx, name, row) => void (name === 'M' && row === 0 && ctx.buy(ctx.feeds.minute)));
    expect(past.equity).toEqual([1_000, 1_000, 1_009, 1_010, 1_019, 1_020, 1_020, 1_020]);
  });
});

describe('one instrument in minutes and hours', () => {
  it('fills on the minutes only: the hour decides, the next minute fills', () => {
    const hour: Row = [1, 60, 1, 60];
    const feeds = {
      fine: bars(
        'A',
        '1m',
        Array.from({ length: 62 }, (_, m) => still(m + 1)),
      ),
      coarse: bars('A', '1h', [hour]),
    };
    const past = live(feeds, (ctx) => follow(ctx.feeds.coarse, { 0: () => ctx.buy(ctx.feeds.coarse) }));
    expect(past.fills).toMatchObject([{ ts: at('2024-01-01T01:00'), barTs: at('2024-01-01T01:01'), price: 61 }]);
    expect(past.equity).toHaveLength(62);
  });
});
