import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';
import type { Arguments, Io } from '../io.ts';
import { LEAST } from '../promotion/promote-session.ts';
import type { Promotion, WorthEvidence } from '../promotion/promotion.ts';
import { addPromotion } from '../promotion/promotions.ts';
import { textOf } from '../read-flags.ts';
import { RunStore } from '../runs/store.ts';
import { findSession, sessionIds } from '../sessions/find-session.ts';
import { workspaceOf } from '../workspace.ts';
import { write } from '../write.ts';

/** `onetape promote RUN_OR_SESSION`: looks at a backtest or a paper session again, and writes down what it has shown; 3 where it has not. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const id = String(args['first']);
  const least = { steps: numberOf(args, 'steps', LEAST.steps), hours: numberOf(args, 'hours', LEAST.hours) };
  const dsr = numberOf(args, 'dsr', 0);
  const now = new Date().toISOString();
  const judged = await (isRun(workspace, id)
    ? import('../promotion/promote-run.ts').then(({ promoteRun }) => promoteRun(workspace, id, now, dsr))
    : import('../promotion/promote-session.ts').then(({ promoteSession }) =>
        promoteSession(workspace, sessionOf(workspace, id), now, least),
      ));
  if ('why' in judged) {
    io.stderr.write(`${judged.why}\n`);
    return 3;
  }
  const { promotion } = judged;
  addPromotion(workspace, promotion);
  const path = textOf(args, 'json');
  if (path !== undefined) write(path, `${JSON.stringify(promotion)}\n`, io);
  if (args['quiet'] !== true && path !== '-') io.stdout.write(`${sentenceOf(promotion)}\n`);
  return 0;
}

function isRun(workspace: string, id: string): boolean {
  const store = new RunStore(workspace);
  try {
    return store.get(id) !== undefined;
  } finally {
    store.close();
  }
}

function sessionOf(workspace: string, id: string): string {
  const ids = sessionIds(workspace);
  if (ids.some((one) => one.startsWith(id) || one.endsWith(`-${id}`))) return findSession(workspace, id);
  const store = new RunStore(workspace);
  const runs = store.all().map((one) => one.id);
  store.close();
  throw new ConfigError(`Expected the id of a run or a session in "${workspace}", but it was "${id}"${didYouMean(id, [...runs, ...ids])}`);
}

function numberOf(args: Arguments, name: string, otherwise: number): number {
  const text = textOf(args, name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new ConfigError(`Expected --${name} to be a number, 0 or above, but it was "${text}"`);
}

function sentenceOf({ kind, source, strategies, hashes, evidence }: Promotion): string {
  const found =
    'resultHash' in evidence
      ? `the same result again, ${evidence.fills} fills`
      : `the same ${evidence.commands} commands again in ${evidence.steps} steps, ${evidence.hours.toFixed(2)} hours`;
  const line = `${source}: promoted as a ${kind === 'paper' ? 'paper session' : kind} of ${strategies.join(', ')} (${found}); it holds for code ${short(hashes.code)}, parameters ${short(hashes.params)}, engine ${short(hashes.engine)}`;
  return 'worth' in evidence && evidence.worth !== undefined ? `${line}\n${worthOf(evidence.worth)}` : line;
}

function worthOf({ trials, different, deflatedSharpe, expectedMaximum }: WorthEvidence): string {
  const count = trials === 1 ? 'once' : `${trials} times, ${different} different`;
  if (deflatedSharpe === null) return `Tried ${count}; it has no Sharpe ratio to judge by`;
  return `Tried ${count}; ${(deflatedSharpe * 100).toFixed(2)} % probable to be above the ${(expectedMaximum ?? 0).toFixed(2)} that luck alone shows (deflated Sharpe ratio)`;
}

const short = (hash: string): string => hash.slice(0, 12);
