import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Told } from '../../../app/sessions/chronicle.ts';
import type { Happening } from '../../../app/sessions/happening.ts';
import { sessionRow } from '../../../app/sessions/session-row.ts';
import { readStatus } from '../../../app/sessions/status.ts';
import { pause, running, SESSION, workspace } from './fixture.ts';

/** What a session's log holds: kind and words. */
const logged = (folder: string): string[] =>
  readFileSync(join(folder, 'log.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; msg: string })
    .map(({ kind, msg }) => `${kind} ${msg}`);

const WHOLE_LIFE = [
  'order order 1 submitted: buy 1 DAYS market',
  'order order 1 accepted: buy 1 DAYS market',
  'log mine: waits',
  'fill bought 1 DAYS at 102 (in), order 1',
  'order order 2 submitted: buy 1 DAYS limit at 1',
  'order order 2 accepted: buy 1 DAYS limit at 1',
  'order order 3 submitted: sell 1 DAYS market',
  'order order 3 accepted: sell 1 DAYS market',
  'fill sold 1 DAYS at 105, order 3',
];

describe('what happens in a session', () => {
  it('is told in the order in which it did, once', async () => {
    const session = await running(workspace());
    await session.let(10);
    await session.over;
    const told = logged(session.folder);
    expect(told[0]).toBe('start a new session: paper, simulator');
    expect(told.at(-1)).toBe('stop the session has ended');
    expect(told.slice(1, -1).sort()).toEqual(WHOLE_LIFE.toSorted());
    const times = readFileSync(join(session.folder, 'log.jsonl'), 'utf8').match(/"ts":\d+/g)!;
    expect(times).toEqual(times.toSorted());
  });

  it.each([1, 2, 3, 4, 5, 6, 9])(
    'is not told again by a session that crashed after %i bars and goes on, and nothing is left out',
    async (bars) => {
      const place = workspace();
      const before = await running(place);
      await before.let(bars);
      await before.crash();
      const after = await running(place);
      await after.let(10 - bars);
      await after.over;
      const told = logged(before.folder).filter((line) => !/^(start|stop) /.test(line));
      expect(told.sort()).toEqual(WHOLE_LIFE.toSorted());
      expect(logged(before.folder)).toContainEqual(expect.stringMatching(/^start the session goes on/));
    },
  );

  it.each([
    [2, 1],
    [2, 4],
    [3, 4],
    [4, 7],
  ])('is told once though the session is rebuilt every %i days, and crashes after %i', async (days, bars) => {
    const place = workspace();
    const every = days * 86_400_000;
    const before = await running(place, { every });
    await before.let(bars);
    await before.crash();
    const after = await running(place, { every });
    await after.let(10 - bars);
    await after.over;
    const told = logged(before.folder);
    expect(told.filter((line) => line.startsWith('epoch')).length).toBeGreaterThan(1);
    expect(told.filter((line) => !/^(start|stop|epoch) /.test(line)).sort()).toEqual(WHOLE_LIFE.toSorted());
  });

  it('is told after a crash in which it was recorded and not yet told', async () => {
    const place = workspace();
    const before = await running(place);
    await before.let(3);
    await before.crash();
    // As if it had been killed between its second bar and a quarter of a second later.
    const told = JSON.parse(readFileSync(join(before.folder, 'told.json'), 'utf8')) as Told;
    expect(told.rows).toEqual({ fills: 1, orders: 5, states: 0, logs: 1 });
    writeFileSync(join(before.folder, 'told.json'), JSON.stringify({ ...told, rows: { ...told.rows, fills: 0, orders: 3 } }));
    writeFileSync(join(before.folder, 'log.jsonl'), '');
    await running(place);
    await pause(400);
    expect(logged(before.folder)).toEqual([
      'start the session goes on: paper, simulator',
      'fill bought 1 DAYS at 102 (in), order 1',
      'order order 2 submitted: buy 1 DAYS limit at 1',
      'order order 2 accepted: buy 1 DAYS limit at 1',
    ]);
  });

  it('is told though a listener throws, and does not stop the session', async () => {
    const place = workspace();
    const heard: Happening[] = [];
    const session = await running(place, {
      io: {
        stderr: {
          write: () => {
            throw new Error('no screen');
          },
        },
        env: {},
        isTTY: false,
      },
    });
    session.attended.say({ kind: 'error', ts: Number.NaN, text: 'x', data: {} });
    await session.let(10);
    await session.over;
    expect(heard).toEqual([]);
    expect(logged(session.folder).length).toBe(WHOLE_LIFE.length + 3);
  });
});

describe('the status of a session', () => {
  it('says that it runs, that it crashed, and how it ended', async () => {
    const place = workspace();
    const before = await running(place);
    await before.let(4);
    expect(sessionRow(place.path, SESSION)).toMatchObject({ state: 'running', pid: process.pid, halted: false, mode: 'paper' });
    await before.crash();
    expect(sessionRow(place.path, SESSION)).toMatchObject({ state: 'crashed', pid: null });
    const after = await running(place);
    await after.let(6);
    await after.over;
    expect(sessionRow(place.path, SESSION)).toMatchObject({
      state: 'ended',
      pid: null,
      instruments: ['DAYS'],
      strategies: ['mine'],
      pnl: 3,
    });
    expect(readStatus(after.folder)?.view?.counts).toEqual({ entries: expect.any(Number), orders: 3, fills: 2 });
  });

  it('is of no journal that is damaged', async () => {
    const place = workspace();
    const session = await running(place);
    await session.let(10);
    await session.over;
    writeFileSync(join(session.folder, 'journal.db'), 'no database at all, but some text that is long enough to be looked at');
    expect(sessionRow(place.path, SESSION)).toMatchObject({ state: 'damaged', mode: null, pnl: 3 });
  });
});
