/** What `runs.db` looks like. A step is never changed once released: a new one is added. The ledger only grows. */
export const STEPS = [
  `CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    createdAt INTEGER NOT NULL,
    family TEXT NOT NULL,
    spec TEXT NOT NULL,
    baseDir TEXT NOT NULL,
    resultHash TEXT NOT NULL,
    dataHashes TEXT NOT NULL,
    codeHashes TEXT NOT NULL,
    engine TEXT NOT NULL,
    node TEXT NOT NULL,
    metrics TEXT NOT NULL,
    repeatable INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX runsByTime ON runs (createdAt);
  CREATE TABLE trials (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    runId TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    family TEXT NOT NULL,
    specHash TEXT NOT NULL,
    resultHash TEXT NOT NULL,
    metrics TEXT NOT NULL
  ) STRICT;
  CREATE INDEX trialsByFamily ON trials (family);
  CREATE TRIGGER trialsStay BEFORE DELETE ON trials BEGIN SELECT RAISE(ABORT, 'a trial is never deleted'); END;
  CREATE TRIGGER trialsHold BEFORE UPDATE ON trials BEGIN SELECT RAISE(ABORT, 'a trial is never changed'); END;`,
  // what a family is worth is read out of an index alone, however often it was tried
  `ALTER TABLE trials ADD COLUMN kind TEXT NOT NULL DEFAULT 'backtest';
  ALTER TABLE trials ADD COLUMN sharpe REAL AS (json_extract(metrics, '$.sharpe')) VIRTUAL;
  DROP INDEX trialsByFamily;
  CREATE INDEX trialsOfFamily ON trials (family, specHash, sharpe);
  CREATE INDEX trialsBySource ON trials (runId, family);`,
] as const;
