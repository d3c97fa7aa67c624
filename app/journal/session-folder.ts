import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { whyNot } from '../config/read-file.ts';
import { syncFolder } from './sync-folder.ts';

/** The journal of a session's folder. */
export const journalPath = (folder: string): string => join(folder, 'journal.db');

/** Makes the folder of a session, for nobody but its owner, so that it survives a crash with what will be in it. */
export function makeSessionFolder(folder: string): void {
  const path = resolve(folder);
  let above = path;
  while (!existsSync(above)) above = dirname(above);
  try {
    // Where it fails, making a folder together with those above it does not say why.
    if (above !== path) accessSync(above, constants.W_OK);
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ConfigError(`Expected a folder that can be made for a session, but it was "${folder}" (${whyNot(cause)})`, { cause });
  }
  // That a folder is there is written down in the one above it.
  for (let made = path; made !== above; made = dirname(made)) syncFolder(dirname(made));
}
