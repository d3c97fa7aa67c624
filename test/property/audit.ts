import { Blotter } from '../../engine/broker/blotter.ts';
import type { Fill } from '../../engine/model/fill.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { BarColumns } from '../../engine/model/series.ts';
import { Portfolio } from '../../engine/portfolio/portfolio.ts';

/** What the market was, for an auditor who does not trust the engine. */
export interface Market {
  readonly instruments: readonly Instrument[];
  readonly columns: readonly BarColumns[];
  readonly startCash: number;
  readonly touch: 'through' | 'fill';
  readonly onClose: boolean;
}

interface Lot {
  qty: number;
  readonly price: number;
  readonly feePerUnit: number;
}

const SMALL = 1e-9;
const near = (a: number, b: number, scale: number): boolean => Math.abs(a - b) <= SMALL * Math.max(Math.abs(a), Math.abs(b), scale, 1e-3);

/**
 * Keeps books of its own from fills and prices alone, and compares them with the engine's after every event.
 * The ledger is naive on purpose: it shares no formula with the portfolio.
 */
export class Audit {
  readonly faults: string[] = [];
  /** Net of fees, of everything that was closed first in, first out. */
  realized = 0;
  fills = 0;
  events = 0;
  readonly #market: Market;
  readonly #rowOf: readonly Map<number, number>[];
  readonly #last: number[];
  readonly #positions = new Map<string, number>();
  readonly #lots = new Map<string, Lot[]>();
  readonly #parents = new Map<number, number>();
  readonly #released = new Set<number>();
  readonly #reduceOnly = new Set<number>();
  readonly #openedAt: number[] = [];
  #cash: number;
  #moved: number;

  constructor(market: Market) {
    this.#market = market;
    this.#cash = this.#moved = market.startCash;
    this.#last = market.instruments.map(() => Number.NaN);
    this.#rowOf = market.columns.map(({ times }) => new Map(Array.from(times, (ts, row) => [ts, row])));
  }

  /** Runs with the auditor looking over the engine's shoulder. */
  watch<T>(run: () => T): T {
    const audit = this;
    const { book, price, show, open, takeOpens } = Portfolio.prototype;
    const { apply, submit } = Blotter.prototype;
    let blotter: Blotter | undefined;
    Portfolio.prototype.book = function (fill) {
      book.call(this, fill);
      audit.#book(this, fill, blotter!);
    };
    Portfolio.prototype.price = function (instrument, value) {
      price.call(this, instrument, value);
      audit.#last[instrument] = value;
    };
    Portfolio.prototype.show = function (market) {
      show.call(this, market);
      audit.#last[market.instrument] = this.last(market.instrument);
    };
    Portfolio.prototype.open = function (market) {
      open.call(this, market);
      audit.#last[market.instrument] = this.last(market.instrument);
    };
    Portfolio.prototype.takeOpens = function (now) {
      takeOpens.call(this, now);
      this.markets.forEach((_, i) => {
        if (this.positions.isHeld(i)) audit.#last[i] = this.last(i);
      });
    };
    Blotter.prototype.submit = function (id, order, ts) {
      submit.call(this, id, order, ts);
      if (order.parent !== 0 && order.qty === undefined) audit.#parents.set(id, order.parent);
      if (order.reduceOnly) audit.#reduceOnly.add(id);
    };
    Blotter.prototype.apply = function (event) {
      blotter = this;
      apply.call(this, event);
      audit.events++;
      if (event.kind === 'released') audit.#released.add(event.id);
      if (event.kind !== 'filled') audit.#children(this, event.id);
    };
    try {
      return run();
    } finally {
      Object.assign(Portfolio.prototype, { book, price, show, open, takeOpens });
      Blotter.prototype.apply = apply;
      Blotter.prototype.submit = submit;
    }
  }

