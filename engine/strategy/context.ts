import { ConfigError } from '../model/errors.ts';
import { type Instrument, notionalAt, valueAt } from '../model/instrument.ts';
import type { Line } from '../model/line.ts';
import type { OrderDraft, OrderId, OrderWords, Side } from '../model/order.ts';
import type { PeriodOptions } from '../model/periods.ts';
import type { Position } from '../model/position.ts';
import { type Bars, Series, type SeriesView } from '../model/series.ts';
import { type Millis, millis } from '../model/time.ts';
import { AuthorLine } from './author-line.ts';
import { type AuthorLines, authorLines } from './author-lines.ts';
import type { Desk } from './desk.ts';
import { type CloseOptions, type OrderOptions, type Target, trailOf, typeOf } from './order-options.ts';
import type { PlotOptions } from './plot.ts';
import { PositionView } from './position-view.ts';

/** What a strategy may ask and order. Orders take effect after the handlers of the moment have run. */
export class Context<F> {
  /** The series bound to the strategy's roles. */
  readonly feeds: F;
  /** A plain JSON value that survives a restart of a live session. */
  readonly state: Record<string, unknown> = {};
  readonly #desk: Desk;
  readonly #strategy: number;
  /** By instrument, made when they are asked for. */
  readonly #positions: (PositionView | undefined)[];

  constructor(feeds: F, desk: Desk, strategy: number) {
    this.feeds = feeds;
    this.#desk = desk;
    this.#strategy = strategy;
    this.#positions = desk.instruments.map(() => undefined);
  }

