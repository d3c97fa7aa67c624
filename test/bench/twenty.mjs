/** A paper session of twenty instruments in bars of a second that were never in memory, as `onetape paper` runs it. */
import { createJournal, openJournal } from '../../dist/app/journal/journal.js';
import { recovered } from '../../dist/app/live/recovered.js';
import { WALL } from '../../dist/app/live/wall.js';
import { attend } from '../../dist/app/sessions/attend.js';
import { TapeFeed } from '../../dist/engine/feed/tape-feed.js';
import { BarSeries, crossedAbove, crossedBelow, defineStrategy, instrumentOf, many, sma } from '../../dist/engine/index.js';
import { LiveSession } from '../../dist/engine/loop/live-session.js';
import { trade } from '../../dist/engine/loop/trade.js';
import { walkRows } from './series.mjs';

const INSTRUMENTS = 20;
const HASHES = { engine: '', code: '', params: '', config: '', data: '' };

/** Trades now and then: two slow averages that cross, with a stop. */
const slowly = defineStrategy({
  name: 'slowly',
  params: {},
  feeds: [many('universe')],
  setup(ctx) {
    const lines = ctx.feeds.universe.map((asset) => ({ asset, fast: sma(asset.close, 100), slow: sma(asset.close, 400) }));
    return {
      onSlice() {
        for (const { asset, fast, slow } of lines) {
          if (crossedAbove(fast, slow)) {
            if (ctx.position(asset).qty === 0) ctx.buy(asset, { stopLoss: { pct: 0.01 } });
          } else if (crossedBelow(fast, slow)) ctx.close(asset);
        }
      },
    };
  },
});

/** What such a session is made of; `rows` seconds of each instrument. */
export function twenty(rows) {
  const series = Array.from({ length: INSTRUMENTS }, (_, k) => {
    const one = BarSeries.streamed(`I${k}`, () => walkRows(rows, 42 + k, 1000));
    one.instrument = k;
    return one;
  });
  return {
    strategies: [{ id: 'slowly', strategy: slowly, params: {}, feeds: { universe: series }, capital: null }],
    series,
    instruments: series.map(({ id }) => instrumentOf(id, { stepSize: 1 })),
    account: { cash: 1e6, type: 'margin', leverage: 10, currency: 'USD' },
    fee: { model: 'percent', rate: 0.00001 },
    slippage: { model: 'none' },
    sizer: { model: 'notional', notional: 50_000 },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    simulator: {},
    seed: 1,
    warmUntil: Number.NEGATIVE_INFINITY,
  };
}

/** What a session is, for its journal. */
export const manifestOf = ({ series, seed, warmUntil }) => ({
  ...{ session: 'paper-slowly', mode: 'paper', created: 0, engine: '', hashes: HASHES, spec: {}, baseDir: '', warmUntil, seed },
  ...{ broker: 'simulator', account: '', feeds: series.map(({ id, kind }) => ({ id, kind, columns: [] })) },
});

const failed = (_, error) => {
  throw error;
};

export const freshOf = (parts) => () => new LiveSession(parts, { failed, hourly: true });

/** Plays it as fast as it can be taken, with epochs every so many milliseconds; `told` hears of every entry. */
export async function play(parts, folder, { every, told = () => {}, wall = WALL }) {
  const journal = createJournal(folder, manifestOf(parts));
  const io = { stderr: { write() {} }, env: {}, isTTY: false };
  const attended = await attend({
    ...{ folder, manifest: journal.manifest, entries: 0, wall, io, onStop: 'leave', quiet: true, logLevel: 'info', baseDir: folder },
  });
  const fresh = freshOf(parts);
  const epochs = {
    after: (ts) => (Math.floor(ts / every) + 1) * every,
    asked: () => (attended.people.takeEpoch() ? 'command' : undefined),
    hashes: HASHES,
    fresh,
    begun: (next) => attended.begun(next, journal.epochs - 1),
  };
  const feed = new TapeFeed(parts.series, { speed: Number.POSITIVE_INFINITY, instantUntil: Number.NEGATIVE_INFINITY, wall });
  const both = (entry) => {
    attended.told(entry);
    told(entry, attended.signal);
  };
  const edge = { feed, journal, wall, people: attended.people, grace: 0, patience: 0, told: both, epochs };
  // The first session is nobody's once an epoch has begun: no variable keeps it here.
  const begin = () => {
    const live = fresh();
    attended.begun(live, 0);
    return trade(live, edge, attended.signal);
  };
  const last = await begin();
  await attended.close('ended', 'the tape is over');
  const { sizePerDay, tip } = journal;
  journal.close();
  return { sizePerDay, entries: tip.entries, orders: last.assembly.session.blotter.length, signal: attended.signal };
}

/** Opens it again, as a restart does, and says how many seconds that took. */
export function restart(parts, folder) {
  const from = process.hrtime.bigint();
  const journal = openJournal(folder);
  const live = freshOf(parts)();
  const { rows } = recovered(() => live, journal, false).shown;
  journal.close();
  return { seconds: Number(process.hrtime.bigint() - from) / 1e9, rows: rows.reduce((sum, count) => sum + count, 0) };
}
