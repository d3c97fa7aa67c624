import type { Stream } from '../reference/stream.ts';
import type { Facts } from './account-facts.ts';

/** What random accounts are to live through. */
const ALL = [
  ...['funding', 'borrow', 'swap', 'interest', 'dividend', 'cash-in-lieu', 'liquidation', 'write-off'],
  ...['insufficient-margin', 'insufficient-cash', 'unsettled-cash', 'no-position', 'no-borrow', 'no-rate', 'liquidated'],
  ...['instrument-ended', 'trading-halted', 'zero-quantity', 'an expiry', 'a delisting', 'a split that is held'],
  ...[
    'spot',
    'linear',
    'inverse',
    'quanto',
    'tiers',
    'an isolated position',
    'currencies held',
    'currencies converted',
    'several strategies',
    'a fee in kind',
  ],
] as const;

/** Counts what has happened to random accounts. */
export class Happened {
  readonly #times = new Map<string, number>();

  /** What of it has never happened. */
  get never(): readonly string[] {
    return ALL.filter((one) => !this.#times.has(one));
  }

  count({ instruments, money }: Stream, { deals, payments, ends }: Facts): void {
    for (const { kind } of payments) this.#add(kind);
    for (const { reason } of ends) if (reason !== undefined) this.#add(reason);
    for (const { instrument, ts, order, taken } of deals) {
      if (taken !== 0) this.#add('a fee in kind');
      const { contract, margin, isIsolated, currency, expiry } = instruments[instrument]!.terms!;
      this.#add(contract);
      if (margin.length > 0) this.#add('tiers');
      if (isIsolated) this.#add('an isolated position');
      if (currency !== 0) this.#add(money!.account.balances === undefined ? 'currencies converted' : 'currencies held');
      if (order === 0 && ts === expiry) this.#add('an expiry');
      const actions = money!.actions[instrument]!;
      if (order === 0 && actions.some((one) => one.type === 'delisting' && one.ts === ts)) this.#add('a delisting');
      if (actions.some((one) => one.type === 'split' && one.ts > ts)) this.#add('a split that is held');
    }
    if (new Set(deals.map(({ strategy }) => strategy)).size > 1) this.#add('several strategies');
  }

  #add(what: string): void {
    this.#times.set(what, (this.#times.get(what) ?? 0) + 1);
  }
}
