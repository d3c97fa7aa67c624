/**
 * `npm run bench [-- --rounds N] [--json FILE] [--only NAME]`: the engine against a bare floor, and its indicators against
 * technicalindicators, interleaved, every measurement in a fresh process of several runs. `value` is the median over
 * processes of their median run; `first` that of their first runs, which include warming up. Then sessions that live: from a quote to
 * an order that may leave, how long a journal takes to run again, and a day of twenty instruments.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { walk } from './series.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' }, json: { type: 'string' }, only: { type: 'string' } } });
const rounds = Number(values.rounds);
const here = fileURLToPath(new URL('.', import.meta.url));
const cli = join(here, '../../dist/app/cli.js');
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const rows = [];

function report(name, unit, engine, floor, extra = {}) {
  const value = median(engine);
  const row = {
    name,
    value,
    unit,
    floor: median(floor),
    ratio: median(engine.map((own, k) => own / floor[k])),
    runs: engine.length,
    // How far the slowest run was from the fastest, as a share of the median.
    spread: (Math.max(...engine) - Math.min(...engine)) / value,
    min: Math.min(...engine),
    ratioOfMinima: Math.min(...engine) / Math.min(...floor),
    ...extra,
  };
  rows.push(row);
  const more = Object.entries(extra)
    .map(([key, one]) => `${key} ${typeof one === 'number' ? one.toFixed(2) : one}`)
    .join(', ');
  console.log(
    `${name.padEnd(19)} ${value.toFixed(1).padStart(9)} ${unit}  floor ${row.floor.toFixed(1).padStart(8)}  ratio ${row.ratio.toFixed(2)} (of minima ${row.ratioOfMinima.toFixed(2)})  ${more}`,
  );
}

function work(name, runs) {
  return JSON.parse(execFileSync(process.execPath, [join(here, 'work.mjs'), name, String(runs)], { encoding: 'utf8' }));
}

function compare(name, times, runs) {
  const engine = [];
  const floor = [];
  let rssMb = 0;
  for (let r = 0; r < times; r++) {
    floor.push(work(`${name}-floor`, runs));
    engine.push(work(name, runs));
    rssMb = Math.max(rssMb, engine[r].rssMb);
  }
  const first = (list) => list.map(({ ms }) => ms[0]);
  const middle = (list) => list.map(({ ms }) => median(ms));
  const firstRatio = median(first(engine).map((own, k) => own / first(floor)[k]));
  report(name, 'ms', middle(engine), middle(floor), { first: median(first(engine)), firstRatio, rssMb });
}

/**
 * Ours against technicalindicators, both a value at a time, nanoseconds per value: `floor` is the package's, `speedup` how many
 * times faster ours is, `blocks` ours as a backtest drives it.
 */
function indicator(name, times, runs) {
  const ns = (who) =>
    JSON.parse(execFileSync(process.execPath, [join(here, 'indicator-work.mjs'), name, who, String(runs)], { encoding: 'utf8' })).ns;
  const seen = { package: [], streaming: [], blocks: [] };
  for (let r = 0; r < times; r++) for (const who of Object.keys(seen)) seen[who].push(median(ns(who)));
  const speedup = median(seen.streaming.map((own, k) => seen.package[k] / own));
  const speedupOfMinima = Math.min(...seen.package) / Math.min(...seen.streaming);
  report(`indicator-${name}`, 'ns', seen.streaming, seen.package, { speedup, speedupOfMinima, blocks: median(seen.blocks) });
}

