import { describe, expect, it } from 'vitest';
import { compareEvents, ORDER_OF_EVENTS, type Placed } from '../../../engine/loop/order-of-events.ts';
import { isoTime } from '../../../engine/model/time.ts';
import { at, bars, follow, live, type Row } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('the order of events', () => {
  it('is that of the page in docs/event-order.md', () => {
    expect(ORDER_OF_EVENTS).toEqual(['human', 'broker', 'close', 'schedule', 'timer', 'handler', 'command', 'open']);
  });

  it('goes by time, then kind, then declared feed, then arrival', () => {
    const events: Placed[] = [
      { kind: 'human', ts: 1 },
      { kind: 'broker', ts: 1, seq: 1 },
      { kind: 'broker', ts: 1, seq: 2 },
      { kind: 'close', ts: 1, feed: 0, seq: 9 },
      { kind: 'close', ts: 1, feed: 1, seq: 0 },
      { kind: 'timer', ts: 1 },
      { kind: 'open', ts: 1, feed: 0 },
      { kind: 'human', ts: 2 },
    ];
    const shuffled = [5, 2, 7, 0, 4, 6, 1, 3].map((k) => events[k]!);
    expect(shuffled.sort(compareEvents)).toEqual(events);
    expect(compareEvents({ kind: 'open', ts: 1 }, { kind: 'open', ts: 1 })).toBe(0);
  });

  it('at one moment is, for a strategy: fills, orders, bars by declared feed, the slice, timers; and opens after all of them', () => {
    const diary: string[] = [];
    const feeds = { b: bars('B', '1h', [flat, flat, flat]), a: bars('A', '30m', [flat, flat, [10, 11, 8, 10], flat, flat, flat]) };
    const note = (what: string, ts: number) => diary.push(`${isoTime(ts).slice(11, 16)} ${what}`);
    live(feeds, (ctx) => {
      ctx.every('1h', () => {
        note('timer', ctx.now);
        if (ctx.now === at('2024-01-01T01:00')) ctx.buy(ctx.feeds.b, { ref: 'timer' });
      });
      return {
        onBar({ id, ts }) {
          note(`bar ${id}`, ts);
          if (id === 'A' && ts === at('2024-01-01T01:00')) ctx.buy(ctx.feeds.a, { limit: 9, ref: 'bar' });
        },
        onSlice: (ts) => note('slice', ts),
        onFill: (fill) => note(`fill ${fill.price}`, ctx.now),
        onOrder: (event) => note(`order ${event.id} ${event.kind}`, event.ts),
        onStop: () => note('stop', ctx.now),
      };
    });
    expect(diary).toEqual([
      '00:30 bar A',
      '00:30 slice',
      '01:00 bar B',
      '01:00 bar A',
      '01:00 slice',
      '01:00 timer',
      '01:00 order 1 accepted',
      '01:00 order 2 accepted',
      '01:00 fill 10',
      '01:00 order 2 filled',
      '01:30 fill 9',
      '01:30 order 1 filled',
      '01:30 bar A',
      '01:30 slice',
      '02:00 bar B',
      '02:00 bar A',
      '02:00 slice',
      '02:00 timer',
      '02:30 bar A',
      '02:30 slice',
      '03:00 bar B',
      '03:00 bar A',
      '03:00 slice',
      '03:00 timer',
      '03:00 stop',
    ]);
  });

  it("lets the end of an order's time come after the bar of that moment and before what a strategy does then", () => {
    const diary: string[] = [];
    const asset = bars('A', '1d', [flat, flat, flat]);
    live({ asset }, (ctx) =>
      follow(
        asset,
        { 0: () => ctx.buy(asset, { limit: 5, tif: 'day' }), 1: () => diary.push(`open: ${ctx.openOrders(asset).length}`) },
        { onOrder: ({ kind }) => void diary.push(kind) },
      ),
    );
    expect(diary).toEqual(['accepted', 'expired', 'open: 0']);
  });
});
