import type { CommissionReport, Contract, ContractDetails, Execution, IBApi, Order } from '@stoqey/ib';
import type { Wall } from '../../../model/wall.ts';
import { VenueFault } from '../venue.ts';
import { connectionFault } from './map/connection-fault.ts';

/** What TWS tells, by whichever message. `id` is the number of a request or an order, -1 for none. */
export type Told =
  | { readonly kind: 'open-order'; readonly contract: Contract; readonly order: Order; readonly status: string }
  | {
      readonly kind: 'order-status';
      readonly id: number;
      readonly clientId: number;
      readonly permId: number;
      readonly status: string;
      readonly filled: number;
      readonly avgPrice: number;
      /** Such as `trigger` or `locate`. */
      readonly whyHeld: string;
    }
  | { readonly kind: 'open-orders-end' }
  | { readonly kind: 'completed-order'; readonly contract: Contract; readonly order: Order; readonly status: string }
  | { readonly kind: 'completed-orders-end' }
  | { readonly kind: 'execution'; readonly id: number; readonly contract: Contract; readonly execution: Execution }
  | { readonly kind: 'executions-end'; readonly id: number }
  | { readonly kind: 'commission'; readonly report: CommissionReport }
  | {
      readonly kind: 'position';
      readonly account: string;
      readonly contract: Contract;
      readonly qty: number | undefined;
      readonly avgCost: number | undefined;
    }
  | { readonly kind: 'positions-end' }
  | {
      readonly kind: 'value';
      readonly id: number;
      readonly account: string;
      readonly tag: string;
      readonly value: string;
      readonly currency: string;
    }
  | { readonly kind: 'values-end'; readonly id: number }
  | { readonly kind: 'contract'; readonly id: number; readonly details: ContractDetails }
  | { readonly kind: 'contracts-end'; readonly id: number }
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'accounts'; readonly accounts: readonly string[] }
  | { readonly kind: 'next-id'; readonly id: number }
  | { readonly kind: 'code'; readonly id: number; readonly code: number; readonly text: string };

/** Where a TWS or Gateway is, and who we are there. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
  /** Whether we have been there before: then a client id that is in use may be our own, of a connection whose end nobody has noticed. */
  readonly isAgain?: boolean;
}

/** Who listens to a connection. */
export interface GatewayEars {
  /** Anything came. */
  heard(): void;
  told(what: Told): void;
  /** The connection is lost; nothing comes any more. */
  lost(why: string): void;
}

/** Requests have numbers that no order has. */
const FIRST_REQUEST = 1_000_000_000;

/** The SDK holds messages back beyond this many in a second; those that are too many are counted by the broker. */
const NO_LIMIT = 10_000;

const UNCONNECTED = 'there is no connection to TWS';

/** Something waits for what TWS tells. */
interface Waiter {
  hear(what: Told): void;
  fail(fault: VenueFault): void;
}

/**
 * One connection to a TWS, opened once: the SDK would keep what it is asked while there is none and send it with the next, and an
 * order must never leave later than it was meant to.
 */
export class Gateway {
  /** The accounts of the login, and the number that the next order has to have at least. */
  accounts: readonly string[] = [];
  nextId = Number.NaN;
  /** When something was sent last. */
  sentAt = Number.NEGATIVE_INFINITY;
  readonly #ib: IBApi;
  readonly #wall: Wall;
  readonly #address: Address;
  readonly #ears: GatewayEars;
  readonly #waiters = new Set<Waiter>();
  #state: 'opening' | 'open' | 'over' = 'opening';
  #requests = FIRST_REQUEST;
  /** Why it is over. */
  #fault: VenueFault | undefined;

  private constructor(ib: IBApi, address: Address, wall: Wall, ears: GatewayEars) {
    this.#ib = ib;
    this.#wall = wall;
    this.#address = address;
    this.#ears = ears;
  }