  /** The time of the present event, in market time. */
  get now(): Millis {
    return millis(this.#desk.now);
  }

  /** What the strategy may use: the account's equity, or its own share where capital is split. */
  get equity(): number {
    return this.#desk.account.equityOf(this.#strategy);
  }

  /** Settled money of the account. */
  get cash(): number {
    return this.#desk.account.cash;
  }

  /** What this strategy holds of an instrument: a view that stays true as time goes on. */
  position(feed: SeriesView): Position {
    const instrument = instrumentOf(feed);
    this.#positions[instrument] ??= new PositionView(this.#desk, this.#strategy, instrument);
    return this.#positions[instrument];
  }

  /** The terms on which a feed is traded: tick and step size, multiplier, minimum notional. */
  instrument(feed: SeriesView): Instrument {
    return this.#desk.instruments[instrumentOf(feed)]!;
  }

  /** The ids of this strategy's open orders, of one instrument or of all, oldest first. */
  openOrders(feed?: SeriesView): readonly OrderId[] {
    return this.#desk.openOrders(this.#strategy, feed === undefined ? -1 : instrumentOf(feed));
  }

  /** Whether an order can still fill. */
  isOpen(id: OrderId): boolean {
    return this.#desk.isOpen(id);
  }

  /** The ids of the open orders that hang on another: its attached exits, and those sent with it as their parent. */
  childrenOf(id: OrderId): readonly OrderId[] {
    return this.#desk.childrenOf(this.#strategy, id);
  }

  buy(feed: SeriesView, options: OrderOptions = NO_OPTIONS): OrderId {
    return this.#order(feed, 'buy', options, options.qty);
  }

  sell(feed: SeriesView, options: OrderOptions = NO_OPTIONS): OrderId {
    return this.#order(feed, 'sell', options, options.qty);
  }

  /** Closes the position at market, all of it or a share; nothing to close, no order. */
  close(feed: SeriesView, options: CloseOptions = NO_OPTIONS): OrderId | undefined {
    const index = instrumentOf(feed);
    const held = this.#desk.toStep(index, this.#desk.account.qtyOf(this.#strategy, index));
    if (held === 0) return undefined;
    return this.#order(feed, held > 0 ? 'sell' : 'buy', NO_OPTIONS, Math.abs(held), options);
  }

  /**
   * Trades the difference to a signed share of equity at the newest price; nothing to trade, no order. Without equity, or with less
   * than none, any share of it is nothing: what is held is closed.
   */
  target(feed: SeriesView, weight: number): OrderId | undefined {
    if (!Number.isFinite(weight)) throw new ConfigError(`Expected a finite weight for "${feed.id}", but it was "${weight}"`);
    const { account, instruments } = this.#desk;
    const index = instrumentOf(feed);
    if (weight === 0) return this.close(feed);
    const instrument = instruments[index]!;
    // A price below zero turns the side of what is held for a weight; of an inverse contract the notional is meant.
    const unit = (instrument.contract === 'inverse' ? notionalAt : valueAt)(instrument, 1, account.last(index));
    const unitNotional = unit * account.rateOf(index);
    const qty = this.#desk.toStep(index, (weight * Math.max(this.equity, 0)) / unitNotional);
    const change = this.#desk.toStep(index, qty - account.qtyOf(this.#strategy, index));
    return change === 0 || Number.isNaN(change) ? undefined : this.#order(feed, change > 0 ? 'buy' : 'sell', NO_OPTIONS, Math.abs(change));
  }

  cancel(id: OrderId): void {
    this.#desk.cancel(this.#strategy, id);
  }

  /** Changes an order's quantity or prices; it then counts as newly arrived. */
  replace(id: OrderId, change: { readonly qty?: number; readonly limit?: number; readonly trigger?: number }): void {
    this.#desk.replace(this.#strategy, id, change.qty, change.limit, change.trigger);
  }

  /** Calls `run` at every multiple of an interval (`'1h'`, or milliseconds) since midnight UTC, after the bars of that moment. */
  every(interval: string | number, run: () => void): void {
    this.#desk.every(this.#strategy, interval, run);
  }

  /**
   * Bars of a longer timeframe made from a feed: each appears when it is closed. Where the instrument has a calendar they count
   * from its sessions' opens, and leave out what lies outside them unless `extended` hours are wanted. Only in setup.
   */
  resample(feed: Bars, timeframe: string, options?: PeriodOptions): Bars {
    return this.#desk.resample(this.#strategy, feed, timeframe, options);
  }

  /** A line of the author's own: what is pushed is its newest value, and indicators of it follow. */
  line(): AuthorLine {
    return new AuthorLine();
  }

  /** Lines of the author's own that move together, for indicators of two: `push` gives each its value of the moment. */
  lines<const N extends string>(...names: readonly N[]): AuthorLines<N> {
    return authorLines(names);
  }

  /**
   * Has a line drawn with the result, over the bars or in a pane of its own. Only in setup; costs 8 bytes a row where
   * charts are wanted and nothing where they are not. Throws a ConfigError for an author's line without `on`.
   */
  plot(name: string, line: Line, { pane, on }: PlotOptions = {}): void {
    const { driver } = line;
    if (driver.row !== 0) throw new ConfigError(`Expected ctx.plot("${name}") in setup, but it was called after the first row`);
    const feed = on ?? (driver instanceof Series ? driver : undefined);
    if (feed === undefined) throw new ConfigError(`Expected the feed on whose chart the own line "${name}" is drawn, but "on" was missing`);
    const instrument = this.#desk.instruments[instrumentOf(feed)]!.id;
    this.#desk.plot(this.#strategy, { name, line, instrument, pane: pane ?? null });
  }

  /** The next number in [0, 1) of the run's seeded sequence. */
  random(): number {
    return this.#desk.random();
  }

  /** Keeps a message with the run, stamped with the time of the present event. */
  log(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.#desk.log(this.#strategy, message, fields);
  }

  #order(feed: SeriesView, side: Side, options: OrderOptions, qty: number | undefined, closing?: CloseOptions): OrderId {
    const { size, limit, trigger, touched, trail, expiresAt, takeProfit } = options;
    const portion = closing?.portion ?? (size !== undefined && 'portion' in size ? size.portion : undefined);
    const share = portion ?? (size !== undefined && 'fraction' in size ? size.fraction : undefined);
    const order: OrderDraft = {
      type: options === NO_OPTIONS ? 'market' : typeOf(options),
      instrument: instrumentOf(feed),
      strategy: this.#strategy,
      side,
      qty: share !== undefined && portion !== 1 ? undefined : qty,
      fraction: share,
      price: limit,
      trigger: trigger ?? touched,
      trail: trail === undefined ? undefined : trailOf(trail),
      offset: undefined,
      tif: options.tif ?? (expiresAt === undefined ? 'gtc' : 'gtd'),
      expiresAt: expiresAt as Millis | undefined,
      parent: options.parent ?? 0,
      group: options.oco ?? 0,
      reduceOnly: options.reduceOnly ?? (portion !== undefined || closing !== undefined),
      postOnly: options.postOnly ?? false,
      display: options.display,
      words: options === NO_OPTIONS && (closing === undefined || closing === NO_OPTIONS) ? undefined : wordsOf(closing ?? options),
    };
    const targets = takeProfit === undefined ? NO_TARGETS : isList(takeProfit) ? takeProfit : [takeProfit];
    return this.#desk.submit(order, size?.at, options.stopLoss, targets);
  }
}

function wordsOf({ ref, tag, reason, confidence = Number.NaN }: CloseOptions | OrderOptions): OrderWords | undefined {
  return ref === undefined && tag === undefined && reason === undefined && Number.isNaN(confidence)
    ? undefined
    : { ref, tag, reason, confidence };
}

const NO_OPTIONS: OrderOptions & CloseOptions = {};
const NO_TARGETS: readonly Target[] = [];

const isList = (targets: Target | readonly Target[]): targets is readonly Target[] => Array.isArray(targets);

/** The small integer of a feed's instrument; throws a ConfigError for a series that cannot be traded. */
function instrumentOf(feed: SeriesView): number {
  const { instrument } = feed as SeriesView & { readonly instrument: number };
  if (!(instrument >= 0)) throw new ConfigError(`Expected a feed that can be traded, but it was "${feed.id}", a custom series`);
  return instrument;
}

export type { Line };