function time(args, cwd) {
  const start = process.hrtime.bigint();
  execFileSync(process.execPath, args, { cwd, stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const child = (file, args, flags = []) =>
  JSON.parse(execFileSync(process.execPath, [...flags, join(here, file), ...args], { encoding: 'utf8' }));

/** From a quote to an order that may leave, milliseconds: the median over processes of their medians, and of their 99th percentiles. */
function latency(rate) {
  const seen = Array.from({ length: Math.max(3, rounds >> 1) }, () => child('live-work.mjs', ['latency', String(rate), '10']));
  const middle = (name) => median(seen.map((one) => one[name]));
  const least = (name) => Math.min(...seen.map((one) => one[name]));
  const [medians, floors] = [seen.map((one) => one.median), seen.map((one) => one.floor)];
  const p99 = { p99: middle('p99'), minP99: least('p99'), floorP99: middle('floorP99') };
  report(`live-${rate}`, 'ms', medians, floors, { ...p99, perSecond: middle('perSecond'), bytesPerInput: middle('bytesPerInput') });
}

/** How long a journal takes to run again, seconds; `floor` is how long the session took that wrote it, where that says anything. */
function again(name, what, size) {
  const seen = Array.from({ length: 3 }, () => child('live-work.mjs', [what, String(size)]));
  const seconds = seen.map((one) => one.seconds);
  const { rows, mbPerDay } = seen[0];
  report(name, 's', seconds, what === 'recovery' ? seen.map((one) => one.written) : seconds, { rows, ...(mbPerDay && { mbPerDay }) });
}

/** A day of twenty instruments in bars of a second: resident memory by quarter, in a heap that has no room to grow lazily. */
function soak() {
  const { rssMb, growth, seconds, journalMbPerDay, rowsPerSecond, left } = child('soak.mjs', ['--json'], ['--max-old-space-size=64']);
  report('soak', 'MB', [rssMb[3]], [rssMb[1]], { growth, seconds, journalMbPerDay, rowsPerSecond, ...left });
}

/**
 * W2, combinations a second: `value` with one thread, `floor` the bare loop; `two` with two threads, `efficiency` how far these come
 * to what the machine lets two threads of the bare loop gain, and `whole` seconds of a sweep of 90 from its start to its table.
 */
function sweeps() {
  const seen = { one: [], two: [], floorOne: [], floorTwo: [] };
  let rssMb = 0;
  for (let r = 0; r < Math.max(3, rounds >> 1); r++) {
    seen.floorOne.push(child('sweep-work.mjs', ['floor', '1']).perSecond);
    const one = child('sweep-work.mjs', ['trials', '1']);
    seen.floorTwo.push(child('sweep-work.mjs', ['floor', '2']).perSecond);
    const two = child('sweep-work.mjs', ['trials', '2']);
    seen.one.push(median(one.perSecond));
    seen.two.push(median(two.perSecond));
    rssMb = Math.max(rssMb, one.rssMb, two.rssMb);
  }
  const gain = (two, one) => median(two.map((own, k) => own / one[k]));
  const { seconds: whole } = child('sweep-work.mjs', ['whole', '2']);
  const efficiency = gain(seen.two, seen.one) / gain(seen.floorTwo, seen.floorOne);
  report('W2', '/s', seen.one, seen.floorOne, { most: Math.max(...seen.one), two: median(seen.two), efficiency, whole, rssMb });
}

function startUp() {
  const folder = mkdtempSync(join(tmpdir(), 'onetape-bench-'));
  try {
    const { openTimes, open, high, low, close, volume } = walk(100_000, 42);
    const lines = Array.from({ length: 100_000 }, (_, k) =>
      [new Date(openTimes[k + 1]).toISOString(), open[k + 1], high[k + 1], low[k + 1], close[k + 1], volume[k + 1]].join(','),
    );
    writeFileSync(join(folder, 'walk.csv'), ['timestamp,open,high,low,close,volume', ...lines].join('\n'));
    const csv = [cli, 'backtest', '--strategy', 'sma-cross', '--feed', 'asset=./walk.csv?stamp=open&timeframe=1m'];
    const [bare, help, whole, quiet] = [[], [], [], []];
    for (let r = 0; r < rounds; r++) {
      bare.push(time(['-e', '0'], folder));
      help.push(time([cli, '--help'], folder));
      whole.push(time(csv, folder));
      quiet.push(time([...csv, '--quiet'], folder));
    }
    report('help', 'ms', help, bare);
    report('csv-100k', 'ms', whole, bare);
    report('csv-100k-quiet', 'ms', quiet, bare);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wanted = (name) => values.only === undefined || values.only === name;
if (wanted('W1')) compare('W1', rounds, 7);
if (wanted('W2')) sweeps();
if (wanted('W3')) compare('W3', rounds, 7);
if (wanted('W1-10M')) compare('W1-10M', Math.max(3, rounds >> 1), 3);
if (wanted('start')) startUp();
for (const name of ['sma', 'ema', 'rsi', 'bollinger', 'atr', 'macd'])
  if (wanted('indicators') || wanted(`indicator-${name}`)) indicator(name, Math.max(3, rounds >> 1), 5);
for (const rate of [1_000, 10_000]) if (wanted('live') || wanted(`live-${rate}`)) latency(rate);
if (wanted('live') || wanted('recovery')) again('recovery', 'recovery', 1_000_000);
if (wanted('live') || wanted('restart')) again('restart', 'restart', 3);
if (wanted('soak')) soak();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
