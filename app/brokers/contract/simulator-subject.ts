import type { AccountSnapshot, BrokerEvent } from '../../../engine/broker/broker.ts';
import { DelayedBroker } from '../../../engine/broker/sim/delayed-broker.ts';
import { PESSIMISTIC, type SimRules } from '../../../engine/broker/sim/rules.ts';
import { SimBroker } from '../../../engine/broker/sim/sim-broker.ts';
import { type Instrument, instrumentOf, notionalAt } from '../../../engine/model/instrument.ts';
import { QuoteSeries } from '../../../engine/model/series.ts';
import { type Millis, millis } from '../../../engine/model/time.ts';
import { Portfolio } from '../../../engine/portfolio/portfolio.ts';
import type { Clock, Stage, Standing, Subject } from './subject.ts';

/** The simulator of backtests and paper trading, on quotes that a case moves; with `latency` at so many milliseconds away. */
export const simulatorSubject = (latency = 0): Subject => ({
  name: latency === 0 ? 'simulator' : `simulator, ${latency} ms away`,
  patience: 20_000,
  rest: 1_000,
  far: 100,
  open: async () => new SimulatorStage(latency),
});

/** A day of quotes, one in every so many milliseconds at most. */
const ROWS = 20_000;
const BEGIN = Date.UTC(2024, 0, 2, 9);
const ACCOUNT = { cash: 1_000_000, type: 'margin', leverage: 3, currency: 'USD' } as const;
const TAKER = 0.0005;

const INSTRUMENTS: readonly Instrument[] = [
  instrumentOf('ALPHA', { tickSize: 0.01, stepSize: 0.1, minNotional: 1 }),
  instrumentOf('BETA', { tickSize: 0.5, stepSize: 1, contract: 'linear', multiplier: 0.1 }),
];

const RULES: SimRules = {
  ...PESSIMISTIC,
  sizeLimit: 'shown',
  slippage: () => 0,
  fee: (qty, price, instrument, liquidity) => (liquidity === 'maker' ? 0 : TAKER * notionalAt(instrument, qty, price)),
  size: () => 'nothing-to-size-by',
};

/** Quotes into which rows are written while they are shown. */
class Quotes {
  readonly columns = Object.fromEntries(
    ['times', 'bid', 'ask', 'bidSize', 'askSize'].map((name) => [
      name,
      new Float64Array(ROWS + 1).fill(name === 'times' ? Number.POSITIVE_INFINITY : Number.NaN),
    ]),
  ) as Record<'times' | 'bid' | 'ask' | 'bidSize' | 'askSize', Float64Array>;
  readonly series: QuoteSeries;
  standing: Standing;

  constructor({ id }: Instrument, index: number, standing: Standing) {
    this.series = new QuoteSeries(id, this.columns);
    this.series.instrument = this.series.index = index;
    this.series.executes = true;
    this.standing = standing;
  }

  /** Writes the row that comes next. */
  write(ts: number): void {
    const row = this.series.row + 1;
    const { bid, ask, size } = this.standing;
    for (const [name, value] of Object.entries({ times: ts, bid, ask, bidSize: size, askSize: size }))
      this.columns[name as 'times'][row] = value;
  }
}

/** A simulator with its account and its markets. */
class SimulatorStage implements Stage, Clock {
  readonly live = undefined;
  readonly currencies = ['USD'];
  readonly instruments = INSTRUMENTS;
  readonly unit = 1;
  readonly supports;
  readonly broker;
  readonly clock: Clock = this;
  readonly #quotes: readonly Quotes[];
  readonly #sim: SimBroker | DelayedBroker;
  readonly #account: Portfolio;
  readonly #venueAccount: Portfolio;
  readonly #news: BrokerEvent[] = [];
  #now = BEGIN;

  constructor(latency: number) {
    const standing = { bid: 99.99, ask: 100.01, size: 1_000_000 };
    this.#quotes = INSTRUMENTS.map((one, k) => new Quotes(one, k, k === 0 ? standing : { bid: 99.5, ask: 100.5, size: 1_000_000 }));
    const markets = this.#quotes.map(({ series }) => series);
    this.#account = new Portfolio(ACCOUNT, INSTRUMENTS, markets, markets, [Number.NaN]);
    const account = latency === 0 ? this.#account : new Portfolio(ACCOUNT, INSTRUMENTS, markets, markets, [Number.NaN]);
    this.#venueAccount = account;
    const venue = new SimBroker(INSTRUMENTS, markets, account, RULES);
    this.#sim = latency === 0 ? venue : new DelayedBroker(venue, account, { command: () => latency, event: () => latency });
    this.supports = venue.supports;
    this.#sim.start(millis(BEGIN));
    this.broker = {
      name: this.#sim.name,
      supports: this.supports,
      send: (command: Parameters<SimBroker['send']>[0]) => this.#sim.send(command),
      poll: () => this.#news.shift() ?? this.#poll(),
    };
    this.#show();
  }

  now(): Millis {
    return millis(this.#now);
  }

  market(): Standing {
    return this.#quotes[0]!.standing;
  }

  async move(to: Standing, instrument = 0): Promise<void> {
    this.#quotes[instrument]!.standing = to;
    await this.pass(1);
  }

  /** Shows the market again at the end of it: a quiet one, too, says where it stands. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + Math.max(1, Math.ceil(ms));
    while (this.#sim.nextExpiry <= until) {
      this.#now = Math.max(this.#now, this.#sim.nextExpiry);
      this.#sim.onTime(this.now(), true);
      this.#hear();
    }
    this.#now = until;
    this.#show();
  }

  /** The account of the venue, which knows of fills before they are heard of. */
  truth(): AccountSnapshot {
    const positions = INSTRUMENTS.map(({ id }, k) => ({ instrument: id, qty: this.#venueAccount.qty(k), avgPrice: Number.NaN }));
    return { ts: this.now(), account: 'simulator', balances: [], positions, orders: [], fills: [] };
  }

  settled<T>(promise: Promise<T>): Promise<T> {
    return promise;
  }

  async close(): Promise<void> {}

  #show(): void {
    for (const quotes of this.#quotes) quotes.write(this.#now);
    const moved = this.#quotes.map(({ series }) => series);
    this.#sim.onMarket(moved, moved.length, 'close', this.now());
    this.#hear();
    for (const series of moved) {
      series.advance();
      this.#account.show(series);
    }
  }

  #hear(): void {
    for (let event = this.#poll(); event !== undefined; event = this.#poll()) this.#news.push(event);
  }

  /** What is filled is booked before the next event is judged. */
  #poll(): BrokerEvent | undefined {
    const event = this.#sim.poll();
    if (event?.kind === 'filled') this.#account.book(event.fill);
    else if (event?.kind === 'paid') this.#account.post(event.payment);
    return event;
  }
}
