import { fetchSeries } from '../../../data/fetch/fetch-series.ts';
import { warningsOf } from '../../../data/quality/check.ts';
import { seriesKeyOf, seriesText } from '../../../data/series-key.ts';
import { withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { progressOf } from '../../progress.ts';
import { momentOf, policiesOfFlags, textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** `onetape data fetch SERIES...`: downloads bars or funding from the venue in the id; goes on where it was cut off. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { first, rest = [], quiet } = args;
  const keys = [first, ...(rest as readonly string[])].filter((one): one is string => typeof one === 'string').map(seriesKeyOf);
  const policies = await policiesOfFlags(args);
  const json = textOf(args, 'json');
  const isQuiet = quiet === true || json === '-';
  const [symbol, venue, baseUrl] = [textOf(args, 'symbol'), textOf(args, 'venue'), textOf(args, 'url')];
  const reports = await withStore(args, io, 'write', async (store) => {
    const all = [];
    for (const key of keys) {
      const progress = await progressOf(io, isQuiet, seriesText(key));
      try {
        all.push(
          await fetchSeries({
            ...{ key, store, policies, from: momentOf(args, 'from'), to: momentOf(args, 'to', true), refresh: args['refresh'] === true },
            ...(symbol !== undefined && { symbol }),
            ...(venue !== undefined && { venue }),
            ...(baseUrl !== undefined && { baseUrl }),
            progress: ({ from, to, at, rows }) => progress.update(at - from, to - from, rows),
          }),
        );
      } finally {
        progress.stop();
      }
    }
    return all;
  });
  if (json !== undefined) write(json, `${JSON.stringify(reports.map((one) => ({ ...one, key: seriesText(one.key) })))}\n`, io);
  for (const { key, added, same, replaced, findings, notes } of isQuiet ? [] : reports) {
    const name = seriesText(key);
    const counts = `${added.toLocaleString('en')} rows added${same > 0 ? `, ${same.toLocaleString('en')} already there` : ''}`;
    io.stdout.write(`${name}  ${counts}${replaced > 0 ? `, ${replaced.toLocaleString('en')} replaced` : ''}\n`);
    for (const line of [...notes, ...warningsOf(findings, name)]) io.stdout.write(`  ${line}\n`);
  }
  return 0;
}
