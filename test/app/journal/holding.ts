import { openJournal } from '../../../app/journal/journal.ts';

/** Holds a session until it is killed: `node holding.ts FOLDER`. */
openJournal(process.argv[2]!);
process.stdout.write('holds\n');
setInterval(() => {}, 1000);
