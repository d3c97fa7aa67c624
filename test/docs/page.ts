import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { expect } from 'vitest';
import * as api from '../../app/index.ts';
import { RunStore } from '../../app/runs/store.ts';
import * as testing from '../../app/testing.ts';
import type { AnyStrategy } from '../../engine/index.ts';
import { onetape } from '../app/in-process.ts';
import { logged } from './console.ts';
import { drawingOf } from './drawing.ts';
import { drawnBookOf } from './drawn-book.ts';
import { matches } from './expected.ts';
import type { Block } from './pages.ts';
import { projectScript } from './project.ts';
import { callsOf } from './shell.ts';
import { sourceOf } from './sources.ts';
import { excerptFeeds, runBook, runDrawing } from './stage.ts';

/** A page that is being read aloud: its folder, and what the block before printed. */
export class Page {
  #cwd: string;
  #printed = '';
  /** Files of the page that no block has used yet, by name: where they stand. */
  readonly #unused = new Map<string, string>();

  constructor(folder: string) {
    mkdirSync(folder);
    this.#cwd = folder;
  }

  /** Executes a block. Throws where it is of no kind that can be, and where it does not do what the page says. */
  async play(block: Block): Promise<void> {
    const [language = '', word = '', ...rest] = block.info.split(' ');
    for (const name of this.#unused.keys()) if (block.text.includes(name)) this.#unused.delete(name);
    if (language === 'text' && word === '') {
      if (!matches(this.#printed, block.text)) expect(this.#printed.trim()).toBe(block.text.trim());
      return;
    }
    this.#printed = '';
    const kind = /\.\w+$/.test(word) ? 'file' : word;
    if (rest.length > 0) throw new Error(`Expected one word behind the language, but it was "${block.info}"`);
    if (kind === 'file') this.#keep(word, block);
    else if (language === 'sh' && word === '')
      for (const call of callsOf(block.text)) await this.#command(call.words, block.text.split('\n')[call.line] ?? '');
    else if (language === 'ts' && word === 'run') await this.#program(block);
    else if (language === 'ts' && EXCERPTS.includes(word)) runExcerpt(await this.#strategyOf(block));
    else if (language === 'bars' && word === '') runDrawing(await this.#strategyOf(block), drawingOf(block));
    else if (language === 'book' && word === '') runBook(await this.#strategyOf(block), drawnBookOf(block));
    else if (language === 'jsonc' && (word === 'run' || word === 'part')) await this.#runFile(block.text, word === 'part');
    else throw new Error(`Expected a block that a test can execute, but it was "${block.info}"`);
  }

  /** Files that a page shows and nothing on it uses. */
  get unused(): readonly string[] {
    return [...this.#unused.values()];
  }

  #keep(name: string, { page, line, text }: Block): void {
    const path = join(this.#cwd, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    this.#unused.set(name, `${page}:${line}: ${name}`);
  }

  /** Loads a module of the page as the command line loads a strategy. */
  async #load(path: string): Promise<{ readonly default?: unknown }> {
    const virtualModules: Record<string, unknown> = { onetape: { ...api }, 'onetape/testing': { ...testing } };
    const text = readFileSync(path, 'utf8');
    // Both draw in packages that take long to load.
    if (text.includes('onetape/data')) virtualModules['onetape/data'] = { ...(await import('../../app/data.ts')) };
    if (text.includes('onetape/dataframe')) virtualModules['onetape/dataframe'] = { ...(await import('../../app/dataframe.ts')) };
    if (text.includes('onetape/technicalindicators'))
      virtualModules['onetape/technicalindicators'] = { ...(await import('../../app/technicalindicators.ts')) };
    return createJiti(import.meta.url, { moduleCache: false, fsCache: false, interopDefault: false, virtualModules }).import(path);
  }

  async #program(block: Block): Promise<void> {
    const path = join(this.#cwd, 'block.ts');
    writeFileSync(path, block.text);
    await this.#node(path);
  }

  async #node(path: string): Promise<void> {
    const before = process.cwd();
    process.chdir(this.#cwd);
    try {
      this.#printed += await logged(() => this.#load(path));
    } finally {
      process.chdir(before);
    }
  }

  async #strategyOf(block: Block): Promise<AnyStrategy> {
    const path = join(this.#cwd, 'block.ts');
    writeFileSync(path, sourceOf(block)!.text);
    return (await this.#load(path)).default as AnyStrategy;
  }

  async #runFile(text: string, isPart: boolean): Promise<void> {
    const keys = text
      .trim()
      .replace(/^\{|\}$/g, '')
      .trim();
    // A part is laid over a run that needs nothing else; what it says again replaces that.
    const base = Object.entries(BASE).filter(
      ([key]) => !(new RegExp(`^ *"${key}":`, 'm').test(keys) || (key !== 'account' && /^ *"strategies":/m.test(keys))),
    );
    const lines = base.map(([key, value]) => `  "${key}": ${JSON.stringify(value)},\n`).join('');
    writeFileSync(join(this.#cwd, 'block.json'), isPart ? `{\n${lines}${keys}\n}\n` : text);
    await this.#onetape(['backtest', 'block.json'], 0);
  }

  async #command(words: readonly string[], line: string): Promise<void> {
    const code = Number(/# exit (\d)/.exec(line)?.[1] ?? 0);
    const [program, ...args] = words;
    if (program === 'cd') {
      this.#cwd = resolve(this.#cwd, args[0]!);
      expect(existsSync(this.#cwd)).toBe(true);
    } else if (program === 'onetape') await this.#onetape(args, code);
    else if (program === 'npx') await this.#onetape(args.slice(args.findIndex((word) => !word.startsWith('-')) + 1), code);
    else if (program === 'node') await this.#node(resolve(this.#cwd, args[0]!));
    else if (program === 'npm') await this.#npm(args, line);
    else throw new Error(`Expected a command that a test can execute, but it was "${words.join(' ')}"`);
  }

  async #npm(args: readonly string[], line: string): Promise<void> {
    // The packages are there already; the walk with real ones is done by hand before a release.
    if (['install', 'ci', 'pack'].includes(args[0]!)) return;
    const name = args[0] === 'run' ? args.slice(1).find((word) => !word.startsWith('-')) : args[0];
    const { scripts } = JSON.parse(readFileSync(join(this.#cwd, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const script = scripts[name!];
    if (script === undefined) throw new Error(`Expected a script of package.json, but it was "${name}"`);
    if (script.startsWith('onetape ')) await this.#command(script.split(' '), line);
    else {
      projectScript(this.#cwd, script);
      for (const file of this.#unused.keys()) if (file.endsWith('.test.ts')) this.#unused.delete(file);
    }
  }

  async #onetape(words: readonly string[], code: number): Promise<void> {
    const argv = words.map((word) => this.#runId(word));
    const seen = await onetape(this.#cwd, argv);
    expect({ argv, code: seen.code, err: seen.err }).toEqual({ argv, code, err: code === 0 ? '' : seen.err });
    this.#printed += seen.out + seen.err;
  }

  /** RUN_ID is the newest run kept, RUN_A and RUN_B the last two, RUN_1 the first. */
  #runId(word: string): string {
    if (!/^RUN_(ID|A|B|1)$/.test(word)) return word;
    const store = new RunStore(join(this.#cwd, '.onetape'));
    const ids = store.all().map(({ id }) => id);
    store.close();
    return ids.at(word === 'RUN_A' ? 1 : word === 'RUN_1' ? -1 : 0)!;
  }
}

/** The words behind `ts` of a strategy or a part of one; a test runs it over bars of its own. */
const EXCERPTS: readonly string[] = ['setup', 'onBar', 'frame'];

/** What a part of a run file is laid over. */
const BASE = { strategy: 'sma-cross', feeds: { asset: 'synthetic:seed=1,bars=300,timeframe=1d' } };

function runExcerpt(strategy: AnyStrategy): void {
  const { orders } = testing.runBars(strategy, excerptFeeds(), { cash: 10_000_000 });
  const refused = orders.filter(({ status }) => status === 'rejected');
  // An excerpt that orders and only ever is refused shows how not to do it.
  if (orders.length > 0 && refused.length === orders.length) throw new Error(`every order was refused: ${refused[0]!.reason}`);
}
