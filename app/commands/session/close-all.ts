import type { Arguments, Io } from '../../io.ts';
import { said } from './say.ts';

/** `onetape session close-all ID`: cancels what waits and closes what is held, once; trading goes on. */
export const run = (args: Arguments, io: Io): Promise<number> => said(args, io, { word: 'close-all' });
