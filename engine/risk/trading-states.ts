import { isoTime, parseTime } from '../model/time.ts';
import type { HoldState, TradingState, Transition } from '../model/trading-state.ts';

/** One cause for which trading is not active. */
export interface Hold {
  readonly who: string;
  /** The strategy that it stops; -1 all of them. */
  readonly strategy: number;
  readonly state: 'reducing' | 'halted';
  readonly flatten: boolean;
  readonly since: number;
  /** When it ends by itself; Infinity where it does not. */
  readonly until: number;
}

/** May orders leave? What the gravest of the causes says; active where there is none. */
export class TradingStates {
  /** Whether there is no cause at all: nothing else is asked then. */
  quiet = true;
  /** When the next cause ends by itself; Infinity where none does. */
  next = Number.POSITIVE_INFINITY;
  /** Every cause that came or went, oldest first. */
  readonly transitions: Transition[] = [];
  /** Ids of the strategies, by number. */
  names: readonly string[] = [];
  #holds: readonly Hold[] = [];

  /** What a strategy may do; -1 asks for the account as a whole. */
  of(strategy: number): TradingState {
    let state: TradingState = 'active';
    for (const hold of this.#holds) {
      if (hold.strategy !== -1 && hold.strategy !== strategy) continue;
      if (hold.state === 'halted') return 'halted';
      state = 'reducing';
    }
    return state;
  }

  /** Whether everything a strategy holds is to be closed, and by what. */
  flattens(strategy: number): string | undefined {
    return this.#holds.find((hold) => hold.flatten && (hold.strategy === -1 || hold.strategy === strategy))?.who;
  }

  get holds(): readonly Hold[] {
    return this.#holds;
  }

  find(who: string, strategy: number): Hold | undefined {
    return this.#holds.find((hold) => hold.who === who && hold.strategy === strategy);
  }

  /** Adds a cause, in place of the same one if it is there; `why` says more of it. */
  add(hold: Hold, why: string): void {
    this.#change(hold, hold.since, why, [...this.#without(hold), hold]);
  }

  /** A cause has gone. */
  remove(hold: Hold, ts: number, who: string, why: string): void {
    this.#change({ ...hold, who }, ts, why, this.#without(hold));
  }

  /** Lets a cause end at a time of its own; nothing changes until then. */
  endAt(hold: Hold, until: number): void {
    this.#set(this.#holds.map((one) => (one === hold ? { ...hold, until } : one)));
  }

  read(): HoldState[] {
    return this.#holds.map(({ who, strategy, state, flatten, since, until }) => ({
      who,
      strategyId: strategy === -1 ? null : this.names[strategy]!,
      state,
      flatten,
      since: isoTime(since),
      until: Number.isFinite(until) ? isoTime(until) : null,
    }));
  }

  /** Goes on where another session ended; causes of strategies that are not here are left out. */
  recall(holds: readonly HoldState[]): void {
    const known = holds.flatMap(({ who, strategyId, state, flatten, since, until }) => {
      const strategy = strategyId === null ? -1 : this.names.indexOf(strategyId);
      if (strategy === -1 && strategyId !== null) return [];
      const ends = until === null ? Number.POSITIVE_INFINITY : parseTime(until);
      return [{ who, strategy, state, flatten, since: parseTime(since), until: ends }];
    });
    this.#set(known);
  }

  #set(holds: readonly Hold[]): void {
    this.#holds = holds;
    this.quiet = holds.length === 0;
    this.next = holds.reduce((least, { until }) => Math.min(least, until), Number.POSITIVE_INFINITY);
  }

  #without({ who, strategy }: Hold): readonly Hold[] {
    return this.#holds.filter((one) => one.who !== who || one.strategy !== strategy);
  }

  #change({ who, strategy }: Hold, ts: number, why: string, holds: readonly Hold[]): void {
    const from = this.of(strategy);
    this.#set(holds);
    this.transitions.push({ ts, strategyId: strategy === -1 ? null : this.names[strategy]!, from, to: this.of(strategy), who, why });
  }

  /** The causes there are; one that does not end by itself ends at Infinity. */
  save(): readonly Hold[] {
    return this.#holds;
  }

  restore(holds: readonly Hold[]): void {
    this.#set(holds);
    this.transitions.length = 0;
  }
}
