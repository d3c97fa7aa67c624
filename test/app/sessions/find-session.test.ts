import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSession, sessionIds } from '../../../app/sessions/find-session.ts';
import { folder } from '../in-process.ts';

function workspaceWith(...ids: readonly string[]): string {
  const path = folder();
  for (const id of ids) {
    mkdirSync(join(path, 'sessions', id), { recursive: true });
    writeFileSync(join(path, 'sessions', id, 'journal.db'), '');
  }
  return path;
}

describe('a session', () => {
  const path = workspaceWith('paper-a-20261121-1955-x7k2', 'paper-a-20261121-1956-bb22', 'live-b-20261121-1955-cc33');

  it('is meant by its id, by a beginning that no other has, and by its last word', () => {
    expect(findSession(path, 'paper-a-20261121-1956-bb22')).toBe('paper-a-20261121-1956-bb22');
    expect(findSession(path, 'live')).toBe('live-b-20261121-1955-cc33');
    expect(findSession(path, 'x7k2')).toBe('paper-a-20261121-1955-x7k2');
  });

  it('is not guessed where several are meant, or none', () => {
    expect(() => findSession(path, 'paper')).toThrow(
      'Expected one session, but "paper" begins 2 of them: paper-a-20261121-1955-x7k2, paper-a-20261121-1956-bb22',
    );
    expect(() => findSession(path, 'live-b-20261121-1955-cc34')).toThrow(
      `Expected the id of a session in "${path}", but it was "live-b-20261121-1955-cc34"; did you mean "live-b-20261121-1955-cc33"?`,
    );
    expect(() => findSession(path, '../../etc')).toThrow('Expected the id of a session');
    const many = workspaceWith(...Array.from({ length: 9 }, (_, k) => `paper-${k}`));
    expect(() => findSession(many, 'paper')).toThrow('paper-0, paper-1, paper-2, paper-3, paper-4 and 4 more');
  });

  it('is not there in a workspace without one, nor is a folder without a journal one', () => {
    const empty = folder();
    mkdirSync(join(empty, 'sessions', 'paper-a'), { recursive: true });
    expect(sessionIds(empty)).toEqual([]);
    expect(() => findSession(empty, 'paper-a')).toThrow(
      `Expected a session in "${empty}", but there was none: onetape paper RUN.json begins one`,
    );
  });
});
