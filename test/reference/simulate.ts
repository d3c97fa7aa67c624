/** The reference simulator: slow, naive, from the page alone. */
import { execute, timed } from './command.ts';
import { expire } from './expiry.ts';
import { inside } from './inside.ts';
import type { Moment } from './moment.ts';
import { must } from './must.ts';
import { closeForArrivals } from './on-close.ts';
import { open } from './open.ts';
import type { End, Order, Outcome, Stream } from './stream.ts';
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
  const end: End = { order: order.id, status: work?.status ?? 'open', filledQty: work?.filled ?? 0 };
  if (work?.reason !== undefined) end.reason = work.reason;
  return end;
}

/** Runs a stream of bars and commands, up to the last close of all. */
export function simulate(stream: Stream): Outcome {
  const world = newWorld(stream);
  const commands = timed(stream);
  const bars = stream.bars.flat();
  const last = Math.max(...bars.map((bar) => bar.ts));
  const times = [...bars.map((bar) => bar.openTs), ...bars.map((bar) => bar.ts), ...commands.map((one) => one.takesEffect)];
  const steps = [...new Set(times)].filter((time) => time <= last).sort((a, b) => a - b);
  for (const now of steps) {
    world.now = now;
    expire(world, false);
    inside(world, momentsNow(world, 'inside'));
    expire(world, true);
    for (const { command, takesEffect } of commands) if (takesEffect === now) execute(world, command);
    closeForArrivals(world);
    open(world, momentsNow(world, 'open'));
  }
  const ends = stream.commands
    .flatMap((command) => ('submit' in command ? [command.submit] : []))
    .map((order) => endOf(order, findOrder(world, order.id)))
    .sort((a, b) => a.order - b.order);
  return { fills: world.fills, ends, positions: [...world.positions] };
}