  /** Connects, and is told the accounts and the next number of an order. Rejects with a VenueFault; `signal` calls it off. */
  static async open(address: Address, wall: Wall, ears: GatewayEars, signal: AbortSignal): Promise<Gateway> {
    const { IBApi, EventName } = await import('@stoqey/ib');
    const { host, port, clientId } = address;
    const ib = new IBApi({ host, port, clientId, maxReqPerSec: NO_LIMIT });
    const gateway = new Gateway(ib, address, wall, ears);
    gateway.#listen(EventName);
    const callOff = (): void => gateway.#fail(new VenueFault('not-sent', 'it was called off'));
    signal.addEventListener('abort', callOff, { once: true });
    try {
      const greeted = gateway.#wait<true>((what) => {
        if (what.kind === 'accounts') gateway.accounts = what.accounts;
        if (what.kind === 'next-id') gateway.nextId = what.id;
        return gateway.accounts.length > 0 && !Number.isNaN(gateway.nextId) ? true : undefined;
      });
      if (signal.aborted) callOff();
      else ib.connect();
      await greeted;
      // What came right behind the greeting may have ended it.
      if (gateway.#fault !== undefined) throw gateway.#fault;
      gateway.#state = 'open';
      return gateway;
    } finally {
      signal.removeEventListener('abort', callOff);
    }
  }

  /** Sends something for which nothing is waited. Throws a VenueFault `not-sent` where there is no connection. */
  send(run: (ib: IBApi) => void): void {
    if (this.#state !== 'open' || !this.#ib.isConnected) throw new VenueFault('not-sent', UNCONNECTED);
    this.sentAt = this.#wall.now();
    run(this.#ib);
  }

  /**
   * Sends something, and resolves with what `hear` makes of that which is told from then on; undefined waits on. What it throws
   * rejects. Where the connection breaks first nobody knows: `unknown`.
   */
  ask<T>(run: (ib: IBApi, id: number) => void, hear: (what: Told, id: number) => T | undefined): Promise<T> {
    if (this.#state !== 'open' || !this.#ib.isConnected) return Promise.reject(new VenueFault('not-sent', UNCONNECTED));
    const id = ++this.#requests;
    const answered = this.#wait((what) => hear(what, id));
    this.sentAt = this.#wall.now();
    run(this.#ib, id);
    return answered;
  }

  /** It cannot be trusted any more: whoever listens is told so. */
  lose(why: string): void {
    this.#fail(new VenueFault('unknown', why));
  }

  close(): void {
    this.#fail(new VenueFault('unknown', 'the connection was closed'), false);
  }

  #wait<T>(hear: (what: Told) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        hear: (what) => {
          try {
            const value = hear(what);
            if (value === undefined) return;
            this.#waiters.delete(waiter);
            resolve(value);
          } catch (error) {
            this.#waiters.delete(waiter);
            reject(error);
          }
        },
        fail: reject,
      };
      this.#waiters.add(waiter);
    });
  }

  #tell(what: Told): void {
    if (this.#state === 'over') return;
    const isOpening = this.#state === 'opening';
    const fault = what.kind === 'code' ? connectionFault(what, { ...this.#address, isOpening }) : undefined;
    if (fault !== undefined) this.#fail(fault);
    for (const waiter of [...this.#waiters]) waiter.hear(what);
    if (this.#state === 'open') this.#ears.told(what);
  }

  /** The connection is over; who waits is told so. */
  #fail(fault: VenueFault, isNews = true): void {
    if (this.#state === 'over') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'over';
    this.#fault = fault;
    this.#ib.disconnect();
    for (const waiter of this.#waiters) waiter.fail(fault);
    this.#waiters.clear();
    if (wasOpen && isNews) this.#ears.lost(fault.message);
  }

  #listen(event: typeof import('@stoqey/ib').EventName): void {
    const tell = (what: Told): void => this.#tell(what);
    this.#ib
      .on(event.received, () => {
        if (this.#state !== 'over') this.#ears.heard();
      })
      .on(event.managedAccounts, (list) => tell({ kind: 'accounts', accounts: list.split(',').filter((one) => one !== '') }))
      .on(event.nextValidId, (id) => tell({ kind: 'next-id', id }))
      .on(event.info, (text, code) => tell({ kind: 'code', id: -1, code, text }))
      .on(event.error, (error: Error, code: number, id: number) => tell({ kind: 'code', id, code, text: error.message }))
      .on(event.disconnected, () => this.#fail(new VenueFault('unknown', 'TWS has closed the connection')))
      .on(event.openOrder, (_id, contract, order, { status }) => tell({ kind: 'open-order', contract, order, status: String(status) }))
      .on(event.orderStatus, (id, status, filled, _left, avgPrice, permId = 0, _parent, _last, clientId = Number.NaN, whyHeld = '') =>
        tell({ kind: 'order-status', id, clientId, permId, status: String(status), filled: filled ?? 0, avgPrice: avgPrice ?? 0, whyHeld }),
      )
      .on(event.openOrderEnd, () => tell({ kind: 'open-orders-end' }))
      .on(event.completedOrder, (contract, order, { status }) => tell({ kind: 'completed-order', contract, order, status: String(status) }))
      .on(event.completedOrdersEnd, () => tell({ kind: 'completed-orders-end' }))
      .on(event.execDetails, (id, contract, execution) => tell({ kind: 'execution', id, contract, execution }))
      .on(event.execDetailsEnd, (id) => tell({ kind: 'executions-end', id }))
      .on(event.commissionReport, (report) => tell({ kind: 'commission', report }))
      .on(event.position, (account, contract, qty, avgCost) => tell({ kind: 'position', account, contract, qty, avgCost }))
      .on(event.positionEnd, () => tell({ kind: 'positions-end' }))
      .on(event.accountSummary, (id, account, tag, value, currency) => tell({ kind: 'value', id, account, tag, value, currency }))
      .on(event.accountSummaryEnd, (id) => tell({ kind: 'values-end', id }))
      .on(event.contractDetails, (id, details) => tell({ kind: 'contract', id, details }))
      .on(event.contractDetailsEnd, (id) => tell({ kind: 'contracts-end', id }))
      .on(event.currentTime, (seconds) => tell({ kind: 'time', seconds }));
  }
}
