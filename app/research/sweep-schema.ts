/** What the file of a sweep looks like. A step is never changed once released: a new one is added. */
export const STEPS = [
  `CREATE TABLE sweep (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    families TEXT NOT NULL,
    spec TEXT NOT NULL,
    baseDir TEXT NOT NULL,
    space TEXT NOT NULL,
    search TEXT NOT NULL,
    objectives TEXT NOT NULL,
    most INTEGER NOT NULL,
    identity TEXT NOT NULL,
    engine TEXT NOT NULL,
    isOver INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE trials (
    number INTEGER PRIMARY KEY,
    point TEXT NOT NULL,
    budget REAL,
    metrics TEXT NOT NULL,
    resultHash TEXT NOT NULL,
    failure TEXT,
    returns BLOB NOT NULL,
    perYear REAL
  ) STRICT;
  CREATE TABLE checks (
    number INTEGER PRIMARY KEY REFERENCES trials,
    resultHash TEXT NOT NULL
  ) STRICT;`,
] as const;
