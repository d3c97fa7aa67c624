/** Marks a SQLite file as a store: "1tap". */
export const APPLICATION_ID = 0x31746170;

/**
 * What `store.db` looks like. A step is never changed once released: a new one is added. A blob is never changed either, only
 * written and deleted, and its number never used again: what was once read under it is what is read.
 */
export const STEPS = [
  `CREATE TABLE instruments (id TEXT PRIMARY KEY, spec TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE series (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    instrument TEXT NOT NULL,
    kind TEXT NOT NULL,
    timeframe TEXT NOT NULL,
    price TEXT NOT NULL,
    columns TEXT NOT NULL,
    cursor TEXT,
    findings TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
  CREATE TABLE blobs (id INTEGER PRIMARY KEY AUTOINCREMENT, data BLOB NOT NULL) STRICT;
  CREATE TABLE chunks (
    series INTEGER NOT NULL REFERENCES series,
    slot INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    firstOpen REAL NOT NULL,
    lastOpen REAL NOT NULL,
    firstTs REAL NOT NULL,
    lastTs REAL NOT NULL,
    bytes INTEGER NOT NULL,
    hash BLOB NOT NULL,
    blob INTEGER NOT NULL,
    PRIMARY KEY (series, slot)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    identity TEXT NOT NULL,
    source TEXT NOT NULL,
    columns TEXT NOT NULL,
    rows INTEGER NOT NULL,
    begunAt INTEGER NOT NULL,
    touchedAt INTEGER NOT NULL,
    UNIQUE (key, identity)
  ) STRICT;
  CREATE TABLE staged (
    import INTEGER NOT NULL REFERENCES imports,
    slot INTEGER NOT NULL,
    part INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    firstOpen REAL NOT NULL,
    lastOpen REAL NOT NULL,
    firstTs REAL NOT NULL,
    lastTs REAL NOT NULL,
    bytes INTEGER NOT NULL,
    hash BLOB NOT NULL,
    blob INTEGER NOT NULL,
    PRIMARY KEY (import, slot, part)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW catalog AS
    SELECT key, instrument, kind, timeframe, price, COALESCE(SUM(rows), 0) AS rows,
      strftime('%Y-%m-%dT%H:%M:%fZ', MIN(firstOpen) / 1000, 'unixepoch') AS begins,
      strftime('%Y-%m-%dT%H:%M:%fZ', MAX(lastTs) / 1000, 'unixepoch') AS ends,
      COUNT(slot) AS chunks, COALESCE(SUM(bytes), 0) AS bytes, columns
    FROM series LEFT JOIN chunks ON chunks.series = series.id GROUP BY series.id ORDER BY key;`,
] as const;
