import { canonical, parsed } from '../../engine/loop/canonical.ts';
import type { Entry, Journal } from '../../engine/loop/journal.ts';
import type { OrderId } from '../../engine/model/order.ts';

/** A journal in memory: what it keeps is text, so that nobody changes it later. */
export class Notebook implements Journal {
  readonly lines: string[] = [];
  /** Orders of which the submit is written down. */
  readonly submitted = new Set<OrderId>();

  append(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.lines.push(canonical(entry));
      if (entry.kind !== 'step') continue;
      for (const command of entry.commands) if (command.kind === 'submit') this.submitted.add(command.id);
    }
  }

  /** What was written down last. */
  get last(): Entry | undefined {
    const line = this.lines.at(-1);
    return line === undefined ? undefined : (parsed(line) as Entry);
  }

  read(): Entry[] {
    return this.lines.map((line) => parsed(line) as Entry);
  }
}
