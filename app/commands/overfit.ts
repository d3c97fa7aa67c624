import { ConfigError } from '../../engine/model/errors.ts';
import type { Worth } from '../../engine/research/worth.ts';
import { differs } from '../differs.ts';
import type { Arguments, Io } from '../io.ts';
import { textOf } from '../read-flags.ts';
import { worthOfRun } from '../research/run-worth.ts';
import { SweepStore, sweepIds } from '../research/store.ts';
import { type SweepWorth, worthOfSweep } from '../research/sweep-worth.ts';
import { neighbourhoodLine, worthLines } from '../research/worth-text.ts';
import { repeat } from '../runs/repeat.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape overfit RUN|SWEEP`: what a run, or the best of a sweep, is worth after all that was tried; 3 where a kept run comes to something else now. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const id = String(args['first']);
  if (sweepIds(workspace).some((one) => one.startsWith(id))) return ofSweep(workspace, id, blocksOf(args), args, io);
  if (args['blocks'] !== undefined) throw new ConfigError(`Expected --blocks with the id of a sweep, but "${id}" is none`);
  const repeated = await repeat(workspace, id);
  if (!repeated.same) return differs(repeated, io);
  const worth = worthOfRun(repeated.result, workspace);
  say({ id, worth }, [id, ...worthLines(worth)], args, io);
  return 0;
}

function ofSweep(workspace: string, text: string, blocks: number | undefined, args: Arguments, io: Io): number {
  const store = SweepStore.open(workspace, text);
  try {
    const { id } = store.sweep;
    const found = worthOfSweep(store, workspace, blocks);
    if (found === null) throw new ConfigError(`Expected a sweep with a trial that came to something, but "${id}" had none`);
    const { best, worth, neighbourhood } = found;
    const point = Object.entries(best.point).map(([name, value]) => `${name}=${value}`);
    const lines = [`${id}, best trial ${best.number}: ${point.join(' ')}`, ...worthLines(worth)];
    if (neighbourhood !== null) lines.push(neighbourhoodLine(neighbourhood));
    say({ id, ...found }, lines, args, io);
    return 0;
  } finally {
    store.close();
  }
}

function say(
  found: { readonly id: string; readonly worth: Worth } & Partial<SweepWorth>,
  lines: readonly string[],
  args: Arguments,
  io: Io,
): void {
  const json = textOf(args, 'json');
  if (json !== undefined) write(json, `${JSON.stringify(found)}\n`, io);
  if (args['quiet'] !== true && json !== '-') io.stdout.write(`${lines.join('\n')}\n`);
}

function blocksOf(args: Arguments): number | undefined {
  const text = textOf(args, 'blocks');
  if (text === undefined) return undefined;
  const blocks = Number(text);
  if (blocks >= 4 && blocks <= 20 && blocks % 2 === 0) return blocks;
  throw new ConfigError(`Expected --blocks to be an even number from 4 to 20, but it was "${text}"`);
}
