import { join, resolve } from 'node:path';
import type { Arguments, Io } from './io.ts';

/** The folder in which runs are kept: `--workspace`, or `.onetape` in the current folder. */
export const workspaceOf = ({ workspace }: Arguments, io: Io): string =>
  resolve(io.cwd, typeof workspace === 'string' ? workspace : '.onetape');

/** The market data of a workspace. */
export const storeOf = (workspace: string): string => join(workspace, 'store.db');
