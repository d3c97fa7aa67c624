import type { SessionTable } from '../model/calendar.ts';
import { assertNever } from '../model/errors.ts';
import type { Fill } from '../model/fill.ts';
import type { OrderId } from '../model/order.ts';
import { BarSeries, type Series } from '../model/series.ts';
import type { RiskRecord, RiskState } from '../model/trading-state.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Breaker } from '../risk/breakers/breaker.ts';
import { type Breakers, breakersOf } from '../risk/breakers-of.ts';
import type { RiskCheck } from '../risk/check.ts';
import { endOf } from '../risk/cool-down.ts';
import { Days } from '../risk/days.ts';
import { memoryOf, recall } from '../risk/memory.ts';
import type { RiskSpec } from '../risk/spec.ts';
import { type Hold, TradingStates } from '../risk/trading-states.ts';
import { FinishedTrips } from './finished-trips.ts';
import { Flattener, type Hands } from './flattener.ts';
import { carriedInWords, endInWords, holdInWords } from './hold-in-words.ts';
import { allMisfits } from './misfits.ts';
import type { HumanOrder } from './order-of-events.ts';
import type { SavedGuardian } from './saved-guardian.ts';
import type { Underway } from './underway.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** What a person knows, or another warning says. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['human', 'liquidation']);

/** What a session is watched for. */
export interface GuardTerms {
  readonly spec: RiskSpec;
  /** Ids, and what each has for itself: NaN for nothing. */
  readonly strategies: readonly string[];
  readonly capital: readonly number[];
  readonly calendars?: readonly (SessionTable | undefined)[] | undefined;
}

/** Watches an account, and stops or closes it when a limit is reached or a person says so. */
export class Guardian {
  readonly states = new TradingStates();
  readonly flattener: Flattener;
  /** Whether there is anything to watch or to do: the session asks for nothing else where there is not. */
  isAwake: boolean;
  /** The next moment at which it has something to do though nothing happens; Infinity for none. */
  next = NEVER;
  readonly #account: Portfolio;
  readonly #underway: Underway;
  readonly #hands: Hands;
  readonly #notices: string[];
  readonly #calendars: readonly (SessionTable | undefined)[];
  readonly #days: Days;
  readonly #breakers: Breakers;
  readonly #all: readonly Breaker[];
  readonly #listens: boolean;
  /** Whether the next moment at which it has something to do moves with what is shown. */
  readonly #keepsTime: boolean;
  #followers: readonly RiskCheck[] = [];
  readonly #trips: FinishedTrips;
  readonly #noticed = new Set<string>();
  /** Strategies of which something has filled, or stayed, that was not counted on. */
  readonly #unsure = new Set<number>();

  /** `instruments` are ids; `notices` takes what the result should warn of. */
  constructor(
    account: Portfolio,
    underway: Underway,
    instruments: readonly string[],
    { spec, strategies, capital, calendars = [] }: GuardTerms,
    hands: Hands,
    notices: string[],
  ) {
    this.#account = account;
    this.#underway = underway;
    this.#hands = hands;
    this.#notices = notices;
    this.#calendars = instruments.map((_, i) => calendars[i]);
    this.#days = new Days(spec.dayBegins ?? undefined);
    this.#breakers = breakersOf({ spec, strategies, capital, equity: account.startCash, instruments, calendars: this.#calendars });
    const { equity, trades, bars, silence, outage } = this.#breakers;
    this.#all = [...equity, trades, ...bars, silence, outage].filter((one) => one !== undefined);
    this.isAwake = this.#all.length > 0;
    this.#listens = bars.length > 0 || silence !== undefined;
    this.#keepsTime = silence !== undefined || this.#breakers.days.length > 0;
    this.#trips = new FinishedTrips(account.trips, underway.blotter);
    this.states.names = strategies;
    this.flattener = new Flattener(this.states, account, underway, instruments.length, hands);
    if (spec.state !== null && spec.state !== undefined) this.#recall(spec.state);
  }

