/**
 * One measurement of a live session in a process of its own: `node live-work.mjs latency RATE SECONDS` plays quotes that come at that rate
 * from another thread to a strategy that answers each with an order, and prints from when a quote reached the process to when its order
 * left, durable, in milliseconds; `recovery INPUTS` how long a journal of so many takes to run again; `restart DAYS` how long twenty
 * instruments in bars of a second take, after so many days. Each prints one line of JSON.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createJournal } from '../../dist/app/journal/journal.js';
import { WALL } from '../../dist/app/live/wall.js';
import { TapeFeed } from '../../dist/engine/feed/tape-feed.js';
import { defineStrategy, instrumentOf, int, QuoteSeries } from '../../dist/engine/index.js';
import { Answers } from '../../dist/engine/loop/answers.js';
import { LiveSession } from '../../dist/engine/loop/live-session.js';
import { trade } from '../../dist/engine/loop/trade.js';
import { millis } from '../../dist/engine/model/time.js';
import { freshOf, manifestOf, play, restart, twenty } from './twenty.mjs';

const [what, ...rest] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'onetape-live-'));
const nobody = { listen() {}, poll: () => undefined };

/** Answers every so manieth quote with an order: buys where it holds nothing, else closes. */
const eager = defineStrategy({
  name: 'eager',
  params: { every: int(1, { min: 1 }) },
  feeds: ['asset'],
  setup(ctx, { every }) {
    const { asset } = ctx.feeds;
    let seen = 0;
    return {
      onQuote() {
        if (seen++ % every !== 0) return;
        if (ctx.position(asset).qty === 0) ctx.buy(asset, { qty: 1, limit: asset.ask.value, tif: 'ioc' });
        else ctx.close(asset);
      },
    };
  },
});

function quoted(columns, every) {
  const series = new QuoteSeries('X', columns);
  series.instrument = 0;
  return {
    strategies: [{ id: 'eager', strategy: eager, params: { every }, feeds: { asset: series }, capital: null }],
    series: [series],
    instruments: [instrumentOf('X', { tickSize: 0.01, stepSize: 1 })],
    account: { cash: 1e9, type: 'margin', leverage: 10, currency: 'USD' },
    fee: { model: 'none' },
    slippage: { model: 'none' },
    sizer: { model: 'fixed', qty: 1 },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    simulator: {},
    seed: 1,
    warmUntil: Number.NEGATIVE_INFINITY,
  };
}

const columnsOf = (rows) => {
  const times = Float64Array.from({ length: rows + 1 }, (_, row) => (row === 0 ? Number.NaN : 1.7e12 + row));
  const price = (away) => Float64Array.from({ length: rows + 1 }, (_, row) => (row === 0 ? Number.NaN : 100 + away + (row % 97) / 100));
  return { times, bid: price(-0.01), ask: price(0.01), bidSize: price(0), askSize: price(0) };
};

const SUPPORTS = {
  types: new Set(['market', 'limit', 'stop', 'stop-limit']),
  tifs: new Set(['gtc', 'ioc', 'fok']),
  ...{ contingent: 'native', amend: 'in-place', uniqueIds: 'always', reduceOnly: true, findsById: true, postOnly: true, iceberg: false },
  clientIds: { length: 36, pattern: /^.+$/ },
};

