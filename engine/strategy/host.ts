import type { OrderEvent } from '../broker/broker.ts';
import type { Fill } from '../model/fill.ts';
import { room } from '../model/lists.ts';
import type { BarSeries, CustomSeries, QuoteSeries, Series, TradeSeries } from '../model/series.ts';
import type { Millis } from '../model/time.ts';
import type { Handlers } from './define.ts';

/** What happened at one moment, as a host needs it. */
interface Moment {
  readonly ts: number;
  readonly isOpen: boolean;
  readonly moved: readonly Series[];
  readonly count: number;
  readonly more: boolean;
}

type Running = keyof Handlers | 'timer' | 'setup' | '';

const RUNNING: readonly Running[] = [
  '',
  'onBar',
  'onSlice',
  'onQuote',
  'onTrade',
  'onData',
  'onFill',
  'onOrder',
  'onStop',
  'timer',
  'setup',
];
const ON_BAR = RUNNING.indexOf('onBar');
const ON_SLICE = RUNNING.indexOf('onSlice');

/** Runs one strategy's handlers, and knows which one is running when it throws. */
export class Host {
  readonly name: string;
  /** What runs, or threw, as its place in `RUNNING`: a number is written without telling the garbage collector. */
  #running = 0;
  /** The series that moved, and the place of the one whose row the handler was given; -1 for none. */
  #moved: readonly Series[] = [];
  #place = -1;
  readonly #handlers: Handlers;
  /** By series index: whether the strategy was given the series. */
  readonly #bound: Uint8Array;
  readonly #all: boolean;
  readonly #watchesOthers: boolean;
  readonly #listens: boolean;
  readonly #fills: (Fill | undefined)[] = room();
  readonly #events: OrderEvent[] = room();
  #count = 0;

  constructor(name: string, handlers: Handlers, bound: Uint8Array) {
    this.name = name;
    this.#handlers = handlers;
    this.#bound = bound;
    this.#all = bound.every((given) => given === 1);
    this.#watchesOthers = handlers.onQuote !== undefined || handlers.onTrade !== undefined || handlers.onData !== undefined;
    this.#listens = handlers.onFill !== undefined || handlers.onOrder !== undefined;
  }

  /** The handler that is running, or that threw; empty between handlers. */
  get handler(): Running {
    return RUNNING[this.#running]!;
  }

  /** The series whose row it was given. */
  get series(): Series | undefined {
    return this.#moved[this.#place];
  }

  /** Something of the strategy runs from now on, until it `rests`. */
  runs(what: Running): void {
    this.#running = RUNNING.indexOf(what);
  }

  rests(): void {
    this.#running = 0;
  }

  /** Keeps an event of one of its orders until its turn. */
  tell(event: OrderEvent): void {
    if (!this.#listens) return;
    this.#fills[this.#count] = event.kind === 'filled' ? event.fill : undefined;
    this.#events[this.#count++] = event;
  }

  /** Events of its orders first, then what the market shows. */
  run(batch: Moment): void {
    this.answer();
    if (batch.isOpen === true || batch.count === 0) return;
    const { moved, count } = batch;
    const { onBar, onSlice } = this.#handlers;
    if (this.#all !== true && !this.#concerns(moved, count)) return;
    if (this.#moved !== moved) this.#moved = moved;
    if (onBar !== undefined || this.#watchesOthers) {
      for (let k = 0; k < count; k++) {
        const series = moved[k]!;
        if (this.#all !== true && this.#bound[series.index] === 0) continue;
        this.#place = k;
        if (series.kind === 'bars') {
          this.#running = ON_BAR;
          if (onBar !== undefined) onBar(series as BarSeries);
        } else this.#show(series);
      }
    }
    if (onSlice !== undefined && !batch.more) {
      this.#running = ON_SLICE;
      this.#place = -1;
      onSlice(batch.ts as Millis);
    }
    this.#running = 0;
  }

  /** Whether `bar` is all there is to tell it of the market. */
  get hearsBarsOnly(): boolean {
    return this.#all && !this.#watchesOthers && this.#handlers.onSlice === undefined;
  }

  /** As `run`, of a bar of the only series. */
  bar(bars: BarSeries, moved: readonly Series[]): void {
    this.answer();
    const { onBar } = this.#handlers;
    if (onBar === undefined) return;
    if (this.#moved !== moved) this.#moved = moved;
    this.#place = 0;
    this.#running = ON_BAR;
    onBar(bars);
    this.#running = 0;
  }

  /** Delivers the events of its orders. */
  answer(): void {
    if (this.#count === 0) return;
    const { onFill, onOrder } = this.#handlers;
    const count = this.#count;
    this.#count = 0;
    this.#place = -1;
    for (let k = 0; k < count; k++) {
      const fill = this.#fills[k];
      if (fill !== undefined && onFill !== undefined) {
        this.runs('onFill');
        onFill(fill);
      }
      this.runs('onOrder');
      if (onOrder !== undefined) onOrder(this.#events[k]!);
    }
    this.#running = 0;
  }

  /** Whether any of the series that moved is one the strategy was given. */
  #concerns(moved: readonly Series[], count: number): boolean {
    for (let k = 0; k < count; k++) if (this.#bound[moved[k]!.index] !== 0) return true;
    return false;
  }

  stop(): void {
    this.runs('onStop');
    this.#handlers.onStop?.();
    this.#running = 0;
  }

  #show(series: Series): void {
    const { onQuote, onTrade, onData } = this.#handlers;
    if (series.kind === 'quotes') {
      this.runs('onQuote');
      onQuote?.(series as QuoteSeries);
    } else if (series.kind === 'trades') {
      this.runs('onTrade');
      onTrade?.(series as TradeSeries);
    } else {
      this.runs('onData');
      onData?.(series as CustomSeries);
    }
  }

  /** Events of its orders that it has not been told of. */
  save(): readonly OrderEvent[] {
    return this.#events.slice(0, this.#count);
  }

  restore(events: readonly OrderEvent[]): void {
    this.#count = 0;
    for (const event of events) this.tell(event);
  }
}
