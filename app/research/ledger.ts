import type { Database } from '../../data/sqlite.ts';
import type { CountedTrial, TrialKind, TrialLedger, Tried } from '../../engine/research/ledger.ts';
import { openRuns } from '../runs/open-runs.ts';
import { hashOf } from './identity.ts';

/**
 * What makes two runs the same trial: the complete specification (defaults written out, with its parameters), the data and the code.
 * The hashes are those of a prepared run, by name.
 */
export const trialHashOf = (
  spec: unknown,
  dataHashes: Readonly<Record<string, string>>,
  codeHashes: Readonly<Record<string, string>>,
): string => hashOf({ spec, data: dataHashes, code: codeHashes });

/** Writes trials of one run, sweep or walk-forward into an open `runs.db`, a row for each strategy that ran; inside a transaction of the caller's. */
export function writeTrials(db: Database, source: string, kind: TrialKind, createdAt: number, trials: readonly CountedTrial[]): void {
  const insert = db.prepare(
    'INSERT INTO trials (runId, createdAt, family, specHash, resultHash, metrics, kind) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { families, trialHash, resultHash, sharpe } of trials) {
    const metrics = Number.isFinite(sharpe) ? `{"sharpe":${sharpe}}` : '{}';
    for (const family of families) insert.run(source, createdAt, family, trialHash, resultHash, metrics, kind);
  }
}

interface Row {
  readonly trials: number;
  readonly different: number;
  readonly known: number;
  readonly mean: number | null;
  readonly squares: number | null;
}

/** The ledger of trials of a workspace, in its `runs.db`: rows are added and never taken away. */
export class Ledger implements TrialLedger {
  readonly #db: Database;

  /** Throws a ConfigError where the workspace cannot be written. */
  constructor(workspace: string) {
    this.#db = openRuns(workspace);
  }

  count(source: string, kind: TrialKind, trials: readonly CountedTrial[]): void {
    if (trials.length > 0) this.#db.transaction(() => writeTrials(this.#db, source, kind, Date.now(), trials)).immediate();
  }

  tried(families: readonly string[]): Tried {
    // the same trial came to the same Sharpe ratio, whenever it ran
    const query = this.#db.prepare(`SELECT
      COALESCE(SUM(n), 0) AS trials, COUNT(*) AS different, COUNT(s) AS known, AVG(s) AS mean, SUM(s * s) AS squares
      FROM (SELECT COUNT(*) AS n, MAX(sharpe) AS s FROM trials WHERE family = ? GROUP BY specHash)`);
    const rows = families.map((family) => query.get(family) as Row);
    const most = rows.reduce((one, other) => (other.different > one.different ? other : one), NOTHING);
    return { trials: most.trials, different: most.different, variance: varianceOf(most) };
  }

  /** The strategies of which a run, sweep or walk-forward was counted; none where there was no such thing. */
  familiesOf(source: string): readonly string[] {
    return this.#db.prepare('SELECT DISTINCT family FROM trials WHERE runId = ? ORDER BY family').pluck().all(source) as string[];
  }

  close(): void {
    this.#db.close();
  }
}

const NOTHING: Row = { trials: 0, different: 0, known: 0, mean: null, squares: null };

const varianceOf = ({ known, mean, squares }: Row): number =>
  known < 2 ? Number.NaN : Math.max(0, squares! - known * mean! * mean!) / (known - 1);
