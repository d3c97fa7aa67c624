import { ConfigError, VenueError } from '../../engine/model/errors.ts';
import { ownerOf } from '../journal/session-lock.ts';
import type { Answer } from './answer.ts';
import { ControlClient } from './control-client.ts';
import { sessionFolder } from './session-files.ts';
import { sessionRow } from './session-row.ts';
import type { Word } from './word.ts';

/** Opens the connection to a running session. Throws a ConfigError where it does not run, in words that say what it is instead. */
export async function reach(workspace: string, session: string): Promise<ControlClient> {
  const folder = sessionFolder(workspace, session);
  const pid = ownerOf(folder);
  if (pid === undefined) {
    const { state } = sessionRow(workspace, session);
    throw new ConfigError(`Expected a running session, but "${session}" was "${state}"`);
  }
  try {
    return await ControlClient.open(folder, session);
  } catch (cause) {
    throw new VenueError(
      `Expected session "${session}" to be spoken to, but process ${pid} was "not listening": it is beginning, or ending, or hangs (onetape session halt ${session} --force)`,
      { retryable: true, cause },
    );
  }
}

/** Says one word to a running session; what became of it. */
export async function speak(workspace: string, session: string, word: Word): Promise<Answer> {
  const client = await reach(workspace, session);
  try {
    const answer = await client.ask(word);
    if (!answer.ok) throw new ConfigError(answer.text);
    return answer;
  } catch (error) {
    if (error instanceof VenueError)
      throw new VenueError(`${error.message} (onetape session halt ${session} --force ends it)`, { retryable: true, cause: error });
    throw error;
  } finally {
    client.close();
  }
}
