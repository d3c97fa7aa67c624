import { describe, expect, it } from 'vitest';
import { sqliteFor } from '../../data/sqlite.ts';

/** What is loaded under a Node, of what is installed. */
function loaded(node: string, nodeApi: number, installed: readonly string[]): unknown {
  return sqliteFor(node, nodeApi, (name) => {
    if (installed.includes(name)) return name;
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
  });
}

const both = ['better-sqlite3', 'better-sqlite3-napi'];

describe('better-sqlite3', () => {
  it('is 13 where Node has the Node-API for it', () => {
    expect(loaded('24.21.0', 10, both)).toBe('better-sqlite3-napi');
    expect(loaded('22.23.3', 10, both)).toBe('better-sqlite3-napi');
  });

  it('is 12 where 13 would kill the process, even if somebody installed it', () => {
    expect(loaded('20.20.2', 9, both)).toBe('better-sqlite3');
    expect(loaded('22.13.1', 9, both)).toBe('better-sqlite3');
  });

  it('is 12 under Node 22 where 13 was left out', () => {
    expect(loaded('22.23.3', 10, ['better-sqlite3'])).toBe('better-sqlite3');
  });

  it('is refused in a sentence where 12 would abort the process and 13 was left out', () => {
    expect(() => loaded('24.21.0', 10, ['better-sqlite3'])).toThrow(
      'Expected the optional package "better-sqlite3-napi", which Node 24 and newer need, but it was "absent": install onetape again without --omit=optional',
    );
  });

  it('that is installed and does not load says why itself', () => {
    const broken = (): never => {
      throw Object.assign(new Error('wrong ELF class'), { code: 'ERR_DLOPEN_FAILED' });
    };
    expect(() => sqliteFor('24.21.0', 10, broken)).toThrow('wrong ELF class');
  });
});