/** A venue that cancels what it cannot fill: what is measured ends where an order is handed to it. */
class Venue {
  name = 'bench';
  supports = SUPPORTS;
  left = [];
  #news = [];
  #wake = () => {};
  connect(wake) {
    this.#wake = wake;
    return Promise.resolve({
      ts: WALL.now(),
      account: 'BENCH',
      balances: [{ currency: 'USD', total: 1e9 }],
      positions: [],
      orders: [],
      fills: [],
    });
  }
  recall() {}
  inquire() {}
  halt() {}
  release() {}
  snapshot() {
    return new Promise(() => {});
  }
  health() {
    return { up: true, why: '', lastSeen: Number.NaN, skew: 0, unknown: 0 };
  }
  send({ id, ts }) {
    this.left.push(process.hrtime.bigint());
    this.#news.push({ kind: 'rejected', ts, id, reason: 'venue' });
    setImmediate(this.#wake);
  }
  poll() {
    return this.#news.shift();
  }
  close() {
    return Promise.resolve();
  }
}

/** Quotes of another thread, each with the time at which it was sent. */
class Quotes {
  name = 'bench';
  isTape = false;
  came = [];
  isOver = false;
  #queue = [];
  #head = 0;
  #worker;
  constructor(rate, seconds) {
    this.#worker = [rate, seconds];
  }
  connect(wake) {
    const [rate, seconds] = this.#worker;
    const source = `
      const { parentPort } = require('node:worker_threads');
      const still = new Int32Array(new SharedArrayBuffer(4));
      const [from, count] = [process.hrtime.bigint(), ${rate * seconds}];
      for (let sent = 0; sent < count; ) {
        const due = Math.floor((Number(process.hrtime.bigint() - from) / 1e9) * ${rate});
        for (; sent < Math.min(due, count); sent++) parentPort.postMessage(process.hrtime.bigint());
        Atomics.wait(still, 0, 0, ${Math.min(1, 500 / rate)});
      }
      parentPort.postMessage(0n);`;
    const worker = new Worker(source, { eval: true });
    worker.on('message', (ts) => {
      if (ts === 0n) this.isOver = true;
      else {
        this.came.push(ts);
        const bid = 100 + (this.came.length % 97) / 100;
        this.#queue.push({ kind: 'row', feed: 0, values: [Date.now(), bid, bid + 0.01, 5, 5] });
      }
      wake();
    });
    return Promise.resolve();
  }
  poll() {
    if (this.#head < this.#queue.length) return this.#queue[this.#head++];
    this.#queue.length = this.#head = 0;
    return undefined;
  }
  close() {
    return Promise.resolve();
  }
}

async function latency(rate, seconds) {
  const parts = quoted(columnsOf(1), 1);
  const broker = new Venue();
  const feed = new Quotes(rate, seconds);
  const journal = createJournal(join(folder, 'session'), { ...manifestOf(parts), mode: 'live' });
  const options = { foreign: 'refuse', adoptedBy: 0, cash: 'refuse', fullHistory: false };
  const venue = { broker, options, since: millis(0), answers: new Answers(), every: 60_000 };
  const failed = (_, error) => {
    throw error;
  };
  const controller = new AbortController();
  const live = new LiveSession(parts, { venue: broker, failed, hourly: true });
  const over = trade(live, { feed, venue, journal, wall: WALL, people: nobody, grace: 400, patience: 0 }, controller.signal);
  while (!feed.isOver || broker.left.length < feed.came.length) await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  await over;
  const { sizePerDay, tip } = journal;
  journal.close();
  // The first second warms up.
  const ms = feed.came
    .map((ts, k) => Number(broker.left[k] - ts) / 1e6)
    .slice(rate)
    .sort((a, b) => a - b);
  const at = (share) => ms[Math.min(ms.length - 1, Math.floor(share * ms.length))];
  const took = Number(broker.left.at(-1) - feed.came[0]) / 1e9;
  const bytes = ((sizePerDay.tape + sizePerDay.rest) * sizePerDay.over) / 86_400_000;
  return {
    ...floor(),
    median: at(0.5),
    p99: at(0.99),
    max: ms.at(-1),
    perSecond: feed.came.length / took,
    entries: tip.entries,
    bytesPerInput: bytes / feed.came.length,
  };
}

/** What the disk alone takes to keep a page, milliseconds: no order can leave sooner. */
function floor() {
  const file = openSync(join(folder, 'floor'), 'w');
  const page = Buffer.alloc(4096);
  const ms = Array.from({ length: 500 }, (_, k) => {
    const from = process.hrtime.bigint();
    writeSync(file, page, 0, page.length, k * page.length);
    fdatasyncSync(file);
    return Number(process.hrtime.bigint() - from) / 1e6;
  });
  closeSync(file);
  ms.sort((a, b) => a - b);
  return { floor: ms[250], floorP99: ms[495] };
}

/** A paper session of so many quotes and an order for every tenth, and how long it takes to run again from its beginning. */
async function recovery(inputs) {
  const parts = quoted(columnsOf(inputs), 10);
  const journal = createJournal(join(folder, 'session'), manifestOf(parts));
  const feed = new TapeFeed(parts.series, { speed: Number.POSITIVE_INFINITY, instantUntil: Number.NEGATIVE_INFINITY, wall: WALL });
  const from = process.hrtime.bigint();
  await trade(freshOf(parts)(), { feed, journal, wall: WALL, people: nobody, grace: 0, patience: 0 }, new AbortController().signal);
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  journal.close();
  return { written: seconds, ...restart(parts, join(folder, 'session')) };
}

/** Twenty instruments, shut down just before a day ends: no restart has more to run again. */
async function restarted(days) {
  const parts = twenty(Math.round(days * 86_400) - 60);
  const { sizePerDay } = await play(parts, join(folder, 'session'), { every: 86_400_000 });
  return { mbPerDay: (sizePerDay.tape + sizePerDay.rest) / 1e6, ...restart(parts, join(folder, 'session')) };
}

try {
  const [a, b] = rest.map(Number);
  const said = what === 'latency' ? await latency(a, b) : what === 'recovery' ? await recovery(a) : await restarted(a);
  console.log(JSON.stringify({ ...said, rssMb: process.resourceUsage().maxRSS / 1024 }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
