import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { DAY } from '../../engine/model/time.ts';
import type { Arguments, Io } from '../io.ts';
import { liveFeedOf } from '../live/adapter-edge.ts';
import { beginSession, type OpenSession, resumeSession } from '../live/open-session.ts';
import { playTape } from '../live/play-tape.ts';
import type { Shown } from '../live/recovered.ts';
import { endOf, runSession } from '../live/run-session.ts';
import { sessionFlags } from '../live/session-flags.ts';
import { readSpeed } from '../live/tape.ts';
import { WALL } from '../live/wall.ts';
import { workspaceOf } from '../workspace.ts';
import { writeReports } from '../write-reports.ts';

/** `onetape paper [RUN.json]`: a strategy on a live feed or a tape, with simulated fills. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const flags = sessionFlags(args);
  const { resume, tape } = args;
  const opened =
    typeof resume === 'string'
      ? await resumeSession(resume, workspace, 'paper')
      : await beginSession(
          args,
          io,
          workspace,
          ({ taped, spec }) => {
            if (taped === undefined && spec.liveFeed === null)
              throw new ConfigError('Expected feeds that are played (--tape 1), or "liveFeed" to be an adapter, but both were missing');
            return { broker: 'simulator', account: '' };
          },
          'paper',
        );
  const { journal } = opened;
  try {
    const speed = typeof tape === 'string' && journal.manifest.tape !== undefined ? readSpeed(tape) : journal.manifest.tape;
    const feed = (shown: Shown): LiveFeed | Promise<LiveFeed> =>
      speed === undefined
        ? listen(opened, shown, { workspace, env: io.env })
        : playTape(opened.prepared, { speed, wall: WALL, passed: shown.rows });
    const epoch = speed === undefined ? DAY : Number.POSITIVE_INFINITY;
    const { result, unfinished } = await runSession({ ...opened, flags, io, feed, epoch });
    await writeReports(result, args, workspace, io);
    return endOf(unfinished, io);
  } finally {
    journal.close();
  }
}

function listen(
  { prepared, spec, baseDir }: OpenSession,
  { ts }: Shown,
  around: { readonly workspace: string; readonly env: Io['env'] },
): Promise<LiveFeed> {
  return liveFeedOf(String(spec.liveFeed), 'liveFeed', { prepared }, { ...around, baseDir }, ts);
}