  /** Tells checks of the account, too. */
  follow(checks: readonly RiskCheck[]): void {
    this.#followers = checks.filter(({ value, split }) => value !== undefined || split !== undefined);
    if (this.#followers.length > 0) this.isAwake = true;
  }

  /** What became of trading so far. */
  get record(): RiskRecord {
    return { transitions: this.states.transitions, state: { holds: this.states.read(), memory: memoryOf(this.#all, this.states.names) } };
  }

  #recall(state: RiskState): void {
    this.states.recall(state.holds);
    recall(state.memory, this.#all, this.states.names);
    for (const hold of this.states.holds) {
      this.#notices.push(carriedInWords(hold, this.states.names[hold.strategy]));
      if (hold.flatten) this.flattener.begin();
    }
    if (!this.states.quiet) this.isAwake = true;
    this.#findNext();
  }

  /** Rows were shown; `valued` by them was the account, too. */
  show(moved: readonly Series[], count: number, valued: boolean, ts: number): void {
    if (this.#listens) this.#listen(moved, count, ts);
    if (valued) this.#watch(ts);
    if (this.#keepsTime) this.#findNext();
  }

  #watch(ts: number): void {
    for (const check of this.#followers) check.value?.(ts, this.#account);
    for (const breaker of this.#breakers.equity) {
      const equity = this.#equityOf(breaker.strategy);
      if (!Number.isNaN(equity)) this.#judge(breaker, ts, breaker.measure.watch(ts, equity));
    }
    const { trades } = this.#breakers;
    if (trades !== undefined) this.#trips.each((pnl) => this.#judge(trades, ts, trades.measure.watch(pnl)));
  }

  #listen(moved: readonly Series[], count: number, ts: number): void {
    const { bars, silence } = this.#breakers;
    for (let k = 0; k < count; k++) {
      const series = moved[k]!;
      if (!(series.executes || series.paces)) continue;
      if (silence !== undefined) {
        silence.measure.hear(series.instrument, ts);
        if (silence.measure.isOver) this.#endCause(silence, ts);
      }
      if (!(series.paces && series instanceof BarSeries)) continue;
      for (const breaker of bars) this.#judge(breaker, ts, breaker.measure.watch(series.instrument, series));
    }
  }

  /** The broker says that the connection is up, or down. */
  connect(up: boolean, ts: number): void {
    const { outage } = this.#breakers;
    if (outage === undefined) return;
    outage.measure.hear(up, ts);
    if (up) this.#endCause(outage, ts);
    this.pass(ts);
  }

  /** Time has passed. */
  pass(ts: number): void {
    const { silence, outage, days } = this.#breakers;
    for (const breaker of days) this.#judge(breaker, ts, breaker.measure.pass(ts));
    for (const breaker of [silence, outage]) if (breaker !== undefined) this.#judge(breaker, ts, breaker.measure.watch(ts));
    for (const hold of this.states.holds) if (hold.until <= ts) this.#lift(hold, ts, hold.who, 'its time is over');
    this.#findNext();
  }

  /** An instrument has split. */
  split(instrument: number, ratio: number): void {
    for (const { measure } of this.#breakers.bars) measure.split(instrument, ratio);
    for (const check of this.#followers) check.split?.(instrument, ratio);
  }

  /** An instrument has ended. */
  end(instrument: number): void {
    this.#breakers.silence?.measure.forget(instrument);
  }

  /** Does what a person says. `active` ends every restriction but a kill, which only its release does. */
  obey(order: HumanOrder, ts: number): void {
    this.isAwake = true;
    switch (order.kind) {
      case 'cancel':
        this.#hands.cancel(order.id);
        break;
      case 'cancel-all':
        this.#cancelAll();
        break;
      case 'close-all':
        this.flattener.closeAll();
        break;
      case 'kill':
        this.hold('kill', -1, 'halted', true, ts, 'said so');
        break;
      case 'hold':
        this.hold(order.who, -1, 'reducing', false, ts, order.why);
        break;
      case 'lift':
        this.#liftAll(order.who, ts, order.why);
        break;
      case 'release':
        this.#free(true, ts);
        break;
      case 'trading-state':
        if (order.state === 'active') this.#free(false, ts);
        else this.hold('human', -1, order.state, false, ts, 'said so');
        break;
      default:
        assertNever(order);
    }
  }

  #cancelAll(): void {
    for (let s = 0; s < this.#account.strategies; s++) for (const id of this.#underway.blotter.openOrders(s, -1)) this.#hands.cancel(id);
  }

  #liftAll(who: string, ts: number, why: string): void {
    for (const hold of this.states.holds) if (hold.who === who) this.#lift(hold, ts, who, why);
    this.#findNext();
  }

  /** A person ends the kill, or all other restrictions. */
  #free(kill: boolean, ts: number): void {
    for (const hold of this.states.holds) {
      if ((hold.who === 'kill') !== kill) continue;
      this.#lift(hold, ts, 'human', `ended ${hold.who}`);
      if (!TOLD_ELSEWHERE.has(hold.who)) this.#notices.push(endInWords(hold, ts, this.states.names[hold.strategy]));
    }
    this.#findNext();
  }

  /** Restricts a strategy, or (-1) all of them, until a person says otherwise. */
  hold(who: string, strategy: number, state: Hold['state'], flatten: boolean, since: number, why: string): void {
    this.#add({ who, strategy, state, flatten, since, until: NEVER }, why);
  }

  #judge(breaker: Breaker, ts: number, why: string | undefined): void {
    if (why === undefined) return;
    const { name: who, strategy, action, coolDown } = breaker;
    const lasts = breaker === this.#breakers.silence || breaker === this.#breakers.outage;
    const before = this.states.find(who, strategy);
    // A breaker rests until its time is over; where that waits for the end of a cause, the cause has come back.
    if (before !== undefined && lasts) this.states.endAt(before, NEVER);
    if (before !== undefined) return;
    const until = lasts ? NEVER : endOf(coolDown, ts, this.#calendars, this.#days);
    const state = action === 'reduce' ? 'reducing' : 'halted';
    this.#add({ who, strategy, state, flatten: action === 'flatten', since: ts, until }, why);
  }

  /** The cause of a restriction is gone: it ends now, or once its cool-down is over. */
  #endCause({ name, strategy, coolDown }: Breaker, ts: number): void {
    const hold = this.states.find(name, strategy);
    if (hold?.until !== NEVER) return;
    if (coolDown === 'cause' || coolDown === 0) this.#lift(hold, ts, name, 'its cause is gone');
    else this.states.endAt(hold, endOf(coolDown, ts, this.#calendars, this.#days));
    this.#findNext();
  }

  #add(hold: Hold, why: string): void {
    const before = this.states.of(hold.strategy);
    this.isAwake = true;
    this.states.add(hold, why);
    if (hold.flatten) this.flattener.begin();
    else this.#keepExits(hold.strategy);
    const key = `${hold.who} ${hold.strategy}`;
    if (this.states.of(hold.strategy) !== before && !TOLD_ELSEWHERE.has(hold.who) && !this.#noticed.has(key)) {
      this.#noticed.add(key);
      this.#notices.push(holdInWords(hold, this.states.names[hold.strategy]));
    }
    this.#findNext();
  }

  #lift(hold: Hold, ts: number, who: string, why: string): void {
    this.states.remove(hold, ts, who, why);
    const breaker = this.#all.find(({ name, strategy }) => name === hold.who && strategy === hold.strategy);
    breaker?.measure.rearm(ts, this.#equityOf(hold.strategy));
  }

  /**
   * Something has filled: what is to be flat must stay so, and of what was on its way when positions came to be only shrunk
   * no more may follow. Exits that were counted on may fill as they like; of an order that was over, nobody counted on a fill.
   */
  fill({ strategy, instrument, side, orderId }: Fill, wasOpen: boolean): void {
    if (this.states.of(strategy) === 'active') return;
    this.flattener.fill(strategy, instrument);
    const held = this.#account.qtyOf(strategy, instrument);
    const grows = side === 'buy' ? held > 0 : held < 0;
    if (grows || !wasOpen || this.#underway.isLeaving(orderId)) this.#unsure.add(strategy);
  }

  /** A cancel has come to nothing, such as one that came before its order: where that may not stay, another is sent. */
  refuseCancel(id: OrderId): void {
    const strategy = this.#underway.blotter.request(id)?.strategy;
    if (strategy !== undefined && this.states.of(strategy) !== 'active') this.#unsure.add(strategy);
  }

  /** Does what is left to be done: once a step, before strategies ask for more. */
  go(moved: readonly Series[], count: number): void {
    this.flattener.go(moved, count);
    this.settle();
  }

  /** Looks again at what rests of strategies of which something was not as it was counted on. */
  settle(): void {
    if (this.#unsure.size === 0) return;
    for (const strategy of this.#unsure) if (this.states.of(strategy) !== 'active') this.#keepExits(strategy);
    this.#unsure.clear();
  }

  /** Of a strategy, or (-1) of all of them, only exits stay. Those that are to be flat keep none: the flattener sees to it. */
  #keepExits(strategy: number): void {
    for (const id of allMisfits(this.#underway, this.#account, strategy)) {
      const owner = this.#underway.blotter.request(id)!.strategy;
      if (this.states.flattens(owner) === undefined) this.#hands.cancel(id);
    }
  }

  #equityOf(strategy: number): number {
    return strategy === -1 ? this.#account.equity : this.#account.equityOf(strategy);
  }

  #findNext(): void {
    const { silence, outage, days } = this.#breakers;
    this.next = Math.min(this.states.next, silence?.measure.next ?? NEVER, outage?.measure.next ?? NEVER);
    for (const { measure } of days) this.next = Math.min(this.next, measure.next);
  }

  save(): SavedGuardian {
    return {
      awake: this.isAwake,
      holds: this.states.save(),
      breakers: this.#all.map(({ measure }) => measure.save()),
      firstTrip: this.firstTrip,
      flattener: this.flattener.save(),
      noticed: [...this.#noticed],
      unsure: [...this.#unsure],
    };
  }

  restore({ awake, holds, breakers, firstTrip, flattener, noticed, unsure }: SavedGuardian): void {
    this.isAwake = awake;
    this.states.restore(holds);
    this.#all.forEach(({ measure }, k) => {
      measure.restore(breakers[k]!);
    });
    this.#trips.restore(firstTrip);
    this.flattener.restore(flattener);
    for (const key of noticed) this.#noticed.add(key);
    for (const strategy of unsure) this.#unsure.add(strategy);
    this.#findNext();
  }

  /** The first round trip that a breaker has not been told of; none where no breaker asks. */
  get firstTrip(): number {
    return this.#breakers.trades === undefined ? Number.POSITIVE_INFINITY : this.#trips.first;
  }
}
