import { availableParallelism } from 'node:os';
import type { Arguments, Io } from '../io.ts';
import { serve } from '../research/cluster/serve.ts';
import { workersOf } from '../research/workers-of.ts';

/** `onetape worker ADDRESS`: runs trials of the sweeps at a Redis until it is ended; a Ctrl-C lets it finish what it runs. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    await serve(String(args['first']), {
      threads: workersOf(args) ?? availableParallelism(),
      say(line) {
        if (args['quiet'] !== true) io.stderr.write(`${line}\n`);
      },
      signal: ending.signal,
    });
    return 0;
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}
