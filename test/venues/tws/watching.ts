import type { Desk } from './desk.ts';
import type { Field } from './frame.ts';
import { type Listed, meantBy } from './listed.ts';
import { decimal } from './order-rows.ts';
import type { Placed } from './placed-order.ts';
import { Refusal } from './refusal.ts';
import { PIECE } from './ticks.ts';

/** Numbers of ticks: those of delayed data are others. */
const LIVE = { bidSize: 0, bid: 1, ask: 2, askSize: 3, last: 4, lastSize: 5, volume: 8 } as const;
const DELAYED = { bidSize: 69, bid: 66, ask: 67, askSize: 70, last: 68, lastSize: 71, volume: 74 } as const;

/** How late a piece of five seconds is told. */
const LATE = 250;

/** What one client watches: bars of five seconds, quotes and ticks, each until it is called off. */
export class Watching {
  readonly #desk: Desk;
  readonly #send: (rows: () => readonly (readonly Field[])[]) => void;
  readonly #stops = new Map<string, () => void>();
  /** What kind of data it has asked for. */
  dataType = 1;

  constructor(desk: Desk, send: (rows: () => readonly (readonly Field[])[]) => void) {
    this.#desk = desk;
    this.#send = send;
  }

  close(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }

  cancel(reqId: string): void {
    this.#stops.get(reqId)?.();
    this.#stops.delete(reqId);
  }

  /** Message 50 every five seconds. */
  realTimeBars(asked: Placed): void {
    const listed = this.#listed(asked);
    if (asked['barSize'] !== '5') throw new Refusal(321, "Error validating request.-'b1' : cause - Bar size must be 5");
    this.#mustBeSubscribed();
    const { wall, ticks } = this.#desk;
    const seen = ticks[listed.index]!;
    let stop = (): void => {};
    const next = (): void => {
      const now = wall.now();
      const end = (Math.floor(now / PIECE) + 1) * PIECE;
      stop = wall.after(end + LATE - now, () => {
        next();
        const piece = seen.take(end);
        if (piece === undefined || !this.#desk.settings.isOnline) return;
        const { open, high, low, close, volume, count } = piece;
        const prices = [open, high, low, close].map(decimal);
        this.#send(() => [[50, 3, asked['reqId'], piece.start / 1_000, ...prices, decimal(volume), decimal((high + low) / 2), count]]);
      });
    };
    next();
    this.#keep(asked, () => stop());
  }

  /** Messages 99: a quote or a print each. */
  tickByTick(asked: Placed): void {
    const listed = this.#listed(asked);
    const { settings, ticks, world } = this.#desk;
    const { reqId, tickType } = asked;
    if (this.#stops.size >= settings.mostTicks) throw new Refusal(10190, 'Max number of tick-by-tick requests has been reached.');
    if (!['Last', 'AllLast', 'BidAsk', 'MidPoint'].includes(tickType!))
      throw new Refusal(10189, `Failed to request tick-by-tick data.:Invalid tick type ${tickType}`);
    this.#mustBeSubscribed();
    const seen = ticks[listed.index]!;
    const stop = seen.follow((kind) => {
      const time = Math.floor(world.exchange.now / 1_000);
      if (kind === 'quote' && tickType === 'BidAsk') {
        const row = [99, reqId, 3, time, decimal(seen.bid), decimal(seen.ask), decimal(seen.bidSize), decimal(seen.askSize), 0];
        this.#send(() => [row]);
      }
      if (kind === 'trade' && tickType!.endsWith('Last') && seen.lastSize > 0) {
        const row = [99, reqId, tickType === 'Last' ? 1 : 2, time, decimal(seen.last), decimal(seen.lastSize), 0, 'ISLAND', ''];
        this.#send(() => [row]);
      }
    });
    this.#keep(asked, stop);
  }

  /** Messages 1, 2 and 58: the best prices and the last one as they change. */
  mktData(asked: Placed): void {
    const listed = this.#listed(asked);
    const { settings, ticks } = this.#desk;
    const { reqId } = asked;
    if (settings.dataType > 2 && this.dataType < 3)
      throw new Refusal(354, 'Requested market data is not subscribed.Displaying delayed market data is available.');
    const isDelayed = settings.dataType > 2;
    const type = isDelayed ? DELAYED : LIVE;
    const seen = ticks[listed.index]!;
    const quote = (): (readonly Field[])[] => [
      [1, 6, reqId, type.bid, decimal(seen.bid), decimal(seen.bidSize), 1],
      [1, 6, reqId, type.ask, decimal(seen.ask), decimal(seen.askSize), 1],
    ];
    this.#send(() => [
      [58, 1, reqId, isDelayed ? 3 : 1],
      [81, reqId, decimal(listed.instrument.tickSize), '9c0001', 3],
    ]);
    if (!Number.isNaN(seen.bid)) this.#send(quote);
    const stop = seen.follow((kind) => {
      const traded = [
        [1, 6, reqId, type.last, decimal(seen.last), decimal(seen.lastSize), 0],
        [2, 6, reqId, type.volume, decimal(seen.volume)],
      ];
      this.#send(kind === 'quote' ? quote : () => traded);
    });
    if (asked['snapshot'] === '1') {
      stop();
      this.#send(() => [[57, 1, reqId]]);
    } else this.#keep(asked, stop);
  }

  #listed(asked: Placed): Listed {
    const [listed, ...others] = meantBy(asked, this.#desk.listed);
    if (listed === undefined || others.length > 0) throw new Refusal(200, 'No security definition has been found for the request');
    return listed;
  }

  #mustBeSubscribed(): void {
    if (this.#desk.settings.dataType > 2)
      throw new Refusal(420, 'Invalid Real-time Query:No market data permissions for ISLAND STK. Requested market data is not subscribed.');
  }

  #keep({ reqId = '' }: Placed, stop: () => void): void {
    this.cancel(reqId);
    this.#stops.set(reqId, stop);
  }
}
