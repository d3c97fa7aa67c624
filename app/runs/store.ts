import type { Database } from '../../data/sqlite.ts';
import { trialHashOf, writeTrials } from '../research/ledger.ts';
import { openRuns } from './open-runs.ts';

/** A run as it is kept: all that is needed to run it again, and what it came to. */
export interface KeptRun {
  readonly id: string;
  /** Milliseconds UTC. */
  readonly createdAt: number;
  readonly families: readonly string[];
  readonly spec: unknown;
  /** What relative paths in the specification are relative to. */
  readonly baseDir: string;
  readonly resultHash: string;
  readonly dataHashes: Readonly<Record<string, string>>;
  readonly codeHashes: Readonly<Record<string, string>>;
  readonly engine: string;
  readonly node: string;
  /** NaN is null. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** False where the strategy or its data existed in a program's memory only. */
  readonly repeatable: boolean;
}

/** How often a strategy was tried. */
export interface TrialCount {
  readonly family: string;
  readonly trials: number;
  /** Trials of different specifications, data or code. */
  readonly different: number;
}

type Row = Omit<KeptRun, 'families' | 'spec' | 'dataHashes' | 'codeHashes' | 'metrics' | 'repeatable'> & {
  readonly family: string;
  readonly spec: string;
  readonly dataHashes: string;
  readonly codeHashes: string;
  readonly metrics: string;
  readonly repeatable: number;
};

/** The runs of a workspace and the ledger of trials, in `runs.db`. What is written is written whole or not at all. */
export class RunStore {
  readonly #db: Database;

  /** Opens `runs.db` in a workspace, making both where they are absent. Throws a ConfigError where that cannot be done. */
  constructor(workspace: string) {
    this.#db = openRuns(workspace);
  }

  /** Keeps a run and counts a trial of each of its strategies. False where the id is taken already: nothing is written then. */
  add(run: KeptRun): boolean {
    const spec = JSON.stringify(run.spec);
    const metrics = JSON.stringify(run.metrics);
    const insert = this.#db.prepare(
      `INSERT OR IGNORE INTO runs VALUES (@id, @createdAt, @family, @spec, @baseDir, @resultHash, @dataHashes, @codeHashes, @engine, @node, @metrics, @repeatable)`,
    );
    const write = this.#db.transaction(() => {
      const { changes } = insert.run({
        ...run,
        spec,
        metrics,
        family: JSON.stringify(run.families),
        dataHashes: JSON.stringify(run.dataHashes),
        codeHashes: JSON.stringify(run.codeHashes),
        repeatable: run.repeatable ? 1 : 0,
      });
      if (changes === 0) return false;
      const { id, createdAt, families, resultHash } = run;
      const trialHash = trialHashOf(run.spec, run.dataHashes, run.codeHashes);
      writeTrials(this.#db, id, 'backtest', createdAt, [{ families, trialHash, resultHash, sharpe: run.metrics['sharpe'] ?? Number.NaN }]);
      return true;
    });
    return write.immediate();
  }

  /** A run by its id; undefined where there is none. */
  get(id: string): KeptRun | undefined {
    const row = this.#db.prepare('SELECT * FROM runs WHERE id = ?').get(id) as Row | undefined;
    return row === undefined ? undefined : read(row);
  }

  /** All runs, newest first. */
  all(): readonly KeptRun[] {
    return (this.#db.prepare('SELECT * FROM runs ORDER BY createdAt DESC, rowid DESC').all() as Row[]).map(read);
  }

  /** Deletes a run; its trials stay. False where there is none. */
  remove(id: string): boolean {
    return this.#db.prepare('DELETE FROM runs WHERE id = ?').run(id).changes > 0;
  }

  /** How often each strategy was tried in this workspace, deleted runs included. */
  trials(): readonly TrialCount[] {
    return this.#db
      .prepare('SELECT family, COUNT(*) AS trials, COUNT(DISTINCT specHash) AS different FROM trials GROUP BY family ORDER BY family')
      .all() as TrialCount[];
  }

  close(): void {
    this.#db.close();
  }
}

function read({ family, spec, dataHashes, codeHashes, metrics, repeatable, ...rest }: Row): KeptRun {
  return {
    ...rest,
    families: JSON.parse(family) as string[],
    spec: JSON.parse(spec) as unknown,
    dataHashes: JSON.parse(dataHashes) as Record<string, string>,
    codeHashes: JSON.parse(codeHashes) as Record<string, string>,
    metrics: JSON.parse(metrics) as Record<string, number | null>,
    repeatable: repeatable === 1,
  };
}
