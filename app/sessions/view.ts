import type { Health } from '../../engine/broker/broker.ts';
import type { Assembly } from '../../engine/loop/assemble.ts';
import type { Manifest } from '../../engine/loop/journal.ts';
import { valueAt } from '../../engine/model/instrument.ts';
import type { HoldState, TradingState } from '../../engine/model/trading-state.ts';

/** How a session stands. A number that does not apply is NaN, and null where it is written as JSON. */
export interface SessionView {
  readonly session: string;
  readonly mode: Manifest['mode'];
  readonly broker: string;
  readonly account: string;
  readonly strategies: readonly string[];
  readonly instruments: readonly string[];
  /** Market time of the newest event, and when it reached us; milliseconds UTC, NaN before the first. */
  readonly ts: number;
  readonly seenTs: number;
  readonly tradingState: TradingState;
  readonly holds: readonly HoldState[];
  readonly currency: string;
  /** Money in account currency. */
  readonly startCash: number;
  readonly equity: number;
  readonly cash: number;
  readonly pnl: number;
  readonly positions: readonly PositionView[];
  readonly orders: readonly OrderView[];
  /** How many there were in all. */
  readonly counts: { readonly entries: number; readonly orders: number; readonly fills: number };
  readonly feeds: readonly { readonly id: string; readonly ts: number; readonly price: number }[];
  /** Null where there is none: no broker on paper, nothing at all of a session that does not run. */
  readonly health: { readonly feed: LinkView | null; readonly broker: (LinkView & Pick<Health, 'skew' | 'unknown'>) | null };
}

/** Whether a connection is up, and what is the matter. */
export interface LinkView {
  readonly up: boolean;
  readonly why: string;
}

/** What a strategy holds of an instrument. */
export interface PositionView {
  readonly strategyId: string;
  readonly instrument: string;
  /** Units, signed. */
  readonly qty: number;
  readonly avgPrice: number;
  readonly price: number;
  /** At the newest price in account currency, fees apart. */
  readonly unrealizedPnl: number;
}

/** An order that can still fill. */
export interface OrderView {
  readonly id: number;
  readonly strategyId: string;
  readonly instrument: string;
  readonly side: string;
  readonly type: string;
  readonly qty: number;
  readonly filledQty: number;
  readonly price: number;
  readonly trigger: number;
  readonly status: string;
  readonly createdTs: number;
}

/** What a view shows beside the session itself. */
export interface Around extends Pick<SessionView, 'seenTs' | 'health'> {
  readonly manifest: Pick<Manifest, 'session' | 'mode' | 'broker' | 'account'>;
  readonly entries: number;
}

/** How a session stands, between two of its steps. */
export function viewOf({ session, parts, series }: Assembly, { manifest, entries, seenTs, health }: Around): SessionView {
  const { account, blotter, risk } = session;
  const { session: id, mode, broker, account: accountId } = manifest;
  return {
    ...{ session: id, mode, broker, account: accountId },
    strategies: parts.strategies.map((one) => one.id),
    instruments: parts.instruments.map((one) => one.id),
    ts: Number.isFinite(session.now) ? session.now : Number.NaN,
    seenTs,
    tradingState: stateOf(risk.state.holds),
    holds: risk.state.holds,
    currency: parts.account.currency,
    startCash: account.startCash,
    equity: account.equity,
    cash: account.cash,
    pnl: account.equity - account.startCash,
    positions: positionsOf(session, parts),
    orders: ordersOf(session, parts),
    counts: { entries, orders: blotter.length, fills: account.fills.length },
    feeds: series.slice(0, parts.series.length).map((one) => ({ id: one.id, ts: one.ts, price: one.mark })),
    health,
  };
}

/** What the account as a whole may do: the gravest cause that concerns all strategies. */
function stateOf(holds: readonly HoldState[]): TradingState {
  const states = holds.flatMap(({ strategyId, state }) => (strategyId === null ? [state] : []));
  return states.includes('halted') ? 'halted' : states.length > 0 ? 'reducing' : 'active';
}

type From = Pick<Assembly, 'session' | 'parts'>;

function positionsOf({ account }: From['session'], { strategies, instruments }: From['parts']): PositionView[] {
  return strategies.flatMap(({ id: strategyId }, s) =>
    instruments.flatMap((instrument, i) => {
      const [qty, avgPrice, price] = [account.qtyOf(s, i), account.avgPriceOf(s, i), account.last(i)];
      if (qty === 0) return [];
      const unrealizedPnl = (valueAt(instrument, qty, price) - valueAt(instrument, qty, avgPrice)) * account.rateOf(i);
      return [{ strategyId, instrument: instrument.id, qty, avgPrice, price, unrealizedPnl }];
    }),
  );
}

function ordersOf({ blotter }: From['session'], { strategies, instruments }: From['parts']): OrderView[] {
  return strategies.flatMap(({ id: strategyId }, s) =>
    blotter.openOrders(s, -1).map((id) => {
      const { instrument, side, type, qty, filledQty, price, trigger, status, createdTs } = blotter.state(id);
      return { id, strategyId, instrument: instruments[instrument]!.id, side, type, qty, filledQty, price, trigger, status, createdTs };
    }),
  );
}

/** Numbers of a view that may not apply. */
const NUMBERS: ReadonlySet<string> = new Set([
  ...['ts', 'seenTs', 'startCash', 'equity', 'cash', 'pnl', 'qty', 'filledQty', 'avgPrice', 'price', 'trigger', 'unrealizedPnl'],
  ...['createdTs', 'skew'],
]);

/** Reads what was written as JSON with a view in it: where a number did not apply it is NaN again. */
export const parsedView = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (value === null && NUMBERS.has(key) ? Number.NaN : value));
