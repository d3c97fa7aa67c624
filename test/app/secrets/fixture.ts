import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Arguments, Io } from '../../../app/io.ts';
import type { Ask } from '../../../app/secrets/ask.ts';
import type { Tools } from '../../../app/secrets/tools.ts';

export const PASSPHRASE = 'correct horse battery';

/** A passphrase is tried in a moment: for tests alone. */
export const SEAL = { workFactor: 2 };

/** A workspace that goes with the test. */
export function newWorkspace(): string {
  const path = mkdtempSync(join(tmpdir(), 'onetape-secrets-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** One who types these lines, one after another; or of whom there is none on a terminal, who pipes a text. */
export function typing(lines: readonly string[] | undefined, piped?: string): Ask & { readonly asked: readonly string[] } {
  const left = [...(lines ?? [])];
  const asked: string[] = [];
  return {
    asked,
    async hidden(question) {
      asked.push(question);
      return lines === undefined ? undefined : left.shift();
    },
    async piped() {
      return piped;
    },
  };
}

export const toolsOf = (ask: Ask, now = 0): Tools => ({ ask, now: () => now, seal: SEAL });

type Run = (args: Arguments, io: Io, tools: Tools) => Promise<number>;

/** Runs a command in a workspace: what it printed, and its exit code. */
export async function call(
  run: Run,
  workspace: string,
  args: Arguments,
  tools: Tools,
  env: Record<string, string> = { ONETAPE_PASSPHRASE: PASSPHRASE },
) {
  let out = '';
  const io: Io = {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (out += text) },
    cwd: workspace,
    env,
    isTTY: false,
    open() {},
  };
  const code = await run({ workspace, ...args }, io, tools);
  return { code, out };
}
