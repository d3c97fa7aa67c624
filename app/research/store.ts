import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database } from '../../data/sqlite.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';
import type { Dimension } from '../../engine/research/dimension.ts';
import type { Point } from '../../engine/research/point.ts';
import type { Trial } from '../../engine/research/trial.ts';
import { whyNot } from '../config/read-file.ts';
import type { Identity } from './identity.ts';
import type { SearchSpec } from './search-flags.ts';
import type { Stretches } from './stretches.ts';
import { STEPS } from './sweep-schema.ts';
import type { TrialRecord } from './trial-record.ts';

/** A sweep as it is kept: what it searched, for what, and what decides what it comes to. */
export interface KeptSweep {
  readonly id: string;
  /** Milliseconds UTC. */
  readonly createdAt: number;
  readonly families: readonly string[];
  /** The run specification that points are laid over, as it was given. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly baseDir: string;
  /** Its dimensions, and the texts of its constraints. */
  readonly space: { readonly dimensions: readonly Dimension[]; readonly constraints: readonly string[] };
  readonly search: SearchSpec;
  readonly objectives: readonly string[];
  /** How many trials it has at most. */
  readonly most: number;
  readonly identity: Identity;
  readonly engine: string;
  readonly isOver: boolean;
}

type SweepRow = Record<keyof KeptSweep, string | number>;
interface TrialRow {
  readonly number: number;
  readonly point: string;
  readonly budget: number | null;
  readonly metrics: string;
  readonly resultHash: string;
  readonly failure: string | null;
}

const TEXTS = ['families', 'spec', 'space', 'search', 'objectives', 'identity'] as const;

/** One sweep and its trials, in a file of its own: what is written is written whole, and a trial is written once. */
export class SweepStore {
  readonly #db: Database;

  private constructor(db: Database) {
    this.#db = db;
  }

  /** Makes the file of a new sweep. Throws a ConfigError where that cannot be done. */
  static create(workspace: string, sweep: KeptSweep): SweepStore {
    const store = new SweepStore(openAt(pathOf(workspace, sweep.id), workspace));
    const texts = Object.fromEntries(TEXTS.map((name) => [name, JSON.stringify(sweep[name])]));
    store.#db
      .prepare(
        `INSERT INTO sweep VALUES (1, @id, @createdAt, @families, @spec, @baseDir, @space, @search, @objectives, @most, @identity, @engine, @isOver)`,
      )
      .run({ ...sweep, ...texts, isOver: sweep.isOver ? 1 : 0 });
    return store;
  }

  /** Opens a sweep by its id, or by the beginning of one; throws a ConfigError that offers the one that was probably meant. */
  static open(workspace: string, id: string): SweepStore {
    const ids = sweepIds(workspace);
    const found = ids.includes(id) ? [id] : ids.filter((one) => one.startsWith(id));
    if (found.length === 1) return new SweepStore(openAt(pathOf(workspace, found[0]!), workspace));
    const those = found.length === 0 ? didYouMean(id, ids) : `, which is the beginning of ${found.slice(0, 5).join(', ')}`;
    throw new ConfigError(`Expected the id of a sweep in "${workspace}", but it was "${id}"${those}`);
  }

  get sweep(): KeptSweep {
    const row = this.#db.prepare('SELECT * FROM sweep').get() as SweepRow;
    const texts = Object.fromEntries(TEXTS.map((name) => [name, JSON.parse(String(row[name]))]));
    const { id, createdAt, baseDir, most, engine } = row as unknown as KeptSweep;
    return { id, createdAt, baseDir, most, engine, isOver: row.isOver === 1, ...(texts as Pick<KeptSweep, (typeof TEXTS)[number]>) };
  }

  /** Those of the trials that are not kept yet, each once. */
  lacking(records: readonly TrialRecord[]): TrialRecord[] {
    const has = this.#db.prepare('SELECT 1 FROM trials WHERE number = ?').pluck();
    const numbers = new Set<number>();
    return records.filter(({ number }) => !numbers.has(number) && numbers.add(number) && has.get(number) === undefined);
  }

