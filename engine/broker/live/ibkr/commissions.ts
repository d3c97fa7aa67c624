import type { CommissionReport } from '@stoqey/ib';
import type { Wall } from '../../../model/wall.ts';
import type { ToldExecution } from './map/fill.ts';

/** How long an execution waits for its commission before executions are asked for anew, with which it is told again; milliseconds. */
const PATIENCE = 3_000;

/** After how long it is told without: what is held counts more than what it has cost. */
export const LAST = 60_000;

/** Joins executions with their commissions, which TWS tells apart and later. */
export class Commissions {
  readonly #wall: Wall;
  readonly #tell: (told: ToldExecution, report: CommissionReport | undefined) => void;
  readonly #ask: () => void;
  /** When executions were first seen of which no commission was known. */
  readonly #seen = new Map<string, number>();
  readonly #reports = new Map<string, CommissionReport>();
  readonly #waiting = new Map<string, { readonly told: ToldExecution; readonly stop: () => void }>();

  /** `tell` is called once for each execution, without a report where none has come in time; `ask` asks for executions anew. */
  constructor(wall: Wall, tell: (told: ToldExecution, report: CommissionReport | undefined) => void, ask: () => void) {
    this.#wall = wall;
    this.#tell = tell;
    this.#ask = ask;
  }

  execution(told: ToldExecution): void {
    const { execId = '' } = told.execution;
    const report = this.#reports.get(execId);
    if (report !== undefined) this.#tell(told, report);
    else if (!this.#waiting.has(execId)) {
      this.#wait(execId, told, PATIENCE, () => {
        this.#ask();
        this.#wait(execId, told, LAST - PATIENCE, () => {
          this.#waiting.delete(execId);
          this.#tell(told, undefined);
        });
      });
    }
  }

  #wait(execId: string, told: ToldExecution, ms: number, run: () => void): void {
    this.#waiting.set(execId, { told, stop: this.#wall.after(ms, run) });
  }

  report(report: CommissionReport): void {
    const { execId = '' } = report;
    this.#reports.set(execId, report);
    const waiting = this.#waiting.get(execId);
    if (waiting === undefined) return;
    waiting.stop();
    this.#waiting.delete(execId);
    this.#tell(waiting.told, report);
  }

  /** The commission of an execution, where it was told. */
  of({ execution: { execId = '' } }: ToldExecution): CommissionReport | undefined {
    return this.#reports.get(execId);
  }

  /** Since when the commission of an execution of this name is waited for. */
  since(name: string): number {
    const first = this.#seen.get(name) ?? this.#wall.now();
    this.#seen.set(name, first);
    return first;
  }

  /** Nothing is waited for any more: who connects again asks for all executions. */
  close(): void {
    for (const { stop } of this.#waiting.values()) stop();
    this.#waiting.clear();
  }
}
