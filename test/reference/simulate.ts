/** The reference simulator: slow, naive, from the page alone. */
import { lifeOf, ownTimes, schedule, show, terms } from './account/live.ts';
import { execute, holdBack, type Timed, timed } from './command.ts';
import { expire } from './expiry.ts';
import { inside } from './inside.ts';
import type { Moment } from './moment.ts';
import { must } from './must.ts';
import { closeForArrivals } from './on-close.ts';
import { open } from './open.ts';
import type { End, Life, Order, Outcome, Stream } from './stream.ts';
import { type Row, turn } from './tick.ts';
import type { Work } from './work.ts';
import { barsOf, findOrder, newWorld, type World } from './world.ts';

/** The moments of all instruments that lie at the present time, in instrument order. */
function momentsNow(world: World, kind: 'open' | 'inside'): Moment[] {
  const moments: Moment[] = [];
  for (let instrument = 0; instrument < world.stream.instruments.length; instrument++) {
    const bars = barsOf(world, instrument);
    for (let index = 0; index < bars.length; index++) {
      const bar = must(bars[index], 'a bar');
      const ts = kind === 'open' ? bar.openTs : bar.ts;
      if (ts === world.now) moments.push({ kind, place: { instrument, index }, ts, openTs: bar.openTs, reached: [] });
    }
  }
  return moments;
}

/** How an order ended; one that never arrived is open. */
function endOf(order: Order, work: Work | undefined): End {
  const end: End = { order: order.id, status: work?.status ?? 'open', filledQty: work?.told ?? 0 };
  if (work?.reason !== undefined) end.reason = work.reason;
  return end;
}

/** The rows of quotes and trades that lie at the present time, by turns. */
function turnsNow(world: World): Row[][] {
  const { quotes = [], trades = [], instruments } = world.stream;
  const series = instruments.flatMap((_, instrument): Row[][] => [
    (quotes[instrument] ?? []).filter(({ ts }) => ts === world.now).map((quote) => ({ instrument, quote, trade: undefined })),
    (trades[instrument] ?? []).filter(({ ts }) => ts === world.now).map((trade) => ({ instrument, quote: undefined, trade })),
  ]);
  const count = Math.max(...series.map((rows) => rows.length));
  return Array.from({ length: count }, (_, k) => series.flatMap((rows) => rows[k] ?? []));
}

/** Runs a stream of quotes, trades and commands, up to the last row of all. */
function runTicks(world: World, commands: Timed[]): void {
  const rows = [...(world.stream.quotes ?? []).flat(), ...(world.stream.trades ?? []).flat()];
  const last = Math.max(...rows.map(({ ts }) => ts));
  const times = [...rows.map(({ ts }) => ts), ...commands.map((one) => one.takesEffect)];
  for (const now of [...new Set(times)].filter((time) => time <= last).sort((a, b) => a - b)) {
    world.now = now;
    expire(world, false);
    const turns = turnsNow(world);
    for (let k = 0; k < Math.max(turns.length, 1); k++) {
      const own = turns[k];
      if (own !== undefined) turn(world, own);
      if (k === 0) expire(world, true);
      for (const one of commands) if (one.takesEffect === now && one.turn === k + 1) execute(world, one.command);
    }
  }
}

function run(stream: Stream): World {
  const world = newWorld(stream);
  const commands = timed(stream);
  if (stream.quotes === undefined) runBars(world, commands);
  else runTicks(world, commands);
  return world;
}

/** How all orders ended. */
const endsOf = (world: World): End[] =>
  world.stream.commands
    .flatMap((command) => ('submit' in command ? [command.submit] : []))
    .map((order) => endOf(order, findOrder(world, order.id)))
    .sort((a, b) => a.order - b.order);

/** Runs a stream and tells what came of it. */
export function simulate(stream: Stream): Outcome {
  const world = run(stream);
  const positions = stream.instruments.map((_, k) => world.positions.reduce((sum, own) => sum + must(own[k], 'a position'), 0));
  return { fills: world.fills, ends: endsOf(world), positions };
}

/** Runs a stream with an account and tells what became of that. */
export function live(stream: Stream): Life {
  const world = run(stream);
  return lifeOf(world, endsOf(world));
}

/** Runs a stream of bars and commands, up to the last close of all. */
function runBars(world: World, commands: Timed[]): void {
  const { stream } = world;
  const bars = stream.bars.flat();
  const last = Math.max(...bars.map((bar) => bar.ts));
  const begun = Math.min(...bars.map((bar) => bar.ts));
  const own = ownTimes(world, begun, last);
  const times = [...bars.map((bar) => bar.openTs), ...bars.map((bar) => bar.ts), ...commands.map((one) => one.takesEffect), ...own];
  const steps = [...new Set(times)].filter((time) => time <= last).sort((a, b) => a - b);
  for (const now of steps) {
    world.now = now;
    expire(world, false);
    inside(world, momentsNow(world, 'inside'));
    show(world);
    expire(world, true);
    schedule(world, begun);
    if (stream.options.latency > 0) for (const { command } of commands) if (command.at === now) holdBack(world, command);
    for (const { command, takesEffect } of commands) if (takesEffect === now) execute(world, command);
    closeForArrivals(world);
    terms(world);
    open(world, momentsNow(world, 'open'));
  }
}
