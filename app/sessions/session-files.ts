import { join } from 'node:path';

/** The folder of a workspace in which every session has one of its own. */
export const sessionsOf = (workspace: string): string => join(workspace, 'sessions');

/** The folder of a session. */
export const sessionFolder = (workspace: string, session: string): string => join(sessionsOf(workspace), session);

/** What a viewer needs when nobody runs the session any more. */
export const statusPath = (folder: string): string => join(folder, 'status.json');

/** There while nothing of a session may leave but cancels, and its journal does not say so yet. */
export const haltPath = (folder: string): string => join(folder, 'halt.json');

/** What happened, a line of JSON each. */
export const logPath = (folder: string): string => join(folder, 'log.jsonl');

/** How far logs and alerts have told what happened. */
export const toldPath = (folder: string): string => join(folder, 'told.json');
