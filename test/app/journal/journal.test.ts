import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../data/sqlite.ts';
import type { Entry } from '../../../engine/loop/journal.ts';
import { ConfigError, InvariantError } from '../../../engine/model/errors.ts';
import { millis } from '../../../engine/model/time.ts';
import { epoch, MANIFEST, note, step } from './entries.ts';
import { create, newFolder, open, read, times, upTo } from './fixture.ts';

const ALL: readonly Entry[] = [
  { kind: 'decision', ts: 1, seenTs: 2, what: 'gate', text: 'no promotion record: "go on"' },
  epoch(10, {
    state: { account: { cash: -0, drawdown: Number.NaN, top: Number.NEGATIVE_INFINITY }, memory: { list: [1, 'a', null] } },
    warmUp: [
      { feed: 0, values: [1, 2, 3] },
      { feed: 1, values: [4, 5] },
      { feed: 0, values: [6, 7, 8] },
    ],
  }),
  step(20, {
    opens: [{ feed: 1, values: [20, 80, 5.5] }],
    rows: [
      { feed: 2, values: [0.1, -0, Number.NaN] },
      { feed: 0, values: [Number.MIN_VALUE, Number.MAX_VALUE, Number.POSITIVE_INFINITY] },
      { feed: 65_535, values: [] },
    ],
    inputs: [{ kind: 'human', ts: millis(19), seq: 1, order: { kind: 'close-all' } }],
    commands: [{ kind: 'cancel', ts: millis(20), id: 3 }],
  }),
  step(30, { moment: 'open', rows: [], raised: [0, 3] }),
  step(40, { rows: [] }),
  note(50, { row: { feed: 0, values: [1, 2, 3] } }),
  note(51.25, { text: 'Zürich, 東京, 🎞, "quoted"\n\u0000' }),
];

