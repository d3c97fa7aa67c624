import { createRequire, syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Course } from '../../../engine/research/lookahead/decision.ts';
import type { Doors } from './job.ts';

type Refusals = Course['refused'][number][];
type Functions = Record<string, unknown>;

const SELF = fileURLToPath(import.meta.url);
const MODULE = /\.(?:[cm]?[jt]sx?|json|node|wasm)$/;
/** What tells where a module is. */
const LOOKS = /^(?:l?stat|exists|realpath|access|readlink|readdir|mkdir)/;
/** What the loader and this program's own output need, whoever is behind it. */
/** What is read to show a stack. */
const MAP = /\.map$/;
const HARMLESS = /^(?:[A-Z_]|close|fsync|internalModule)/;

/** Functions that reach beyond the process, by module; all of a module where there is no list. */
const BEYOND: Readonly<Record<string, readonly string[] | undefined>> = {
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect', 'createServer'],
  dgram: ['createSocket'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect', 'createServer', 'createSecureServer'],
  dns: undefined,
  child_process: undefined,
  cluster: ['fork', 'setupPrimary'],
  worker_threads: ['Worker'],
  sqlite: ['DatabaseSync'],
};

const WHAT: Readonly<Record<string, string>> = {
  child_process: 'start a process',
  cluster: 'start a process',
  worker_threads: 'start a thread',
  sqlite: 'open a database',
};

/**
 * Closes what leads out of this process: files, the network, other processes. What a strategy tries all the same is refused with an
 * error and written down. It is the strategy's own words that are watched, not an attacker: see docs/lookahead.md.
 */
export function closeDoors(doors: Doors): Refusals {
  const refusals: Refusals = [];
  const refuse = (what: string): never => {
    refusals.push({ what, stack: deepStack() });
    throw new Error(`Expected a strategy to know what it is given, but it tried to ${what}`);
  };
  const load = createRequire(import.meta.url);
  const fs = load('node:fs') as Functions;
  const files = new FileDoor(doors, refuse);
  files.close(fs);
  files.close(fs['promises'] as Functions);
  for (const [name, own] of Object.entries(BEYOND)) {
    let module: Functions;
    try {
      module = load(`node:${name}`) as Functions;
    } catch {
      continue;
    }
    const what = WHAT[name] ?? 'use the network';
    const shut = (all: Functions, key: string): void => {
      if (typeof all[key] === 'function') set(all, key, () => refuse(`${what} (${name}.${key})`));
    };
    for (const key of own ?? Object.keys(module)) shut(module, key);
    if (name === 'dns') for (const key of Object.keys(module['promises'] as Functions)) shut(module['promises'] as Functions, key);
    if (name === 'net') shut((module['Socket'] as { readonly prototype: Functions }).prototype, 'connect');
  }
  for (const key of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
    if (key in globalThis) set(globalThis as unknown as Functions, key, () => refuse(`use the network (${key})`));
  for (const key of ['binding', 'dlopen', '_linkedBinding'])
    set(process as unknown as Functions, key, () => refuse(`leave its process (process.${key})`));
  syncBuiltinESMExports();
  return refusals;
}

/** The functions of `fs`, for modules only. */
class FileDoor {
  readonly #doors: Doors;
  readonly #open: ReadonlySet<string>;
  readonly #allowed: ReadonlySet<string>;
  readonly #refuse: (what: string) => never;

  constructor(doors: Doors, refuse: (what: string) => never) {
    this.#doors = doors;
    this.#open = new Set([...doors.files, ...doors.allowed]);
    this.#allowed = new Set(doors.allowed);
    this.#refuse = refuse;
  }

  close(functions: Functions): void {
    for (const [name, real] of Object.entries(functions)) {
      if (typeof real !== 'function' || HARMLESS.test(name)) continue;
      const looks = LOOKS.test(name);
      const door = this;
      const guarded = function (this: unknown, ...args: unknown[]): unknown {
        if (!door.#lets(args[0], looks)) door.#refuse(wordsOf(name, args[0]));
        try {
          return Reflect.apply(real, this, args);
        } catch (error) {
          // Node 20 throws for a path that may not be read; the loader asks for many that are not there.
          if (name === 'existsSync') return false;
          throw error;
        }
      };
      // What hangs on a function, such as realpath.native, stays on it.
      set(functions, name, Object.assign(guarded, real));
    }
  }

  #lets(given: unknown, looks: boolean): boolean {
    const path = pathOf(given);
    if (path !== undefined && (this.#allowed.has(path) || MAP.test(path))) return true;
    return this.#isLoading() && (looks || path === undefined || this.#isModule(path));
  }

  #isModule(path: string): boolean {
    if (this.#open.has(path)) return true;
    return MODULE.test(path) && [...this.#doors.own, ...this.#doors.packages].some((folder) => path.startsWith(folder));
  }

  /** Whether a module is being loaded: by this program, by the loader of strategies or by Node, and not by an author's own call. */
  #isLoading(): boolean {
    for (const line of deepStack().split('\n').slice(1)) {
      if (line.includes(SELF)) continue;
      if (line.includes('node:internal/modules') || /[\\/]jiti[\\/](?:dist|lib)[\\/]/.test(line)) return true;
      if (/\(?node:/.test(line) || !line.includes(sep)) continue;
      return this.#doors.own.some((folder) => line.includes(folder));
    }
    return true;
  }
}

function pathOf(value: unknown): string | undefined {
  if (typeof value === 'string') return resolve(value.startsWith('file:') ? fileURLToPath(value) : value);
  if (value instanceof URL) return fileURLToPath(value);
  return Buffer.isBuffer(value) ? resolve(value.toString()) : undefined;
}

function wordsOf(name: string, given: unknown): string {
  const path = typeof given === 'string' ? given : pathOf(given);
  if (path === undefined) return `use files (fs.${name})`;
  return `${/write|append|mk|rm|unlink|rename|copy/i.test(name) ? 'write' : 'read'} the file "${path}"`;
}

/** Where we are, in the words of Node: a package that shows stacks in its own words would read files to do so. */
function deepStack(): string {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = 60;
  Reflect.set(Error, 'prepareStackTrace', undefined);
  const { stack = '' } = new Error('here');
  Error.stackTraceLimit = stackTraceLimit;
  Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
  return stack;
}

function set(functions: Functions, name: string, value: unknown): void {
  try {
    Object.defineProperty(functions, name, { value, writable: true, configurable: true, enumerable: true });
  } catch {
    // What cannot be closed so is closed by the permissions of the process, where it is at all.
  }
}
