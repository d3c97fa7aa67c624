/*
 * Opening range: the first half hour draws a range; follow the first close beyond it, and be out before the end.
 *
 * Idea: what has gathered overnight is traded in the first minutes of a session, and a move that then leaves their range
 * goes on more often than it should (Crabel, Day Trading with Short Term Price Patterns and Opening Range Breakout, 1990;
 * Zarattini and Aziz, Can Day Trading Really Be Profitable?, 2023). The range is that of the bars that lie within `range`
 * minutes from `start`. After the first close above it, buy; below it, sell, with `shorts`, which takes a margin
 * account. The stop stands at the other side of the range. One trade a session, and none after `end`, when it leaves.
 * `start` and `end` are minutes after midnight UTC, as bars are in UTC: 810 and 1195 are 9:30 and 15:55 in New York in
 * summer, 870 and 1255 in winter. `end` lies before the close: an exit fills when the next bar opens. A session
 * may run past midnight.
 * What loses, loses a share `risk` of equity, if the stop fills at its price; no position is worth more than `gross`.
 * Where it fails: on most days there is no trend and the range breaks falsely; costs, for it trades every day: the gross
 * edge of a day is a few ticks; a stop that gaps; short days, on which it holds over night and leaves when the next
 * session begins; and `start` is an hour off for half of the year unless the run is cut where the clocks change.
 */
import { defineStrategy, flag, int, type OrderId, real } from '../engine/index.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export default defineStrategy({
  name: 'opening-range',
  params: {
    start: int(810, { min: 0, max: 1439, step: 30 }),
    range: int(30, { min: 1, max: 720, step: 5 }),
    end: int(1195, { min: 0, max: 1439, step: 5 }),
    risk: real(0.01, { min: 0.001, max: 0.05, step: 0.001 }),
    gross: real(0.95, { min: 0.1, max: 20, step: 0.05 }),
    shorts: flag(true),
  },
  feeds: ['asset'],
  setup(ctx, { start, range, end, risk, gross, shorts }) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    const length = (((end - start + 1439) % 1440) + 1) * MINUTE;
    let began = Number.NaN;
    let [top, bottom] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    let traded = false;
    let leaving: OrderId = 0;

    const leave = (reason: string): void => {
      if (!position.isFlat && !ctx.isOpen(leaving)) leaving = ctx.close(asset, { reason }) ?? 0;
    };
    const enter = (side: number, stop: number): void => {
      const { value: close } = asset.close;
      const perEquity = Math.min(risk / Math.abs(close - stop), gross / Math.abs(close));
      const terms = { size: { fraction: perEquity * close }, stopLoss: { price: stop } };
      traded = true;
      if (side > 0) ctx.buy(asset, terms);
      else ctx.sell(asset, terms);
    };
    return {
      onBar() {
        const { value: close } = asset.close;
        const begin = Math.floor((asset.openTs - start * MINUTE) / DAY) * DAY + start * MINUTE;
        const elapsed = asset.ts - begin;
        if (begin !== began) {
          leave('the session ended early');
          [began, top, bottom, traded] = [begin, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false];
        } else if (elapsed >= length) leave('end of the session');
        if (elapsed <= range * MINUTE) {
          top = Math.max(top, asset.high.value);
          bottom = Math.min(bottom, asset.low.value);
        } else if (elapsed < length && !traded && top > bottom && position.isFlat && ctx.openOrders(asset).length === 0) {
          if (close > top) enter(1, bottom);
          else if (shorts && close < bottom) enter(-1, top);
        }
      },
    };
  },
});
