/**
 * `npm run build && node test/bench/soak.mjs [--hours 24] [--epoch 6]`: a day of twenty instruments in bars of a second, on paper, with its
 * journal on the disk, as fast as it goes. Prints the resident memory of every quarter, and what timers and listeners are left.
 */
import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WALL } from '../../dist/app/live/wall.js';
import { play, twenty } from './twenty.mjs';

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, epoch: { type: 'string', default: '6' }, json: { type: 'boolean' } },
});
const HOUR = 3_600_000;
const rows = Number(values.hours) * 3600;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const folder = mkdtempSync(join(tmpdir(), 'onetape-soak-'));

/** Timers that wait: those of the session go through its wall. */
let waiting = 0;
const wall = {
  now: WALL.now,
  after(ms, run) {
    waiting++;
    let isOver = false;
    const end = () => {
      if (!isOver) waiting--;
      isOver = true;
    };
    const cancel = WALL.after(ms, () => {
      end();
      run();
    });
    return () => {
      end();
      cancel();
    };
  },
};

const counts = (signal) => {
  const resources = process.getActiveResourcesInfo();
  const emitters = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return {
    resources: resources.length,
    timers: resources.filter((name) => name === 'Timeout').length,
    waiting,
    emitters,
    abort: getEventListeners(signal, 'abort').length,
  };
};

const before = process.getActiveResourcesInfo().length;
const quarters = Array.from({ length: 4 }, () => ({ rss: [], heap: [], counts: undefined }));
let first = Number.NaN;
let minute = 0;
const told = ({ kind, ts }, signal) => {
  if (kind !== 'step') return;
  if (Number.isNaN(first)) first = ts;
  if (ts < first + minute * 60_000) return;
  minute++;
  const quarter = quarters[Math.min(3, Math.floor((4 * (ts - first)) / (rows * 1000)))];
  const { rss, heapUsed } = process.memoryUsage();
  quarter.rss.push(rss);
  quarter.heap.push(heapUsed);
  quarter.counts = counts(signal);
};

try {
  const from = process.hrtime.bigint();
  const { sizePerDay, entries, orders, signal } = await play(twenty(rows), join(folder, 'session'), {
    every: Number(values.epoch) * HOUR,
    told,
    wall,
  });
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  const mb = (bytes) => Math.round(bytes / 1e5) / 10;
  const rss = quarters.map((quarter) => mb(median(quarter.rss)));
  const said = {
    name: 'soak',
    ...{ hours: Number(values.hours), seconds: Math.round(seconds), rowsPerSecond: Math.round((rows * 20) / seconds), entries, orders },
    journalMbPerDay: mb(sizePerDay.tape + sizePerDay.rest),
    ...{ rssMb: rss, heapMb: quarters.map((quarter) => mb(median(quarter.heap))), growth: rss[3] / rss[1] - 1 },
    counts: quarters.map((quarter) => quarter.counts),
    left: { waiting, resources: process.getActiveResourcesInfo().length - before, abort: getEventListeners(signal, 'abort').length },
  };
  console.log(values.json ? JSON.stringify(said) : said);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
