import { millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';

/** Node's longest timer; what is further away is looked at again then. */
const LONGEST = 2_147_483_647;

/** The clock on the wall, and the timers of this process. */
export const WALL: Wall = {
  now: () => millis(Date.now()),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST));
    return () => clearTimeout(timer);
  },
};
