/**
 * `npm run build && node test/bench/long.mjs [--bars 100000000] [--store FILE] [--fast 100] [--slow 400] [--stop 0.03]`: the
 * built-in moving-average cross over a series of one-minute bars that is never in memory as a whole, made as it is read, or
 * read from a store, which is filled first where it is absent. Prints bars per second and the most memory that was resident,
 * after the run, and after all of its numbers and its page have been worked out.
 */
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MarketStore, seriesKeyOf } from '../../dist/app/data.js';
import { analysisOf } from '../../dist/engine/analysis/analysis.js';
import { metricsOf } from '../../dist/engine/analysis/measure.js';
import { studyOf } from '../../dist/engine/analysis/study.js';
import { BarSeries, fingerprint, instrumentOf, Outcome, runBacktest } from '../../dist/engine/index.js';
import { htmlPage } from '../../dist/reports/html/run-page.js';
import smaCross from '../../dist/strategies/sma-cross.js';
import { walkRows } from './series.mjs';

const { values } = parseArgs({
  options: {
    bars: { type: 'string', default: '100000000' },
    store: { type: 'string' },
    fast: { type: 'string', default: '100' },
    slow: { type: 'string', default: '400' },
    stop: { type: 'string', default: '0.03' },
  },
});
const bars = Number(values.bars);
const params = { fast: Number(values.fast), slow: Number(values.slow), stop: Number(values.stop) };

const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
const now = () => Number(process.hrtime.bigint()) / 1e9;
const millions = (seconds) => `${(bars / seconds / 1e6).toFixed(1).padStart(6)} million bars/s, ${seconds.toFixed(1)} s`;

/** Writes the bars into a store, block by block. */
function fill(path, key) {
  const store = new MarketStore(path);
  const writing = store.import(key, { source: 'walk', identity: `walk ${bars}` });
  const rows = walkRows(bars, 42);
  const names = ['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(65_536)]));
  for (let from = 1; from <= bars; ) {
    const to = Math.min(from - (from % 65_536) + 65_536, bars + 1);
    rows.fill(from, to, columns, 65_535);
    const at = from % 65_536;
    const part = names.map((name) => [name, columns[name].subarray(at, at + to - from)]);
    writing.write({ rows: to - from, columns: Object.fromEntries(part) });
    from = to;
  }
  writing.commit();
  store.close();
}

function opener() {
  if (values.store === undefined) return () => walkRows(bars, 42);
  const key = seriesKeyOf('LONG@1m');
  if (!existsSync(values.store)) {
    const began = now();
    fill(values.store, key);
    console.log(`store   ${millions(now() - began)}, ${(statSync(values.store).size / 1e9).toFixed(1)} GB, peak ${peak()} MB`);
  }
  const store = new MarketStore(values.store, { readonly: true });
  return () => store.source(key, null, null);
}

const asset = BarSeries.streamed('LONG', opener());
asset.instrument = 0;
const start = now();
const run = runBacktest({
  strategies: [{ id: 'sma-cross', strategy: smaCross, params, feeds: { asset }, capital: null }],
  series: [asset],
  instruments: [instrumentOf('LONG', { stepSize: 1 })],
  account: { cash: 1e6, type: 'margin', leverage: 1, currency: 'USD' },
  fee: { model: 'percent', rate: 0.00001 },
  slippage: { model: 'none' },
  sizer: { model: 'fraction-of-equity', fraction: 0.99 },
  risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
  simulator: {},
  seed: 1,
  warmUntil: Number.NEGATIVE_INFINITY,
  plots: true,
});
const { account, blotter } = run.session;
console.log(`run     ${millions(now() - start)}, peak ${peak()} MB; ${blotter.length} orders, ${account.trips.length} round trips`);

const outcome = new Outcome(run);
const study = studyOf(outcome, { riskFree: 0, periodsPerYear: null, benchmark: null });
const [metrics, analysis] = [metricsOf(study), analysisOf(study)];
const resultHash = fingerprint(run);
const { finalEquity, sharpe, maxDrawdown } = metrics;
const said = { resultHash, finalEquity, sharpe, maxDrawdown, kept: outcome.equity.ts.length };
console.log(`numbers ${JSON.stringify(said)}, peak ${peak()} MB`);

const { orders, fills, roundTrips, ledger, splits, equity, ambiguity, prices, plots, startCash, currency } = outcome;
const page = htmlPage({
  ...{ runId: 'long', resultHash, engine: { version: '', node: process.versions.node }, spec: { strategy: 'sma-cross', params } },
  ...{ metrics, analysis, attribution: study.attribution(), orders, fills, roundTrips, ledger, splits, equity, ambiguity },
  ...{ prices, plots, startCash, currency, warnings: run.session.notices, refusals: {}, risk: run.session.risk, logs: [] },
});
console.log(`page    ${(page.length / 1e6).toFixed(1)} MB, peak ${peak()} MB, ${(now() - start).toFixed(1)} s in all`);
