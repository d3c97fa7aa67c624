import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import type { MonteCarloResult } from '../../engine/research/monte-carlo-result.ts';
import { differs } from '../differs.ts';
import { type Arguments, colored, type Io } from '../io.ts';
import { textOf } from '../read-flags.ts';
import { worthOfRun } from '../research/run-worth.ts';
import { type Draws, simulated } from '../research/simulated.ts';
import { readRunFile } from '../run-file.ts';
import { repeat } from '../runs/repeat.ts';
import { storeOf, workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape monte-carlo RUN`: how much luck there is in a run, and how easily it breaks; 3 where a kept run comes to something else now. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const simulations = countOf(args, 'simulations', 1000, 10);
  const seed = countOf(args, 'seed', 1, 0);
  const found = await (isFile(args, io)
    ? ofFile(args, workspace, { simulations, seed }, io)
    : ofRun(args, workspace, { simulations, seed }, io));
  if (found === undefined) return 3;
  const json = textOf(args, 'json');
  if (json !== undefined) {
    const { monteCarloJson } = await import('../research/monte-carlo-json.ts');
    write(json, monteCarloJson(found), io);
  }
  const html = textOf(args, 'html');
  if (html !== undefined) {
    const [{ monteCarloPage }, { engineVersion }] = await Promise.all([
      import('../../reports/html/monte-carlo-page.ts'),
      import('../version.ts'),
    ]);
    write(html, monteCarloPage(found, engineVersion()), io);
    if (args['open'] === true) io.open(resolve(io.cwd, html));
  }
  if (args['quiet'] !== true && json !== '-') {
    const { monteCarloText } = await import('../research/monte-carlo-text.ts');
    io.stdout.write(monteCarloText(found, { color: colored(io) }));
    if (html !== undefined) io.stdout.write(`\nPage: ${html}\n`);
  }
  return 0;
}

/** What is no file is the id of a run. */
function isFile(args: Arguments, io: Io): boolean {
  const first = String(args['first']);
  return first.endsWith('.json') || existsSync(resolve(io.cwd, first));
}

/** A run file is run, kept and counted. */
async function ofFile(args: Arguments, workspace: string, draws: Draws, io: Io): Promise<MonteCarloResult> {
  const { raw, baseDir, place } = readRunFile(args, io);
  const { monteCarlo } = await import('../monte-carlo.ts');
  return monteCarlo(raw, { workspace, baseDir, place, ...draws });
}

/** A kept run is run again, and has to come out as it did. */
async function ofRun(args: Arguments, workspace: string, draws: Draws, io: Io): Promise<MonteCarloResult | undefined> {
  const repeated = await repeat(workspace, String(args['first']));
  const { kept, result, same } = repeated;
  if (!same) {
    differs(repeated, io);
    return undefined;
  }
  const run = { raw: kept.spec, baseDir: kept.baseDir, store: storeOf(workspace), place: () => `run ${kept.id}` };
  return simulated(run, result, worthOfRun(result, workspace), draws);
}

function countOf(args: Arguments, name: string, otherwise: number, least: number): number {
  const text = textOf(args, name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least) return value;
  throw new ConfigError(`Expected --${name} to be a whole number, ${least} or more, but it was "${text}"`);
}
