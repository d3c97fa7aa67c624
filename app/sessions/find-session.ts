import { existsSync, readdirSync } from 'node:fs';
import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';
import { journalPath } from '../journal/session-folder.ts';
import { sessionFolder, sessionsOf } from './session-files.ts';

/** So many sessions are named where one was meant. */
const FEW = 5;

/** Every session of a workspace by its id, in the order of the alphabet. */
export function sessionIds(workspace: string): string[] {
  const path = sessionsOf(workspace);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((id) => existsSync(journalPath(sessionFolder(workspace, id))))
    .sort();
}

/**
 * The session that is meant by an id, by its beginning, or by its last word (`x7k2`). Throws a ConfigError where there is none, and where
 * there are several.
 */
export function findSession(workspace: string, text: string): string {
  const ids = sessionIds(workspace);
  if (ids.includes(text)) return text;
  if (ids.length === 0)
    throw new ConfigError(`Expected a session in "${workspace}", but there was none: onetape paper RUN.json begins one`);
  const begin = ids.filter((id) => id.startsWith(text));
  const found = begin.length > 0 ? begin : ids.filter((id) => id.endsWith(`-${text}`));
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw new ConfigError(`Expected the id of a session in "${workspace}", but it was "${text}"${didYouMean(text, ids)}`);
  const named = found.length > FEW ? `${found.slice(0, FEW).join(', ')} and ${found.length - FEW} more` : found.join(', ');
  throw new ConfigError(`Expected one session, but "${text}" begins ${found.length} of them: ${named}`);
}
