import type { SessionTable } from '../../engine/model/calendar.ts';
import { DataError } from '../../engine/model/errors.ts';
import type { Timeframe } from '../../engine/model/timeframe.ts';
import type { SeriesKind } from '../block.ts';
import type { SeriesKey } from '../series-key.ts';
import { CHECKS, type CheckName, type Policy, type Severity } from './checks.ts';
import type { Chunk } from './chunk.ts';
import type { Spot } from './spot.ts';

/** What a check found in a series; it can be written as JSON. */
export interface Finding {
  readonly check: CheckName;
  readonly severity: Severity;
  /** How many rows, or how many places where no row is. */
  readonly count: number;
  /** The time of the first, in epoch milliseconds: a bar's open. */
  readonly firstTs: number;
  /** Where the first came from. */
  readonly place: string;
  /** One sentence without name and place. */
  readonly message: string;
}

/** What a detector knows of the series before its first row. */
export interface Subject {
  readonly name: string;
  readonly kind: SeriesKind;
  /** How long bars are, in words: `1m`, `100tick`; empty for what is not bars. */
  readonly length: string;
  /** Undefined for bars that end by what was traded, and for what is not bars. */
  readonly timeframe: Timeframe | undefined;
  readonly price: SeriesKey['price'];
  readonly calendar: SessionTable | undefined;
  /** Policies asked for. */
  readonly policies: Readonly<Partial<Record<CheckName, Policy>>>;
  /** Splits on record: jumps of their days are no finding. */
  readonly splits: { readonly times: ArrayLike<number>; readonly values: ArrayLike<number> } | undefined;
  /** The present, in epoch milliseconds: nothing has happened after it. */
  readonly now: number;
  /** Whether a finding under `fail` is counted, and its row left out, instead of thrown. */
  readonly counts: boolean;
}

/** Looks for one thing in the rows of a series, chunk after chunk; loops allocate nothing per row. */
export abstract class Detector {
  readonly check: CheckName;
  readonly policy: Policy;
  count = 0;
  firstTs = Number.NaN;
  place = '';
  readonly #isGiven: boolean;
  /** Whether rows are left out: as asked for, or because a run cannot have them where errors are counted. */
  readonly #drops: boolean;
  readonly #counts: boolean;

  constructor(check: CheckName, { policies, counts }: Subject) {
    this.check = check;
    this.policy = policies[check] ?? CHECKS[check].policy;
    this.#isGiven = policies[check] !== undefined;
    this.#counts = counts;
    this.#drops = this.policy === 'drop' || (this.policy === 'fail' && counts && CHECKS[check].policies.includes('drop'));
  }

  /** Looks at the next rows. Throws a DataError under `fail`, marks rows under `drop`. */
  abstract take(chunk: Chunk): void;

  /** Looks at what is known only after the last row. */
  finish(): void {}

  /** What was found, one sentence without name and place. */
  abstract message(): string;

  /** What was found; undefined where it was nothing. */
  finding(): Finding | undefined {
    const { check, count, firstTs, place } = this;
    if (count === 0) return undefined;
    const left = this.#drops && check !== 'duplicate' ? ', left out' : '';
    return { check, severity: this.#severity(), count, firstTs, place, message: `${this.message()}${left}` };
  }

  /** How grave it is where nobody asked for a policy: as the table says, unless a detector knows better. */
  protected severity(): Severity {
    return CHECKS[this.check].severity;
  }

  /** The sentence of the error for a row under `fail`. */
  protected refusal(_chunk: Chunk, _row: number): string {
    return this.#failure();
  }

  /** Counts a row of the chunk, and does with it what the policy says. */
  protected hit(chunk: Chunk, row: number): void {
    if (this.count++ === 0) this.begin({ ts: chunk.labels[row]!, place: chunk.place(row) });
    if (this.policy === 'fail' && !this.#counts) throw new DataError(this.refusal(chunk, row), { place: this.place });
    if (this.#drops) chunk.mark(row);
  }

  /** Counts what is found out only after its row. */
  protected note(spot: Spot): void {
    if (this.count++ === 0) this.begin(spot);
  }

  /** Throws under `fail` for what was counted by `note`. */
  refuse(): void {
    if (this.count === 0 || this.policy !== 'fail' || this.#counts) return;
    throw new DataError(this.#failure(), { place: this.place });
  }

  #failure(): string {
    return `Expected nothing for the check ${this.check}, which is set to fail, but it was "${this.message()}"`;
  }

  /** Says where the first stands. */
  protected begin({ ts, place }: { readonly ts: number; readonly place: string }): void {
    this.firstTs = ts;
    this.place = place;
  }

  #severity(): Severity {
    const own = this.severity();
    if (!this.#isGiven) return own;
    if (this.policy === 'fail') return 'error';
    return this.policy === 'keep' ? 'note' : own === 'note' ? 'warning' : own;
  }
}
