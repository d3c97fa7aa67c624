import { openJournal } from '../../../app/journal/journal.ts';

/** A process that runs a session and hears nothing any more: `node hanging.ts FOLDER`. */
// Held, or it would be collected with its lock.
Object.assign(globalThis, { journal: openJournal(process.argv[2]!) });
process.on('SIGTERM', () => {});
process.stdout.write('runs\n');
for (;;) Math.sqrt(2);
