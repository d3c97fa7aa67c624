import { describe, expect, it } from 'vitest';
import { connect, sqliteFor } from '../../data/sqlite.ts';

const V12 = 'better-sqlite3';
const V13 = 'better-sqlite3-napi';

/** A package: it opens connections, or says why it cannot. */
type Build = 'works' | Error;
const faulty = (message: string, code?: string): Build => Object.assign(new Error(message), { code });
const fromAnotherNode = faulty('was compiled against a different Node.js version', 'ERR_DLOPEN_FAILED');
const unbuilt = faulty('Could not locate the bindings file. Tried:\n → build/better_sqlite3.node');

/** Which build is used under a Node, of those that are installed. */
function used(node: string, nodeApi: number, installed: Readonly<Record<string, Build>>): string {
  let opened = '';
  sqliteFor(node, nodeApi, (name) => {
    const build: Build | undefined = installed[name];
    if (build === undefined) throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
    return class {
      constructor() {
        if (build !== 'works') throw build;
        opened = name;
      }
      close(): void {}
    };
  });
  return opened;
}

describe('SQLite', () => {
  it('is better-sqlite3 13 where Node has the Node-API for it', () => {
    expect(used('26.10.0', 10, { [V12]: 'works', [V13]: 'works' })).toBe(V13);
    expect(used('22.14.0', 10, { [V12]: unbuilt, [V13]: 'works' })).toBe(V13);
  });

  it('is 12 where 13 would kill the process, even if somebody installed it', () => {
    expect(used('20.20.2', 9, { [V12]: 'works', [V13]: 'works' })).toBe(V12);
    expect(used('22.13.1', 9, { [V12]: 'works', [V13]: 'works' })).toBe(V12);
  });

  it('is 12 under Node 22 where 13 was left out', () => {
    expect(used('22.23.3', 10, { [V12]: 'works' })).toBe(V12);
  });

  it('is never 12 under a Node that would abort the process for it', () => {
    expect(() => used('24.21.0', 10, { [V12]: 'works' })).toThrow(
      'Expected the package "better-sqlite3-napi" to be installed for Node 24.21.0, but it was "absent": install onetape again under this Node',
    );
  });

  it.each([
    ['absent', {}],
    ['not built', { [V12]: unbuilt }],
    ['built for another', { [V12]: fromAnotherNode }],
    ['out of memory', { [V12]: faulty('out of memory\n  somewhere') }],
  ])('that is %s is told in a sentence', (was, installed) => {
    expect(() => used('20.20.2', 9, installed)).toThrow(
      `Expected the package "better-sqlite3" to be installed for Node 20.20.2, but it was "${was}": install onetape again under this Node`,
    );
  });

  it('opens a connection here', () => {
    const db = connect(':memory:');
    expect(db.prepare('SELECT 1 + 1 AS two').get()).toEqual({ two: 2 });
    db.close();
  });
});