describe('a journal', () => {
  it('gives back what was appended, entry by entry, number by number', () => {
    const folder = newFolder();
    const written = create(folder);
    written.append(ALL.slice(0, 1));
    written.append(ALL.slice(1, 5));
    written.append(ALL.slice(5));
    expect([...written.entries(0)]).toEqual(ALL);
    written.close();
    expect([...read(folder).entries(0)]).toEqual(ALL);
    expect(open(folder).manifest).toEqual({ ...MANIFEST, format: 1 });
  });

  it('goes on where it ended, and its hash with it', () => {
    const [one, parts] = [create(), newFolder()];
    one.append(ALL);
    create(parts).close();
    for (const entry of ALL) {
      const journal = open(parts);
      journal.append([entry]);
      journal.close();
    }
    expect(open(parts).tip).toEqual(one.tip);
    expect(one.tip.entries).toBe(ALL.length);
  });

  it('has another hash for anything that is different', () => {
    const tips = [
      [step(1)],
      [step(2)],
      [step(1, { seenTs: 7 })],
      [step(1, { moment: 'open' })],
      [step(1, { raised: [0] })],
      [step(1, { rows: [] })],
      [step(1, { opens: step(1).rows, rows: [] })],
      [step(1, { rows: [{ feed: 1, values: step(1).rows[0]!.values }] })],
      [step(1), step(1)],
      [note(1)],
      [note(1, { text: 'late' })],
    ].map((entries) => {
      const journal = create();
      journal.append(entries);
      return journal.tip.hash;
    });
    expect(new Set(tips).size).toBe(tips.length);
  });

  it('keeps all of an append or nothing', () => {
    const journal = create();
    journal.append([epoch(1)]);
    const before = journal.tip;
    const broken = epoch(3, { state: { at: () => 1 } });
    expect(() => journal.append([step(2), epoch(2), broken])).toThrow(InvariantError);
    expect([journal.tip, journal.epochs, times(journal.entries())]).toEqual([before, 1, [1]]);
    journal.append([]);
    journal.append([step(2), epoch(3)]);
    expect([journal.epochs, times(journal.entries(0))]).toEqual([2, [1, 2, 3]]);
  });

  it('refuses to be changed, by anybody who opens the file', () => {
    const folder = newFolder();
    const journal = create(folder);
    journal.append([epoch(1), step(2)]);
    const db = connect(join(folder, 'journal.db'));
    for (const sql of ['UPDATE entries SET ts = 0', 'DELETE FROM entries', 'UPDATE manifest SET text = 1', 'DELETE FROM epochs'])
      expect(() => db.exec(sql)).toThrow('a journal is never changed');
    for (const seq of [2, 4])
      expect(() => db.exec(`INSERT OR REPLACE INTO entries VALUES (${seq}, 'note', 0, 1, 1, NULL, NULL, x'00')`)).toThrow(
        'an entry follows the last one',
      );
    expect(() => db.exec("INSERT OR REPLACE INTO epochs VALUES (0, 1, x'00')")).toThrow('an epoch follows the last one');
    expect(() => db.exec("INSERT OR REPLACE INTO manifest VALUES (1, '{}')")).toThrow('a journal has one manifest');
    db.close();
    expect(times(journal.entries())).toEqual([1, 2]);
  });

  it('is begun once', () => {
    const folder = newFolder();
    create(folder).close();
    expect(() => create(folder)).toThrow(
      new ConfigError(`Expected a new session, but it was "there already" at "${join(folder, 'journal.db')}"`),
    );
    expect(open(folder).tip.entries).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('lies in a folder for its owner alone (skipped on Windows: it has no modes of files)', () => {
    const folder = newFolder();
    create(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});

describe('epochs', () => {
  it('are read from the newest on, or from one that is named', () => {
    const journal = create();
    expect([journal.epochs, [...journal.entries()]]).toEqual([0, []]);
    journal.append([note(1), epoch(2), step(3)]);
    journal.append([step(4), epoch(5), step(6), epoch(7)]);
    expect(journal.epochs).toBe(4);
    expect(times(journal.entries())).toEqual([7]);
    expect(times(journal.entries(2))).toEqual([5, 6, 7]);
    expect(times(journal.entries(1))).toEqual([2, 3, 4, 5, 6, 7]);
    expect(times(journal.entries(0))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(() => [...journal.entries(4)]).toThrow(/^Expected an epoch of the journal ".*journal.db" from 0 to 3, but it was "4"$/);
  });

  it('begin with the first entry, where that is one of their kind', () => {
    const journal = create();
    journal.append([epoch(1), step(2), epoch(3), step(4)]);
    expect([journal.epochs, times(journal.entries())]).toEqual([2, [3, 4]]);
  });
});

describe('a reader', () => {
  it('beside the writer sees what is appended while it reads', () => {
    const folder = newFolder();
    const journal = create(folder);
    journal.append([epoch(0), ...upTo(100).map((ts) => step(ts))]);
    const seen: number[] = [];
    for (const { ts } of read(folder).entries()) {
      seen.push(ts);
      if (ts % 10 === 0 && ts < 100) journal.append([step(101 + ts / 10)]);
    }
    expect(seen).toEqual([0, ...upTo(110)]);
  });

  it('cannot write', () => {
    const folder = newFolder();
    create(folder);
    expect('append' in read(folder) && (() => (read(folder) as ReturnType<typeof create>).append([step(1)]))).toThrow(InvariantError);
  });
});

describe('the size per day', () => {
  it('is that of the file, told apart into tape and the rest', () => {
    const folder = newFolder();
    const journal = create(folder);
    expect(journal.sizePerDay).toEqual({ tape: Number.NaN, rest: Number.NaN, over: 0 });
    const HOUR = 3_600_000;
    journal.append([
      epoch(0),
      ...upTo(6000).map((k) => step((k * HOUR) / 250, { commands: k % 20 === 0 ? [{ kind: 'cancel', ts: millis(k), id: k }] : [] })),
    ]);
    const { tape, rest, over } = journal.sizePerDay;
    expect(over).toBe(24 * HOUR);
    expect(tape).toBe(6000 * (12 + 8 + 2 + 3 * 9));
    journal.close();
    const size = statSync(join(folder, 'journal.db')).size;
    expect((tape + rest) / size).toBeGreaterThan(0.9);
    expect((tape + rest) / size).toBeLessThan(1.1);
  });

  it('allows for what is left empty in pages: rows of a third of one, and rows of several', () => {
    for (const values of [150, 5000]) {
      const folder = newFolder();
      const journal = create(folder);
      const rows = [{ feed: 0, values: upTo(values) }];
      journal.append(upTo(400).map((k) => step(k * 216_000, { rows })));
      const { tape, rest, over } = journal.sizePerDay;
      journal.close();
      expect(((tape + rest) * over) / 86_400_000 / statSync(join(folder, 'journal.db')).size).toBeCloseTo(1, 1);
    }
  });

  it('counts the last day alone, and is scaled up where there is less', () => {
    const journal = create();
    const DAY = 86_400_000;
    journal.append([epoch(0), ...upTo(50).map((k) => step(DAY + k * 1000))]);
    expect(journal.sizePerDay).toMatchObject({ over: 49_000 });
    expect(journal.sizePerDay.tape).toBeCloseTo((50 * 49 * DAY) / 49_000, 3);
  });
});
