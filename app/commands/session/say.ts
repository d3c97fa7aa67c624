import { ConfigError } from '../../../engine/model/errors.ts';
import type { Arguments, Io } from '../../io.ts';
import { findSession } from '../../sessions/find-session.ts';
import { speak } from '../../sessions/speak.ts';
import { readWord, type Word } from '../../sessions/word.ts';
import { workspaceOf } from '../../workspace.ts';

/** `onetape session say ID WORD`: one word to a running session, and what became of it. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { second, rest } = args;
  const word = readWord(second, Array.isArray(rest) ? (rest as readonly string[])[0] : undefined);
  if (word.word === 'show' || word.word === 'tail')
    throw new ConfigError(`Expected a word that does something, but it was "${word.word}": onetape session ${word.word}`);
  return said(args, io, word);
}

/** Says a word to the session of a command line, and prints what became of it. */
export async function said(args: Arguments, io: Io, word: Word): Promise<number> {
  const workspace = workspaceOf(args, io);
  const session = findSession(workspace, String(args['first']));
  const { text } = await speak(workspace, session, word);
  if (args['quiet'] !== true) io.stdout.write(`${session}: ${text}\n`);
  return 0;
}
