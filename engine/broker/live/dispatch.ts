import type { OrderId } from '../../model/order.ts';
import type { Command, OrderEvent } from '../broker.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import type { Exits } from './exits.ts';
import type { Register } from './register.ts';
import type { SetAside } from './set-aside.ts';
import { unsupportedBy } from './unsupported.ts';

type Submit = Extract<Command, { kind: 'submit' }>;
type Replace = Extract<Command, { kind: 'replace' }>;

/** What dispatching needs of the broker. */
export interface DispatchParts {
  readonly counter: Counter;
  readonly register: Register;
  readonly exits: Exits;
  readonly setAside: SetAside;
  readonly tell: (event: OrderEvent) => void;
  /** Begins the conversation about a new order. */
  readonly converse: (command: Submit) => Conversation;
}

/** Brings commands to the conversation about their order, and refuses what the venue cannot hold. */
export class Dispatch {
  readonly #parts: DispatchParts;

  constructor(parts: DispatchParts) {
    this.#parts = parts;
  }

  take(command: Command): void {
    if (command.kind === 'submit') this.#submit(command);
    else if (command.kind === 'cancel') this.#cancel(command.id);
    else this.#replace(command);
  }

  /** A command of before this process: what it came to is asked for, and nothing but a cancel is sent again. */
  ask(command: Command): void {
    const about = this.#parts.register.get(command.id);
    if (command.kind === 'submit') {
      // Those that the session knew are followed since `recall`.
      if (about !== undefined) return;
      const asked = this.#parts.converse(command);
      asked.placement.remember(false);
      asked.doubt();
    } else if (about === undefined || about.life.isOver) return;
    else if (command.kind === 'cancel') about.cancel('user', true);
    else if (about.isOurs) this.#replace(command);
    else {
      about.amendments.remember({ qty: command.qty, price: command.price, trigger: command.trigger });
      about.doubt();
    }
  }

  #submit(command: Submit): void {
    const { counter, register, exits, setAside, converse } = this.#parts;
    const { id, order } = command;
    const { supports } = counter.venue;
    // What we have been told of as sent before is asked for: it is never sent a second time.
    if (register.get(id) !== undefined) return;
    const about = converse(command);
    const now = counter.wall.now();
    const unsupported = unsupportedBy(supports, order, counter.options.emulateExits) ?? setAside.refusal(about);
    const parent = register.get(order.parent);
    if (unsupported !== undefined) this.#refuse(about, unsupported);
    else if (parent !== undefined && parent.life.order.instrument !== order.instrument) this.#orphan(about);
    else if (order.parent !== 0 && !about.isOurs) {
      if (parent === undefined || !about.placement.ride(parent.placement)) this.#refuse(about, 'its parent has been sent without it');
    } else if (about.isOurs && !exits.add(about)) this.#orphan(about);
    else if (!exits.isAsleep(id) && about.placement.isUnsent && !about.life.isOver)
      setAside.send(about, now + counter.options.maxCommandAge);
  }

  #orphan(about: Conversation): void {
    about.end({ kind: 'rejected', ts: this.#parts.counter.wall.now(), reason: 'unknown-parent' });
  }

  /** An entry does not go without the exits it was sent with. */
  #refuse(about: Conversation, why: string): void {
    const { counter, register } = this.#parts;
    const { id, order } = about.life;
    counter.note('unsupported', `${counter.venue.name} cannot hold order ${id}: ${why}`);
    about.end({ kind: 'rejected', ts: counter.wall.now(), reason: 'unsupported' });
    const parent = register.get(order.parent);
    if (parent?.placement.withdraw() === true) this.#refuse(parent, `its exit ${id} cannot be held`);
  }

  #cancel(id: OrderId): void {
    const { counter, register, tell } = this.#parts;
    const about = register.get(id);
    if (about === undefined) tell({ kind: 'cancel-rejected', ts: counter.wall.now(), id });
    else about.cancel('user', true);
  }

  #replace({ id, qty, price, trigger }: Replace): void {
    const { counter, register, exits, tell } = this.#parts;
    const about = register.get(id);
    const ts = counter.wall.now();
    if (about === undefined || about.life.isOver) tell({ kind: 'replace-rejected', ts, id, reason: 'venue' });
    else if (about.isOurs) exits.replace(id, qty, price, trigger);
    else if (counter.venue.supports.amend === 'none') {
      counter.note('unsupported', `${counter.venue.name} cannot change order ${id}: it changes none`);
      about.refuseChange('unsupported');
    } else about.amendments.add({ qty, price, trigger }, ts + counter.options.maxCommandAge);
  }
}