  #fault(what: string): void {
    if (this.faults.length < 5) this.faults.push(what);
  }

  #book(account: Portfolio, fill: Fill, blotter: Blotter): void {
    this.fills++;
    const { instrument: i, strategy: s, qty, price, fee, side } = fill;
    const { multiplier } = this.#market.instruments[i]!;
    if (!(qty > 0)) this.#fault(`a fill of ${qty}`);
    const signed = side === 'buy' ? qty : -qty;
    this.#cash -= signed * price * multiplier + fee;
    this.#moved += Math.abs(signed * price * multiplier) + Math.abs(fee);
    const slot = `${s}/${i}`;
    const was = this.#positions.get(slot) ?? 0;
    const now = near(was + signed, 0, Math.abs(was) * 1e-6) ? 0 : was + signed;
    this.#positions.set(slot, now);
    if (this.#reduceOnly.has(fill.orderId) && (Math.abs(now) > Math.abs(was) || was * now < 0))
      this.#fault(`reduce-only order ${fill.orderId} took ${was} to ${now}`);
    this.#match(slot, fill, multiplier);
    this.#last[i] = Number.isNaN(this.#last[i]!) ? price : this.#last[i]!;
    if (!near(account.qtyOf(s, i), now, Math.abs(was) + qty)) this.#fault(`position ${account.qtyOf(s, i)}, signed fills ${now}`);
    this.#balance(account);
    this.#judge(fill, blotter);
    this.#children(blotter, fill.orderId);
  }

  /** Cash plus marked positions is equity, and the account's position is the sum of its strategies'. */
  #balance(account: Portfolio): void {
    if (!near(account.cash, this.#cash, this.#moved)) this.#fault(`cash ${account.cash}, by the fills ${this.#cash}`);
    let equity = this.#cash;
    const nets = this.#market.instruments.map(() => 0);
    for (const [slot, qty] of this.#positions) nets[Number(slot.split('/')[1])]! += qty;
    nets.forEach((net, i) => {
      if (!near(account.qty(i), net, 1)) this.#fault(`net ${account.qty(i)}, by the fills ${net}`);
      if (net !== 0) equity += net * this.#last[i]! * this.#market.instruments[i]!.multiplier;
    });
    if (!near(account.equity, equity, this.#moved)) this.#fault(`equity ${account.equity}, cash and positions ${equity}`);
  }

  #match(slot: string, { side, qty, price, fee }: Fill, multiplier: number): void {
    const lots = this.#lots.get(slot) ?? [];
    this.#lots.set(slot, lots);
    const sign = side === 'buy' ? 1 : -1;
    let left = qty;
    while (left > SMALL * qty && lots.length > 0 && lots[0]!.qty * sign < 0) {
      const lot = lots[0]!;
      const part = Math.min(left, Math.abs(lot.qty));
      this.realized += part * ((lot.price - price) * sign * multiplier - fee / qty - lot.feePerUnit);
      lot.qty += sign * part;
      left -= part;
      if (Math.abs(lot.qty) <= SMALL * part) lots.shift();
    }
    if (left > SMALL * qty) lots.push({ qty: sign * left, price, feePerUnit: fee / qty });
  }

  /** No fill is better than the market was. */
  #judge(fill: Fill, blotter: Blotter): void {
    const { instrument: i, price, slippage, ts, barTs } = fill;
    const columns = this.#market.columns[i]!;
    const row = this.#rowOf[i]!.get(barTs);
    if (row === undefined) {
      this.#fault(`a fill by a bar that is not there: ${barTs}`);
      return;
    }
    const order = blotter.state(fill.orderId);
    const buys = fill.side === 'buy';
    const worse = (a: number, b: number): boolean => (buys ? a >= b - SMALL * b : a <= b + SMALL * b);
    const market = buys ? price - slippage : price + slippage;
    const [open, high, low, close] = [columns.open[row]!, columns.high[row]!, columns.low[row]!, columns.close[row]!];
    const say = (what: string): void =>
      this.#fault(
        `${what}: ${order.type} ${fill.side} at ${price} (limit ${order.price}, trigger ${order.trigger}) on ${open} ${high} ${low} ${close}, ${ts === barTs ? 'inside' : 'at the open'}`,
      );
    if (slippage < 0) say('slippage in our favour');
    if (order.type === 'limit' && slippage !== 0) say('a limit that slips');
    if (order.type.endsWith('limit') && !worse(order.price, price)) say('beyond its limit');
    if (ts !== barTs) {
      if (ts !== columns.openTimes[row]) say('not at the time of the open');
      if (!near(market, open, 1)) say('not the open');
      if (order.type === 'stop' && !worse(open, order.trigger)) say('a stop that was not reached');
      this.#openedAt[i] = ts;
    } else if (order.type === 'market') {
      if (!this.#market.onClose || !near(market, close, 1)) say('a market order inside a bar');
      if (this.#openedAt[i] === ts) say('a close that the next open has overtaken');
    } else {
      if (market < low - SMALL * low || market > high + SMALL * high) say('outside the bar');
      const best = buys ? low : high;
      const atLimit = order.type !== 'stop' && near(market, order.price, 1);
      if (!atLimit && (!near(market, order.trigger, 1) || !worse(market, open))) say('a stop better than its trigger or the open');
      if (order.type === 'limit' && (!atLimit || !worse(open, market)))
        say('a limit that is not at its price, or that the open had passed');
      if (order.type === 'limit' && this.#market.touch === 'through' && best === order.price) say('a limit that was merely touched');
    }
  }

  /** Attached exits cover at most what their parent has filled. */
  #children(blotter: Blotter, id: number): void {
    const state = blotter.state(id);
    if (state.filledQty > state.qty * (1 + SMALL)) this.#fault(`order ${id} filled ${state.filledQty} of ${state.qty}`);
    for (const [child, parent] of this.#parents) {
      // Until it is released, an exit covers nothing, whatever quantity it was given.
      if (!this.#released.has(child) || (child !== id && parent !== id)) continue;
      const { qty } = blotter.state(child);
      const filled = blotter.state(parent).filledQty;
      if (qty > filled * (1 + SMALL)) this.#fault(`exit ${child} covers ${qty}, its parent filled ${filled}`);
    }
  }
}
