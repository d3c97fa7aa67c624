import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, StrategyError } from '../../../engine/model/errors.ts';
import type { Course } from '../../../engine/research/lookahead/decision.ts';
import type { Answer, Doors, Job, Order, Terms } from './job.ts';

const SELF = fileURLToPath(import.meta.url);
const EXTENSION = extname(SELF);
/** Where this program's modules lie: the built ones, or in a checkout the sources. */
const ROOT = realpathSync(resolve(dirname(SELF), '../../..'));
const OWN = ['app', 'engine', 'strategies', 'data', 'reports'].map((folder) => join(ROOT, folder, sep));
const IS_SOURCE = EXTENSION === '.ts';
/** Where the loader keeps what it has compiled: a checkout would be compiled anew for every process. */
const CACHE = join(tmpdir(), 'jiti', sep);

/** What a strategy's process may read: programs, the strategy's own files, and what the user allows. */
export function doorsOf(files: readonly string[], allowed: readonly string[]): Doors {
  const own = files.flatMap((file) => [file, realpathSync(file)]).filter((file) => !OWN.some((folder) => file.startsWith(folder)));
  const around = new Set([ROOT, ...own.map((file) => dirname(file))].flatMap(packagesAbove));
  return {
    files: [...new Set(own)],
    allowed: allowed.flatMap((file) => [file, realpathSync(file)]),
    own: [...OWN, ...(IS_SOURCE ? [CACHE] : [])],
    packages: [...new Set([...around, ...[...around].flatMap(linkedFrom)])],
  };
}

/** The `node_modules` of a folder and of those around it. */
function packagesAbove(folder: string): string[] {
  const own = join(folder, 'node_modules', sep);
  const above = dirname(folder);
  return above === folder ? [own] : [own, ...packagesAbove(above)];
}

/** Where a folder of packages really is, and those of its packages that lie elsewhere. */
function linkedFrom(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const real = join(realpathSync(folder), sep);
  const entries = readdirSync(folder, { withFileTypes: true });
  const scoped = entries.filter(({ name }) => name.startsWith('@')).flatMap(({ name }) => linkedFrom(join(folder, name, sep)));
  const linked = entries.filter((entry) => entry.isSymbolicLink() && existsSync(join(folder, entry.name)));
  return [
    real,
    ...scoped,
    ...linked.map(({ name }) => join(realpathSync(join(folder, name)), sep)).filter((path) => !path.startsWith(real)),
  ];
}

/** One process without files and network, which does runs one after the other. */
export class StrategyProcess {
  readonly #child: ChildProcess;
  #complaint = '';
  #settle: { readonly resolve: (course: Course) => void; readonly reject: (error: Error) => void } | undefined;

  constructor(terms: Terms, doors: Doors) {
    const child = join(dirname(SELF), `child${EXTENSION}`);
    const jiti = join(ROOT, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs');
    const folders = [...doors.own, ...doors.packages].map((folder) => folder.slice(0, -1));
    const readable = [...folders, ...doors.files, ...doors.allowed, join(ROOT, 'package.json')];
    this.#child = fork(IS_SOURCE ? jiti : child, IS_SOURCE ? [child] : [], {
      execArgv: [
        permissionFlag(),
        '--no-warnings',
        ...[...new Set(readable)].map((path) => `--allow-fs-read=${path}`),
        ...(IS_SOURCE ? [`--allow-fs-write=${CACHE.slice(0, -1)}`] : []),
      ],
      cwd: IS_SOURCE ? ROOT : process.cwd(),
      env: { TZ: 'UTC', ...(!IS_SOURCE && { JITI_FS_CACHE: 'false' }) },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stdout!.resume();
    this.#child.stderr!.on('data', (chunk: Buffer) => (this.#complaint = `${this.#complaint}${chunk}`.slice(-2_000)));
    this.#child.on('message', (answer: Answer) => {
      if (answer.kind === 'course') this.#settle?.resolve(answer.course);
      else this.#settle?.reject(new ConfigError(answer.text));
    });
    this.#child.on('error', (error) => this.#settle?.reject(error));
    this.#child.on('exit', (code, signal) => this.#settle?.reject(this.#died(code, signal)));
    this.#send({ kind: 'terms', terms, doors });
  }

  run(job: Job): Promise<Course> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#send({ kind: 'run', job });
    });
  }

  end(): void {
    this.#settle = undefined;
    this.#child.kill('SIGKILL');
  }

  #send(order: Order): void {
    this.#child.send(order, (error) => {
      if (error !== null) this.#settle?.reject(error);
    });
  }

  #died(code: number | null, signal: string | null): StrategyError {
    const last =
      this.#complaint
        .trim()
        .split('\n')
        .find((line) => /Error/.test(line)) ?? '';
    return new StrategyError(
      `Expected the process of a strategy to live to the end of its runs, but it ended with "${signal ?? code}"${last === '' ? '' : ` (${last.trim()})`}`,
    );
  }
}

/** The name of Node's permission model, by version. */
const permissionFlag = (): string =>
  process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
