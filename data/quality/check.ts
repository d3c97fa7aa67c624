import type { SessionTable } from '../../engine/model/calendar.ts';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import type { Block, SeriesKind } from '../block.ts';
import type { SeriesKey } from '../series-key.ts';
import { Chunk } from './chunk.ts';
import type { Detector, Finding } from './detector.ts';
import { detectorsOf } from './detectors.ts';
import { type Policies, policiesOf } from './policies.ts';
import { UsualRange } from './usual-range.ts';

export type { CheckName, Policy, Severity } from './checks.ts';
export type { Finding } from './detector.ts';

/** What is checked, and how strictly. */
export interface CheckOptions {
  /** What messages call it: a file as the user wrote it, or a key of the store. */
  readonly name: string;
  readonly kind: SeriesKind;
  /** Of bars, `1m`, or `100tick` for bars of so many trades; empty for what is not bars. */
  readonly timeframe: string;
  /** What the prices of bars are; `trade` if absent. */
  readonly price?: SeriesKey['price'];
  /** When its market trades: what is missing is counted against it. */
  readonly calendar?: SessionTable;
  readonly policies?: Policies;
  /** Splits on record, each at the time from which prices are of new shares, with its new shares per old one. */
  readonly splits?: { readonly times: ArrayLike<number>; readonly values: ArrayLike<number> };
  /** The present, in epoch milliseconds; the clock's where absent. */
  readonly now?: number;
  /** Whether what is to fail is thrown at once, or counted and left out: for a report of all there is. `throw` if absent. */
  readonly errors?: 'throw' | 'count';
}

/** Checks a series of any length: blocks in, blocks out, the state between them kept. */
export class QualityCheck {
  readonly #options: CheckOptions;
  readonly #usual: UsualRange;
  readonly #detectors: readonly Detector[];

  /** Throws a ConfigError for a policy that a check cannot have. */
  constructor(options: CheckOptions) {
    const { name, kind, timeframe, price, calendar, policies, splits, now, errors } = options;
    this.#options = options;
    const subject = {
      name,
      kind,
      length: timeframe,
      timeframe: parseTimeframe(timeframe),
      price: price ?? 'trade',
      calendar,
      policies: policiesOf(policies ?? {}),
      splits,
      now: now ?? Date.now(),
      counts: errors === 'count',
    };
    this.#usual = new UsualRange(subject);
    this.#detectors = detectorsOf(subject);
  }

  /** The rows of the next block that stay; the block itself where all do. Throws a DataError under `fail`. */
  take<B extends Block>(block: B): B {
    const { name, kind } = this.#options;
    const whole = new Chunk(name, kind, block, this.#usual);
    let chunk = whole;
    for (const detector of this.#detectors) {
      detector.take(chunk);
      chunk = chunk.rest();
    }
    if (chunk === whole) return block;
    const rest = chunk;
    return { ...block, rows: rest.rows, columns: rest.columns, place: (row: number) => rest.place(row) };
  }

  /** What was found in all blocks, in the order of the table of checks. Throws a DataError under `fail`. */
  finish(): readonly Finding[] {
    for (const detector of this.#detectors) {
      detector.finish();
      detector.refuse();
    }
    return this.#detectors.flatMap((detector) => detector.finding() ?? []);
  }
}

/** The findings that stand in every result, a sentence each: `NAME: what was found, the first at PLACE`. Notes do not. */
export function warningsOf(findings: readonly Finding[], name: string): string[] {
  return findings.filter(({ severity }) => severity !== 'note').map(({ message, place }) => `${name}: ${message}, the first at ${place}`);
}
