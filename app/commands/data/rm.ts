import { seriesText } from '../../../data/series-key.ts';
import { keyIn, withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { momentOf } from '../../read-flags.ts';

/** `onetape data rm SERIES`: deletes a series, or a stretch of it. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const [from, to] = [momentOf(args, 'from'), momentOf(args, 'to', true)];
  await withStore(args, io, 'write', (store) => {
    const key = keyIn(store, String(args['first']));
    const rows = store.remove(key, from, to);
    if (args['quiet'] !== true) io.stdout.write(`${seriesText(key)}: ${rows.toLocaleString('en')} rows deleted\n`);
  });
  return 0;
}
