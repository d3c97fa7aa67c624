import { type Millis, millis } from '../../../model/time.ts';
import type { Wall } from '../../../model/wall.ts';
import type { AccountSnapshot, VenueFill, VenueOrder } from '../../broker.ts';
import { VenueFault } from '../venue.ts';
import { type Commissions, LAST } from './commissions.ts';
import type { Gateway, Told } from './gateway.ts';
import { balancesOf, LEDGER, positionsOf, type ToldPosition, type ToldValue } from './map/account.ts';
import { meaningOf } from './map/codes.ts';
import type { Markets } from './map/contract.ts';
import { fillOf, nameOf, type ToldExecution } from './map/fill.ts';
import { orderOf, type ToldOrder } from './map/order-in.ts';
import { keyOf, type OrderTable } from './order-table.ts';

/** What reading an account needs. */
export interface AccountParts {
  readonly wall: Wall;
  readonly gateway: Gateway;
  readonly account: string;
  readonly markets: Markets;
  readonly table: OrderTable;
  readonly commissions: Commissions;
}

/** For how long no more is asked where TWS was sent too much, milliseconds. */
const REST = 1_000;

/** A TWS that has not answered for so long is taken for dead, milliseconds. */
const DEADLINE = 10_000;

/** A reading that has not begun: of everything since the earliest time that somebody wants. */
interface Wanted {
  since: Millis;
  readonly snapshot: Promise<AccountSnapshot>;
}

/**
 * Reads an account over one connection: its orders, positions and cash, and what it has dealt. One reading at a time, as most answers do
 * not say to whom they are; whoever asks meanwhile shares the next one.
 */
export class AccountRead {
  readonly #parts: AccountParts;
  #running: Promise<unknown> = Promise.resolve();
  #wanted: Wanted | undefined;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  snapshot(since: Millis): Promise<AccountSnapshot> {
    const wanted = this.#wanted;
    if (wanted !== undefined) {
      wanted.since = millis(Math.min(wanted.since, since));
      return wanted.snapshot;
    }
    const begin = async (): Promise<AccountSnapshot> => {
      const { since: earliest } = this.#wanted!;
      this.#wanted = undefined;
      return this.#inTime(this.#read(earliest));
    };
    const snapshot = this.#running.then(begin);
    this.#wanted = { since, snapshot };
    this.#running = snapshot.catch(() => {});
    return snapshot;
  }

  /** What does not come in time never will: the connection is given up, so that no late answer is taken for one to a later question. */
  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const { wall, gateway } = this.#parts;
    const stop = wall.after(DEADLINE, () => gateway.lose(`TWS has not answered for ${DEADLINE} ms`));
    try {
      return await answer;
    } finally {
      stop();
    }
  }

  async #read(since: Millis): Promise<AccountSnapshot> {
    const { wall, gateway, account, markets } = this.#parts;
    const ts = wall.now();
    const [open, over, dealt, held, values] = await Promise.all([
      this.#openOrders(gateway),
      this.#completedOrders(gateway),
      this.#executions(gateway, account),
      this.#positions(gateway),
      this.#values(gateway),
    ]);
    const now = wall.now();
    const ours = [...over, ...open].filter(({ order }) => order.account === account);
    const orders = ours.map((told) => orderOf(withPrice(told, dealt), markets.idOf(told.contract), now));
    return {
      ts: millis(ts),
      account,
      balances: balancesOf(values, account),
      positions: positionsOf(held, account, markets),
      // One that ended in between is told twice: that it is over counts.
      orders: newest(orders.map((order, k) => ({ order, name: nameOfOrder(ours[k]!) }))),
      fills: this.#fillsOf(dealt, since),
    };
  }

  #openOrders(gateway: Gateway): Promise<readonly ToldOrder[]> {
    const { table } = this.#parts;
    const names = new Set<string>();
    return gateway.ask(
      (ib) => ib.reqAllOpenOrders(),
      (what) => {
        if (what.kind === 'open-order') names.add(keyOf(what.order));
        if (what.kind !== 'open-orders-end') return refused(what, -1);
        return [...names].flatMap((name) => table.get(name) ?? []);
      },
    );
  }

  #completedOrders(gateway: Gateway): Promise<readonly ToldOrder[]> {
    const { table } = this.#parts;
    const all: ToldOrder[] = [];
    return gateway.ask(
      (ib) => ib.reqCompletedOrders(false),
      (what) => {
        if (what.kind === 'completed-order') all.push(table.completed(what));
        return what.kind === 'completed-orders-end' ? all : refused(what, -1);
      },
    );
  }

  #executions(gateway: Gateway, acctCode: string): Promise<readonly ToldExecution[]> {
    const all: ToldExecution[] = [];
    return gateway.ask(
      (ib, id) => ib.reqExecutions(id, { acctCode }),
      (what, id) => {
        if (what.kind === 'execution' && what.id === id) all.push(what);
        return what.kind === 'executions-end' && what.id === id ? all : refused(what, id);
      },
    );
  }

  async #positions(gateway: Gateway): Promise<readonly ToldPosition[]> {
    const all: ToldPosition[] = [];
    const held = await gateway.ask(
      (ib) => ib.reqPositions(),
      (what) => {
        if (what.kind === 'position') all.push(what);
        return what.kind === 'positions-end' ? all : refused(what, -1);
      },
    );
    gateway.send((ib) => ib.cancelPositions());
    return held;
  }

  async #values(gateway: Gateway): Promise<readonly ToldValue[]> {
    const all: ToldValue[] = [];
    let request = 0;
    const values = await gateway.ask(
      (ib, id) => {
        request = id;
        ib.reqAccountSummary(id, 'All', LEDGER);
      },
      (what, id) => {
        if (what.kind === 'value' && what.id === id) all.push(what);
        return what.kind === 'values-end' && what.id === id ? all : refused(what, id);
      },
    );
    gateway.send((ib) => ib.cancelAccountSummary(request));
    return values;
  }

  /** One whose commission has not been told waits for it a little: who asks again then has both. */
  #fillsOf(dealt: readonly ToldExecution[], since: Millis): VenueFill[] {
    const { wall, markets, commissions } = this.#parts;
    const fills: VenueFill[] = [];
    for (const told of dealt) {
      const { name, revision } = nameOf(told.execution);
      // A correction restates what was dealt already.
      if (revision > 1) continue;
      const report = commissions.of(told);
      if (report === undefined && wall.now() - commissions.since(name) < LAST) continue;
      const fill = fillOf(told, { ...markets.dealt(told.contract), now: wall.now() }, report);
      if (fill.ts >= since) fills.push(fill);
    }
    return fills.sort((a, b) => a.ts - b.ts);
  }
}

