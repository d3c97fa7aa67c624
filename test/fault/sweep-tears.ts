import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal, readJournal, type Tip } from '../../app/journal/journal.ts';
import { playSweep } from './sweep-play.ts';
import { type Found, inFolder, nothingFound, type Script } from './sweep-writes.ts';
import { cutAt, FRAME, HEADER, keepLog, logOf, written } from './torn-log.ts';

/** Where in a frame a log is torn: at its beginning, in its header, behind that, in its page, before its end. */
const PLACES = [0, 12, 24, 24 + 2048, FRAME - 1];

/**
 * A session whose log is torn at every `step`-th write, at every boundary of its frames and within each, and with each of its frames
 * missing: what is read back is what was there before that write, to the byte, and the next process can go on with it.
 */
export async function sweepTears(script: Script, step: number, tell: (text: string) => void): Promise<Found> {
  const found = nothingFound();
  await inFolder(async (folder) => {
    const torn = join(folder, 'torn');
    let before: Buffer = Buffer.alloc(0);
    let tip: Tip | undefined;
    let at = 0;
    const check = (here: string, log: Buffer, what: string): void => {
      found.tried++;
      mkdirSync(torn, { recursive: true });
      copyFileSync(join(here, 'journal.db'), join(torn, 'journal.db'));
      keepLog(torn, log);
      const why = unlike(torn, tip!);
      rmSync(torn, { recursive: true });
      if (why !== undefined) found.wrong.push({ again: `${JSON.stringify(script)}, write ${at}, ${what}`, why: [why] });
    };
    const watch = {
      before(here: string): void {
        at++;
        if (at % step !== 0) return;
        before = logOf(here);
        const journal = readJournal(here);
        tip = journal.tip;
        journal.close();
      },
      after(here: string): void {
        if (at % step !== 0) return;
        const log = logOf(here);
        const { from, to } = written(before, log);
        for (let frame = Math.max(from, HEADER); frame < to; frame += FRAME) {
          for (const place of PLACES) check(here, cutAt(before, log, frame + place), `cut at byte ${frame + place} of ${to}`);
          const hole = Buffer.concat([log.subarray(0, frame), old(before, frame), log.subarray(frame + FRAME)]);
          check(here, hole, `without the frame at byte ${frame}`);
        }
        tell(`torn at write ${at}: ${found.tried} tears, ${found.wrong.length} wrong`);
      },
    };
    const played = await playSweep({ ...script, blows: [], folder, watch });
    found.orders = played.orders;
    found.fills = played.fills;
    if (played.wrong.length > 0) found.wrong.push({ again: JSON.stringify(script), why: played.wrong });
  });
  return found;
}

/** A frame as it was before: nothing but zeros where there was none. */
function old(before: Buffer, frame: number): Buffer {
  const bytes = Buffer.alloc(FRAME);
  if (frame < before.length) before.copy(bytes, 0, frame, frame + FRAME);
  return bytes;
}

/** What of a torn journal is not as it was; opening it to go on puts an end to what was half written. */
function unlike(folder: string, { entries, hash }: Tip): string | undefined {
  try {
    const journal = openJournal(folder);
    try {
      const { tip } = journal;
      return tip.entries === entries && tip.hash === hash ? undefined : `${tip.entries} entries were read, and ${entries} were there`;
    } finally {
      journal.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