  /** Keeps trials, all of them or none; one that is kept already stays as it is. */
  add(records: readonly TrialRecord[]): void {
    const insert = this.#db.prepare('INSERT OR IGNORE INTO trials VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const write = this.#db.transaction(() => {
      for (const { number, point, budget = null, metrics, resultHash, failure = null, returns, perYear } of records) {
        const bytes = Buffer.from(returns.buffer, returns.byteOffset, returns.byteLength);
        insert.run(number, JSON.stringify(point), budget, metricsText(metrics), resultHash, failure, bytes, orNull(perYear));
      }
    });
    write.immediate();
  }

  /** All trials, or those from a number up to, not including, another; in order. */
  trials(from = 0, to = Number.MAX_SAFE_INTEGER): Trial[] {
    const rows = this.#db
      .prepare('SELECT number, point, budget, metrics, resultHash, failure FROM trials WHERE number >= ? AND number < ? ORDER BY number')
      .all(from, to) as TrialRow[];
    return rows.map(read);
  }

  /** What each stretch of a trial's time earned; empty where there is no such trial, or it failed. */
  returnsOf(number: number): Stretches {
    const row = this.#db.prepare('SELECT returns, perYear FROM trials WHERE number = ?').get(number) as
      | { readonly returns: Buffer; readonly perYear: number | null }
      | undefined;
    // A blob may begin anywhere in memory: its copy does at a multiple of four.
    return { returns: new Float32Array(new Uint8Array(row?.returns ?? []).buffer), perYear: row?.perYear ?? Number.NaN };
  }

  /** How many trials are kept. */
  get count(): number {
    return this.#db.prepare('SELECT COUNT(*) FROM trials').pluck().get() as number;
  }

  /** Says what a trial came to when it was run again. */
  check(number: number, resultHash: string): void {
    this.#db.prepare('INSERT OR REPLACE INTO checks VALUES (?, ?)').run(number, resultHash);
  }

  /** Trials that were run again, and what they came to. */
  checks(): ReadonlyMap<number, string> {
    const rows = this.#db.prepare('SELECT number, resultHash FROM checks').all() as { number: number; resultHash: string }[];
    return new Map(rows.map(({ number, resultHash }) => [number, resultHash]));
  }

  /** The search is over: there are no more trials than these. */
  end(): void {
    this.#db.prepare('UPDATE sweep SET isOver = 1').run();
  }

  close(): void {
    this.#db.close();
  }
}

const pathOf = (workspace: string, id: string): string => join(workspace, 'sweeps', `${id}.db`);

/** The sweeps of a workspace, oldest first by their names. */
export function sweepIds(workspace: string): string[] {
  const folder = join(workspace, 'sweeps');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.db'))
    .map((file) => file.slice(0, -3))
    .sort();
}

function openAt(path: string, workspace: string): Database {
  try {
    mkdirSync(join(workspace, 'sweeps'), { recursive: true });
    const db = connect(path);
    db.pragma('busy_timeout = 5000');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.transaction(() => {
      const version = db.pragma('user_version', { simple: true }) as number;
      for (const step of STEPS.slice(version)) db.exec(step);
      if (version < STEPS.length) db.pragma(`user_version = ${STEPS.length}`);
    }).immediate();
    return db;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`Expected a workspace that can be written, but it was "${workspace}" (${whyNot(error)})`, { cause: error });
  }
}

/** NaN is null. */
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const metricsText = (metrics: TrialRecord['metrics']): string =>
  JSON.stringify(Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, orNull(value)])));

function read({ number, point, budget, metrics, resultHash, failure }: TrialRow): Trial {
  const known = JSON.parse(metrics) as Record<string, number | null>;
  return {
    number,
    point: JSON.parse(point) as Point,
    metrics: Object.fromEntries(Object.entries(known).map(([name, value]) => [name, value ?? Number.NaN])),
    resultHash,
    ...(budget !== null && { budget }),
    ...(failure !== null && { failure }),
  };
}
