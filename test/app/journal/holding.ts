import { openJournal } from '../../../app/journal/journal.ts';

/** Holds a session until it is killed, though it has forgotten it: `node --expose-gc holding.ts FOLDER`. */
openJournal(process.argv[2]!);
(globalThis as { gc?: () => void }).gc!();
setTimeout(() => {
  (globalThis as { gc?: () => void }).gc!();
  process.stdout.write('holds\n');
}, 10);
setInterval(() => {}, 1000);