/** Throws where TWS refuses to answer; undefined for anything else. */
function refused(what: Told, id: number): undefined {
  if (what.kind !== 'code') return undefined;
  const meaning = meaningOf(what.code);
  if (meaning === 'busy') throw new VenueFault('busy', `${what.text} (${what.code})`, { retryAfter: REST });
  if (what.id === id && id !== -1 && (meaning === 'refused' || meaning === 'fatal'))
    throw new VenueFault('refused', `${what.text} (${what.code})`);
  return undefined;
}

/** An order that is over does not say at which price it filled: its executions do. */
function withPrice(told: ToldOrder, dealt: readonly ToldExecution[]): ToldOrder {
  if (!(told.filled > 0) || told.avgPrice > 0) return told;
  const own = dealt.filter(({ execution }) => execution.permId === told.permId);
  const qty = own.reduce((sum, { execution }) => sum + (execution.shares ?? 0), 0);
  const paid = own.reduce((sum, { execution }) => sum + (execution.shares ?? 0) * (execution.price ?? Number.NaN), 0);
  return { ...told, avgPrice: qty > 0 ? paid / qty : Number.NaN };
}

/** An order that no server has named yet goes by its client and number. */
const nameOfOrder = ({ permId, clientId, orderId }: ToldOrder): string => (permId === 0 ? `${clientId}/${orderId}` : String(permId));

function newest(told: readonly { readonly order: VenueOrder; readonly name: string }[]): VenueOrder[] {
  const byName = new Map<string, VenueOrder>();
  for (const { order, name } of told) {
    const had = byName.get(name);
    if (had === undefined || had.status === 'open') byName.set(name, order);
  }
  return [...byName.values()];
}
