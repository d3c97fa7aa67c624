import type { Executed, Execution, SentOrder } from '../model/executed.ts';
import type { Liquidity } from '../model/fill.ts';
import { gainOf, type Instrument, notionalAt } from '../model/instrument.ts';
import type { OrderId, OrderStatus } from '../model/order.ts';

/** What one side made of an order; numbers that do not apply are NaN. */
export interface Leg {
  /** Undefined where the order never came to this side. */
  readonly status: OrderStatus | undefined;
  readonly reason: string | undefined;
  readonly fills: number;
  readonly qty: number;
  /** The average over its fills. */
  readonly price: number;
  /** When the first of them happened. */
  readonly ts: number;
  readonly fee: number;
  /** Price given away per unit against the price at which the simulator would have filled it without slippage; positive is worse. */
  readonly slippage: number;
  /** A taker if any of its fills was. */
  readonly liquidity: Liquidity | undefined;
}

/** One order of a recording, and what the simulator makes of it. */
export interface OrderPair extends Omit<SentOrder, 'instrument'> {
  readonly instrument: string;
  readonly recorded: Leg;
  readonly simulated: Leg;
  /** The simulator's average price before its slippage. */
  readonly undisturbed: number;
  /** How much later it was filled in the recording, milliseconds. */
  readonly later: number;
  /** Money that the recorded price lost against the simulated one, over the units that both filled; positive is worse. */
  readonly worse: number;
}

/** Money of one settlement currency. */
export interface PairMoney {
  readonly currency: string;
  readonly worse: number;
  /** What the units that both filled were worth at the simulated prices: what `worse` is a share of. */
  readonly shared: number;
  /** What was dealt on each side, which its fees are a share of. */
  readonly recordedValue: number;
  readonly simulatedValue: number;
  readonly recordedFees: number;
  readonly simulatedFees: number;
}

/** Recorded and simulated fills, order by order. */
export interface SideBySide {
  readonly orders: readonly OrderPair[];
  readonly both: number;
  readonly onlyRecorded: number;
  readonly onlySimulated: number;
  readonly neither: number;
  /** Whether every order has the same fills on both sides: time, quantity, price and fee. */
  readonly isSame: boolean;
  readonly money: readonly PairMoney[];
}

/**
 * Lays what a broker and what the simulator made of the same orders side by side. `idOf` is the simulator's number of an order.
 * The slippage of the recording is counted from the simulator's undisturbed price, so that it says what the simulator should add.
 */
export function sideBySide(
  sent: readonly SentOrder[],
  recorded: ReadonlyMap<OrderId, Executed>,
  simulated: ReadonlyMap<OrderId, Executed>,
  idOf: (id: OrderId) => OrderId | undefined,
  instruments: readonly Instrument[],
): SideBySide {
  let isSame = true;
  const money = new Map<string, Sums>();
  const orders = sent.map((order) => {
    const terms = instruments[order.instrument]!;
    const [ours, theirs] = [recorded.get(order.id), simulated.get(idOf(order.id) ?? 0)];
    isSame &&= areSame(ours?.fills ?? [], theirs?.fills ?? []);
    const pair = pairOf(order, ours, theirs, terms);
    const sums = money.get(terms.settle) ?? NOTHING;
    money.set(terms.settle, added(sums, pair, terms));
    return pair;
  });
  const count = (ours: boolean, theirs: boolean): number =>
    orders.filter(({ recorded: a, simulated: b }) => a.fills > 0 === ours && b.fills > 0 === theirs).length;
  return {
    orders,
    both: count(true, true),
    onlyRecorded: count(true, false),
    onlySimulated: count(false, true),
    neither: count(false, false),
    isSame,
    money: [...money].map(([currency, sums]) => ({ currency, ...sums })),
  };
}

type Sums = Omit<PairMoney, 'currency'>;

const NOTHING: Sums = { worse: 0, shared: 0, recordedValue: 0, simulatedValue: 0, recordedFees: 0, simulatedFees: 0 };

function added(sums: Sums, { recorded, simulated, worse }: OrderPair, terms: Instrument): Sums {
  const isShared = !Number.isNaN(worse);
  const worth = ({ qty, price }: Leg): number => (qty === 0 ? 0 : notionalAt(terms, qty, price));
  return {
    worse: sums.worse + (isShared ? worse : 0),
    shared: sums.shared + (isShared ? notionalAt(terms, Math.min(recorded.qty, simulated.qty), simulated.price) : 0),
    recordedValue: sums.recordedValue + worth(recorded),
    simulatedValue: sums.simulatedValue + worth(simulated),
    recordedFees: sums.recordedFees + recorded.fee,
    simulatedFees: sums.simulatedFees + simulated.fee,
  };
}

function pairOf(
  { instrument, ...order }: SentOrder,
  ours: Executed | undefined,
  theirs: Executed | undefined,
  terms: Instrument,
): OrderPair {
  const sign = order.side === 'buy' ? 1 : -1;
  const undisturbed = average(theirs?.fills ?? [], ({ price, slippage }) => price - sign * slippage);
  const [recorded, simulated] = [legOf(ours, undisturbed, sign), legOf(theirs, undisturbed, sign)];
  const shared = Math.min(recorded.qty, simulated.qty);
  return {
    ...order,
    instrument: terms.id,
    recorded,
    simulated,
    undisturbed,
    later: recorded.ts - simulated.ts,
    worse: shared > 0 ? gainOf(terms, sign * shared, simulated.price, recorded.price) : Number.NaN,
  };
}

function legOf(side: Executed | undefined, undisturbed: number, sign: number): Leg {
  const fills = side?.fills ?? [];
  const price = average(fills, (fill) => fill.price);
  return {
    ...{ status: side?.status, reason: side?.reason, fills: fills.length, price },
    qty: fills.reduce((sum, { qty }) => sum + qty, 0),
    ts: fills.length === 0 ? Number.NaN : Math.min(...fills.map(({ ts }) => ts)),
    fee: fills.reduce((sum, { fee }) => sum + fee, 0),
    slippage: sign * (price - undisturbed),
    liquidity: fills.length === 0 ? undefined : fills.some(({ liquidity }) => liquidity === 'taker') ? 'taker' : 'maker',
  };
}

/** The average over fills, weighted by quantity; NaN without any. A single one is itself, to the last bit. */
function average(fills: readonly Execution[], of: (fill: Execution) => number): number {
  if (fills.length === 1) return of(fills[0]!);
  const qty = fills.reduce((sum, fill) => sum + fill.qty, 0);
  return fills.reduce((sum, fill) => sum + of(fill) * fill.qty, 0) / qty;
}

const areSame = (a: readonly Execution[], b: readonly Execution[]): boolean =>
  a.length === b.length &&
  a.every(({ ts, qty, price, fee }, k) => ts === b[k]!.ts && qty === b[k]!.qty && price === b[k]!.price && fee === b[k]!.fee);
