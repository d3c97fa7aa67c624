import type { FetchReport } from '../../../data/fetch/fetch-options.ts';
import { fetchSeries } from '../../../data/fetch/fetch-series.ts';
import type { Source } from '../../../data/fetch/source.ts';
import { openSource, venueOf } from '../../../data/fetch/sources.ts';
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
  const json = textOf(args, 'json');
  const isQuiet = quiet === true || json === '-';
  const stop = new AbortController();
  const onWait = (ms: number, why: string): void => {
    if (io.isTTY && !isQuiet) io.stderr.write(`${why}${ms > 0 ? `; waiting ${Math.ceil(ms / 1000)} s` : ''}\n`);
  };
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  try {
    const common = {
      ...{ signal: stop.signal, onWait, policies: await policiesOfFlags(args), refresh: args['refresh'] === true },
      ...{ from: momentOf(args, 'from'), to: momentOf(args, 'to', true) },
      ...(textOf(args, 'symbol') !== undefined && { symbol: textOf(args, 'symbol')! }),
    };
    const venues = new Map<string, Source>();
    const reports = await withStore(args, io, 'write', async (store) => {
      const all: FetchReport[] = [];
      for (const key of keys) {
        const venue = textOf(args, 'venue') ?? venueOf(key.instrument);
        const baseUrl = textOf(args, 'url');
        const patience = { signal: stop.signal, retries: 7, firstWait: 500, onWait };
        const source = venues.get(venue) ?? (await openSource(venue, { patience, ...(baseUrl !== undefined && { baseUrl }) }));
        venues.set(venue, source);
        const progress = await progressOf(io, isQuiet, seriesText(key));
        try {
          const onPage = ({ from, to, at, rows }: { from: number; to: number; at: number; rows: number }): void =>
            progress.update(at - from, to - from, rows);
          all.push(await fetchSeries({ ...common, key, store, source, progress: onPage }));
        } finally {
          progress.stop();
        }
      }
      return all;
    });
    if (json !== undefined) write(json, `${JSON.stringify(reports.map((one) => ({ ...one, key: seriesText(one.key) })))}\n`, io);
    if (!isQuiet) for (const report of reports) io.stdout.write(textOfReport(report));
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    if (!isQuiet) io.stderr.write('Interrupted: what came so far is stored, and the same command goes on from there\n');
    return 130;
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}

function textOfReport({ key, added, same, replaced, findings, notes }: FetchReport): string {
  const name = seriesText(key);
  const counts = [
    `${added.toLocaleString('en')} rows added`,
    ...(same > 0 ? [`${same.toLocaleString('en')} already there`] : []),
    ...(replaced > 0 ? [`${replaced.toLocaleString('en')} replaced`] : []),
  ];
  const lines = [...notes, ...warningsOf(findings, name)];
  return `${name}  ${counts.join(', ')}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
