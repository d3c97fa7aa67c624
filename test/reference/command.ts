/** Commands: when they take effect, and what they do. */
import { notSentBy } from './account/afford.ts';
import { arriveOnTicks } from './arrive.ts';
import { cancel, end } from './end.ts';
import { snapDown } from './grid.ts';
import { childTotal, leaves } from './leaves.ts';
import { must } from './must.ts';
import { arriveAtClose } from './on-close.ts';
import { closes } from './rank.ts';
import { refusal } from './refusal.ts';
import type { Command, Order, Stream } from './stream.ts';
import { placeLevel } from './wake.ts';
import { isTrailing, needsPrice, needsTrigger, newWork, snapLimit, snapTrigger, type Work } from './work.ts';
import { findOrder, type World } from './world.ts';

/** A command with the time at which it takes effect. */
export interface Timed {
  command: Command;
  /** The turn of that time after which it comes. */
  turn: number;
  arrives: number;
  takesEffect: number;
}

/** All commands in the order in which they take effect. */
export function timed(stream: Stream): Timed[] {
  return stream.commands
    .map((command) => {
      const arrives = command.at + stream.options.latency;
      const turn = stream.options.latency === 0 ? (command.turn ?? 1) : 1;
      return { command, turn, arrives, takesEffect: effectTime(stream, command, arrives) };
    })
    .sort((a, b) => a.takesEffect - b.takesEffect || a.turn - b.turn || a.arrives - b.arrives);
}

/** A cancel or a replacement that arrives inside a bar of its order takes effect at the bar's close. */
function effectTime(stream: Stream, command: Command, arrives: number): number {
  if ('submit' in command) return arrives;
  const id = 'cancel' in command ? command.cancel : command.replace;
  for (const other of stream.commands) {
    if (!('submit' in other) || other.submit.id !== id) continue;
    const bars = must(stream.bars[other.submit.instrument], 'bars of the instrument');
    const bar = bars.find((candidate) => candidate.openTs < arrives && arrives < candidate.ts);
    if (bar !== undefined) return bar.ts;
  }
  return arrives;
}

/** What cannot even be sent for the account's sake is refused at once, however long its way would have been. */
export function holdBack(world: World, command: Command): void {
  if (!('submit' in command)) return;
  const { submit: order } = command;
  const reason = notSentBy(world, order.instrument);
  if (reason === undefined) return;
  const work = newWork(order, must(world.stream.instruments[order.instrument], 'an instrument'), command.at, world.now);
  world.orders.push(work);
  end(world, work, 'rejected', reason);
}

/** Lets a command take effect. */
export function execute(world: World, command: Command): void {
  if ('submit' in command) {
    if (findOrder(world, command.submit.id) === undefined) submit(world, command.submit, command.at);
  } else if ('cancel' in command) cancelById(world, command.cancel);
  else replace(world, command);
}

function cancelById(world: World, id: number): void {
  const work = findOrder(world, id);
  if (work !== undefined) cancel(world, work, 'user');
}

function submit(world: World, order: Order, sent: number): void {
  const instrument = must(world.stream.instruments[order.instrument], 'an instrument');
  const work = newWork(order, instrument, sent, world.now);
  const reason = refusal(world, work);
  world.orders.push(work);
  if (reason !== undefined) {
    end(world, work, 'rejected', reason);
    return;
  }
  if (order.parent !== undefined) work.total = childTotal(world, work);
  work.released = work.total;
  work.asleep = work.total === 0;
  placeLevel(world, work);
  if (work.began) work.reference = world.prices[order.instrument];
  work.closedWhenWoken = closes(world, work);
  if (!work.asleep) arriveOnTicks(world, work);
  if (order.type === 'market' && world.options.fillOn === 'on-close' && !work.asleep) arriveAtClose(world, work);
}

type Replacement = Extract<Command, { replace: number }>;

function isGood(work: Work, { qty, price, trigger }: Replacement): boolean {
  if (price !== undefined && !Number.isFinite(price)) return false;
  if (trigger !== undefined && !Number.isFinite(trigger)) return false;
  if (qty === undefined) return true;
  return snapDown(qty, work.instrument.step) > work.filled;
}

/** The order arrives anew, with other numbers. */
function replace(world: World, replacement: Replacement): void {
  const work = findOrder(world, replacement.replace);
  if (work === undefined || work.status !== 'open' || !isGood(work, replacement)) return;
  const { qty, price, trigger } = replacement;
  const { side, type } = work.order;
  const { tick, step } = work.instrument;
  const before = { price: work.price, leaves: leaves(work), line: work.line };
  if (qty !== undefined) {
    const whole = snapDown(qty, step);
    if (work.asleep) work.qty = whole;
    else work.total = work.order.parent === undefined ? whole : Math.min(whole, work.released);
    if (!work.asleep) work.replaced = work.total;
    work.taken = 0;
    work.cut = 0;
  }
  const takesPrice = needsPrice(type) || (type === 'trailing-stop-limit' && work.triggered);
  if (price !== undefined && takesPrice) {
    work.price = snapLimit(side, price, tick);
    work.levelPct = undefined;
  }
  if (trigger !== undefined && needsTrigger(type) && !isTrailing(type)) {
    work.trigger = snapTrigger(side, type, trigger, tick);
    work.levelPct = undefined;
  }
  work.arrived = world.now;
  work.met = false;
  if (work.asleep) return;
  arriveOnTicks(world, work);
  const keeps = work.price === before.price && leaves(work) <= before.leaves;
  if (work.line !== undefined && before.line !== undefined && keeps) work.line = before.line;
}
