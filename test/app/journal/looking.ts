import { ownerOf } from '../../../app/journal/session-lock.ts';

/** Says who runs a session: `node looking.ts FOLDER`. */
process.stdout.write(String(ownerOf(process.argv[2]!)));
