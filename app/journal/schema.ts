/** Marks a SQLite file as a journal: "1jnl". */
export const APPLICATION_ID = 0x316a6e6c;

/** The format that is written. */
export const FORMAT = 1;

/**
 * What `journal.db` looks like. Nothing in it is ever changed: a row is added behind the last one, or not at all. An epoch names its
 * first entry and the hash of the chain before it, so that what is older need not be read.
 */
export const SCHEMA = `CREATE TABLE manifest (id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT NOT NULL) STRICT;
  CREATE TABLE epochs (epoch INTEGER PRIMARY KEY, seq INTEGER NOT NULL, before BLOB NOT NULL) STRICT;
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    ts REAL NOT NULL,
    seenTs REAL NOT NULL,
    tape BLOB,
    body TEXT,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER entriesFollow BEFORE INSERT ON entries
    WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries)
    BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;
  CREATE TRIGGER epochsFollow BEFORE INSERT ON epochs
    WHEN NEW.epoch <> (SELECT COALESCE(MAX(epoch), -1) + 1 FROM epochs)
    BEGIN SELECT RAISE(ABORT, 'an epoch follows the last one'); END;
  CREATE TRIGGER manifestIsOne BEFORE INSERT ON manifest
    WHEN EXISTS (SELECT 1 FROM manifest)
    BEGIN SELECT RAISE(ABORT, 'a journal has one manifest'); END;
  ${['manifest', 'epochs', 'entries']
    .flatMap((table) =>
      ['UPDATE', 'DELETE'].map(
        (what) =>
          `CREATE TRIGGER ${table}Keep${what} BEFORE ${what} ON ${table} BEGIN SELECT RAISE(ABORT, 'a journal is never changed'); END;`,
      ),
    )
    .join('\n  ')}`;
