import type { CommissionReport } from '@stoqey/ib';
import type { Wall } from '../../../model/wall.ts';
import type { VenueNews } from '../venue.ts';
import { Commissions } from './commissions.ts';
import type { Told } from './gateway.ts';
import { meaningOf } from './map/codes.ts';
import type { Markets } from './map/contract.ts';
import { fillOf, nameOf, type ToldExecution } from './map/fill.ts';
import { orderOf, type ToldOrder } from './map/order-in.ts';
import { isTold, type OrderTable } from './order-table.ts';

/** What the news of a TWS are made with. */
export interface NewsParts {
  readonly wall: Wall;
  readonly markets: Markets;
  readonly table: OrderTable;
  /** Who we are there: codes about orders name only the number. */
  readonly clientId: number;
}

/** Makes news of what a TWS tells without being asked: orders, executions with their commissions, and what its codes mean. */
export class TwsNews {
  readonly commissions: Commissions;
  /** Whose orders and executions count. */
  account = '';
  hear: (news: VenueNews) => void = () => {};
  /** Asks for the executions of the day: their commissions come with them. */
  askExecutions: () => void = () => {};
  readonly #parts: NewsParts;

  constructor(parts: NewsParts) {
    this.#parts = parts;
    const { wall, markets } = parts;
    const tell = (told: ToldExecution, report: CommissionReport | undefined): void => {
      if (report === undefined) this.#note('fee', `the commission of ${told.execution.execId} was not told in time: it counts as 0`);
      this.hear({ kind: 'fill', fill: fillOf(told, { ...markets.dealt(told.contract), now: wall.now() }, report) });
    };
    this.commissions = new Commissions(wall, tell, () => this.askExecutions());
  }

  told(what: Told): void {
    try {
      this.#read(what);
    } catch (error) {
      // What cannot be read may be ours: the account is asked for.
      this.hear({ kind: 'down', why: (error as Error).message });
    }
  }

  #read(what: Told): void {
    const { table } = this.#parts;
    if (what.kind === 'open-order') this.#say(table.open(what));
    else if (what.kind === 'order-status') this.#say(table.status(what));
    else if (what.kind === 'commission') this.commissions.report(what.report);
    // Those that were asked for are in the answer.
    else if (what.kind === 'execution' && what.id === -1 && what.execution.acctNumber === this.account) {
      if (nameOf(what.execution).revision === 1) this.commissions.execution(what);
      else this.#note('alert', `execution ${what.execution.execId} was corrected: compare the account with IB's statement`);
    } else if (what.kind === 'code') this.#readCode(what);
  }

  #readCode({ id, code, text }: Extract<Told, { kind: 'code' }>): void {
    const { table, clientId } = this.#parts;
    const meaning = meaningOf(code);
    if (meaning === 'farm-down' || meaning === 'farm-up') this.#note('farm', text);
    else if (meaning === 'kept') this.#note('connection', text);
    else if (id >= 0 && (meaning === 'canceled' || meaning === 'refused')) {
      table.explain(clientId, id, text);
      const told = table.named(clientId, id);
      // That it was rejected may be all that is ever said of it.
      if (code === 201 && told !== undefined && told.permId !== 0) this.#say({ ...told, status: 'Inactive' });
    } else if (id >= 0 && meaning === 'warning') this.#note('warning', `order ${id}: ${text} (${code})`);
  }

  #say(told: ToldOrder | undefined): void {
    const { wall, markets, table } = this.#parts;
    if (told === undefined || !isTold(told) || told.order.account !== this.account) return;
    const order = orderOf(told, markets.idOf(told.contract), wall.now());
    this.hear({ kind: 'order', order, reason: order.status === 'open' ? '' : table.reasonOf(told) });
  }

  #note(what: string, text: string): void {
    this.hear({ kind: 'note', what, text });
  }
}
