import { createJournal } from '../../../app/journal/journal.ts';
import { epoch, MANIFEST, step } from './entries.ts';

/** Appends steps to a new journal until it refuses; says how many it has, and why it went no further: `node fill-up.ts FOLDER`. */
const journal = createJournal(process.argv[2]!, MANIFEST);
journal.append([epoch(0)]);
const rows = Array.from({ length: 50 }, (_, feed) => ({ feed, values: [feed, feed / 7, feed / 11] }));
let written = 0;
try {
  for (; ; written++) journal.append([step(written + 1, { rows })]);
} catch (error) {
  process.stdout.write(`written ${written}: ${(error as Error).message}\n`);
}
journal.close();
