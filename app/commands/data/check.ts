import { ACTIONS } from '../../../data/block.ts';
import { blocksOf } from '../../../data/export/series-rows.ts';
import { type Finding, QualityCheck } from '../../../data/quality/check.ts';
import { CoverageOf } from '../../../data/quality/coverage.ts';
import { type SeriesKey, seriesText } from '../../../data/series-key.ts';
import type { MarketStore } from '../../../data/store/market-store.ts';
import { isoTime } from '../../../engine/model/time.ts';
import { calendarFor, keyIn, withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { policiesOfFlags, textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** `onetape data check [SERIES...]`: looks over what the store holds; exit 3 where an error is found. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { first, rest = [] } = args;
  const wanted = [first, ...(rest as readonly string[])].filter((one): one is string => typeof one === 'string');
  const policies = await policiesOfFlags(args);
  const path = textOf(args, 'json');
  const reports = await withStore(args, io, 'write', async (store) => {
    const keys = wanted.length > 0 ? wanted.map((text) => keyIn(store, text)) : store.list().map(({ key }) => key);
    const all = [];
    for (const key of keys) all.push(await checked(store, key, policies));
    return all;
  });
  if (path !== undefined) write(path, `${JSON.stringify(reports)}\n`, io);
  if (args['quiet'] !== true && path !== '-') for (const report of reports) io.stdout.write(textOfReport(report));
  return reports.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? 3 : 0;
}

interface CheckReport {
  readonly series: string;
  readonly findings: readonly Finding[];
  readonly coverage: ReturnType<CoverageOf['finish']> | null;
}

/** Checks a series as it lies in the store, and keeps what was found beside it. */
async function checked(store: MarketStore, key: SeriesKey, policies: Awaited<ReturnType<typeof policiesOfFlags>>): Promise<CheckReport> {
  const calendar = await calendarFor(store, key.instrument);
  const name = seriesText(key);
  const check = new QualityCheck({
    name,
    kind: key.kind,
    price: key.price,
    ...splitsOf(store, key),
    timeframe: key.timeframe,
    policies,
    errors: 'count',
    ...(calendar !== undefined && { calendar }),
  });
  const coverage =
    key.kind === 'bars' ? new CoverageOf({ timeframe: key.timeframe, ...(calendar !== undefined && { calendar }) }) : undefined;
  const source = store.source(key, null, null);
  for (const block of blocksOf(source, source.columns)) {
    check.take({
      ...block,
      place: (at) => isoTime((block.columns['openTimes'] ?? block.columns['times'] ?? block.columns['knownAt'])![at]!),
    });
    coverage?.take(block);
  }
  const findings = check.finish();
  store.setFindings(key, findings);
  return { series: name, findings, coverage: coverage?.finish() ?? null };
}

/** Splits on record: their jumps are no finding. */
function splitsOf(store: MarketStore, { instrument, kind }: SeriesKey) {
  const actions = kind === 'bars' ? store.load({ instrument, kind: 'actions', timeframe: '', price: 'trade' }, null, null) : undefined;
  if (actions === undefined) return {};
  const { times, type, value } = actions.columns;
  const rows = [...times!.keys()].filter((row) => type![row] === ACTIONS.split);
  return { splits: { times: rows.map((row) => times![row]!), values: rows.map((row) => value![row]!) } };
}

function textOfReport({ series, findings, coverage }: CheckReport): string {
  const lines = findings.map(({ severity, check, message, place }) => `  ${severity}: ${check}: ${message}, the first at ${place}`);
  if (coverage !== null && !Number.isNaN(coverage.bars.expected))
    lines.push(
      `  ${coverage.bars.present.toLocaleString('en')} of ${coverage.bars.expected.toLocaleString('en')} bars of its sessions, ${coverage.gaps} gaps`,
    );
  return `${series}  ${findings.length === 0 ? 'nothing found' : `${findings.length} findings`}\n${lines.map((line) => `${line}\n`).join('')}`;
}
