import type { BrokerEvent, Command } from '../broker/broker.ts';
import { isGap } from '../broker/live/executions.ts';
import type { OrderId } from '../model/order.ts';
import { DAY } from '../model/time.ts';
import type { StepEntry } from './journal.ts';

/** What of it goes on in a new epoch. */
export interface SavedAnswers {
  /** Names of executions that were booked, and when they happened. */
  readonly execIds: readonly (readonly [string, number])[];
  readonly missing: readonly Command[];
}

/** Far longer than any venue is asked about: brokers are asked for what was since a session was last alive. */
const MEMORY = 30 * DAY;

/** What a session has heard of its commands, and what it has not: after a crash that is asked for, and never sent again. */
export class Answers {
  /** The executions that were booked, by name, and when they happened: what a venue may still tell of is not forgotten. */
  readonly execIds = new Map<string, number>();
  readonly #open = new Map<OrderId, Map<Command['kind'], Command>>();

  take(entry: StepEntry): void {
    this.hear(entry);
    this.ask(entry);
  }

  /** What the broker said in a step. */
  hear({ inputs }: StepEntry): void {
    for (const input of inputs) if (input.kind === 'broker') this.#hear(input.event);
  }

  /** What was asked of it. */
  ask({ commands }: StepEntry): void {
    for (const command of commands) this.#ask(command);
  }

  save(): SavedAnswers {
    return { execIds: [...this.execIds], missing: this.missing };
  }

  restore({ execIds, missing }: SavedAnswers): void {
    for (const [execId, ts] of execIds) this.execIds.set(execId, ts);
    for (const command of missing) this.#ask(command);
  }

  /** Forgets executions of long before `ts`: nobody asks a venue for what was then. Those made of an order's own word stay. */
  forget(ts: number): void {
    for (const [execId, heard] of this.execIds) if (heard < ts - MEMORY && !isGap(execId)) this.execIds.delete(execId);
  }

  /** Commands that were written down and not answered, oldest first. */
  get missing(): readonly Command[] {
    return [...this.#open.values()].flatMap((commands) => [...commands.values()]);
  }

  #ask(command: Command): void {
    const asked = this.#open.get(command.id) ?? new Map<Command['kind'], Command>();
    asked.set(command.kind, command);
    this.#open.set(command.id, asked);
  }

  #hear(event: BrokerEvent): void {
    if ('execId' in event && event.execId !== undefined) this.execIds.set(event.execId, event.ts);
    const asked = this.#open.get(event.id);
    if (asked === undefined) return;
    switch (event.kind) {
      case 'unknown-outcome':
        return;
      case 'rejected':
      case 'canceled':
      case 'expired':
        asked.clear();
        break;
      case 'replaced':
      case 'replace-rejected':
        asked.delete('submit');
        asked.delete('replace');
        break;
      case 'cancel-rejected':
        asked.delete('submit');
        asked.delete('cancel');
        break;
      case 'filled':
        if (event.leavesQty <= 0) asked.clear();
        else asked.delete('submit');
        break;
      default:
        asked.delete('submit');
    }
    if (asked.size === 0) this.#open.delete(event.id);
  }
}
