import type { OrderId, Side } from '../../../../engine/model/order.ts';
import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, live, movable, pairs, restartable, trouble, types, where } from '../case.ts';
import type { Trial } from '../trial.ts';

/** An entry that rests at -10 ticks, with a stop at -20 and a target at +10. */
function bracket(t: Trial, units: number, entryTicks = -10): readonly [entry: OrderId, stop: OrderId, target: OrderId] {
  const entry = t.submit({ qty: t.qty(units), price: t.at(entryTicks) });
  const exit = { side: 'sell' as Side, qty: undefined, parent: entry, group: -entry, reduceOnly: true };
  const stop = t.submit({ ...exit, type: 'stop', trigger: t.at(-20) });
  const target = t.submit({ ...exit, type: 'limit', price: t.at(10) });
  return [entry, stop, target];
}

const NEEDS = [types('limit', 'stop'), movable, pairs];

/** Orders that are linked: exits of an entry, one of which cancels the other. */
export const LINKS: readonly ContractCase[] = [
  contractCase('LNK-01', 'Exits sleep until their entry fills, and then cover what it has filled.', NEEDS, async (t) => {
    const [entry, stop, target] = bracket(t, 4);
    await t.becomes(entry, 'accepted');
    same([t.fillsOf(stop).length, t.fillsOf(target).length], [0, 0], 'the fills of exits that sleep');
    await t.move(-13, 50);
    await t.becomes(entry, 'filled');
    await t.until(() => t.count(stop, 'released') > 0 && t.count(target, 'released') > 0, 'the exits to be released');
    same([t.state(stop).qty, t.state(target).qty], [t.qty(4), t.qty(4)], 'what the exits cover');
    await t.quiet();
    await t.move(20);
    await t.becomes(target, 'filled');
    await t.becomes(stop, 'canceled');
    same(t.held(), 0, 'what is held');
  }),
  contractCase('LNK-02', 'The stop of a bracket ends its target.', NEEDS, async (t) => {
    const [entry, stop, target] = bracket(t, 2);
    await t.becomes(entry, 'accepted');
    await t.move(-13);
    await t.becomes(entry, 'filled');
    await t.quiet();
    await t.move(-30);
    await t.becomes(stop, 'filled');
    await t.becomes(target, 'canceled');
    same(t.held(), 0, 'what is held');
  }),
  contractCase('LNK-03', 'An entry that is cancelled takes its exits with it.', NEEDS, async (t) => {
    const [entry, stop, target] = bracket(t, 2);
    await t.becomes(entry, 'accepted');
    await t.quiet();
    t.cancel(entry);
    for (const id of [entry, stop, target]) await t.becomes(id, 'canceled', 'rejected');
    same(t.held(), 0, 'what is held');
  }),
  contractCase('LNK-04', 'Of an entry that fills in part only that part is covered.', NEEDS, async (t) => {
    const [entry, stop, target] = bracket(t, 10);
    await t.becomes(entry, 'accepted');
    await t.move(-13, 4);
    await t.becomes(entry, 'partially-filled');
    t.cancel(entry);
    await t.becomes(entry, 'canceled');
    await t.quiet();
    same([t.state(stop).qty, t.state(target).qty], [t.qty(4), t.qty(4)], 'what the exits cover');
    await t.move(20, 50);
    await t.becomes(target, 'filled');
    same(t.held(), 0, 'what is held');
  }),
  contractCase('LNK-05', 'Exits end with the position that they were for.', [...NEEDS, types('market')], async (t) => {
    const [entry, stop, target] = bracket(t, 3);
    await t.becomes(entry, 'accepted');
    await t.move(-13, 50);
    await t.becomes(entry, 'filled');
    await t.quiet();
    await t.becomes(t.submit({ side: 'sell', qty: t.qty(3) }), 'filled');
    await t.becomes(stop, 'canceled');
    await t.becomes(target, 'canceled');
    same(t.held(), 0, 'what is held');
  }),
  contractCase('LNK-06', 'An exit whose entry is not there is refused.', [types('stop')], async (t) => {
    const entry = t.submit();
    await t.becomes(entry, 'filled');
    await t.becomes(t.submit({ side: 'sell' }), 'filled');
    const lost = t.submit({ side: 'sell', parent: 40, type: 'stop', trigger: t.away('buy'), reduceOnly: true });
    await t.becomes(lost, 'rejected');
  }),
  contractCase(
    'LNK-07',
    'Without consent to exits that we hold, they are refused, and so is the entry that they protect.',
    [types('limit', 'stop'), live, where(({ supports }) => supports.contingent === 'emulated', 'the venue holds exits itself')],
    async (t) => {
      const [entry, stop] = bracket(t, 1, -t.subject.far);
      await t.becomes(stop, 'rejected');
      await t.becomes(entry, 'rejected');
      same(t.blotter.reason(stop), 'unsupported', 'the reason');
      hold(
        t.stage.line === undefined || t.line.sent.every(({ errand }) => errand !== 'place'),
        'Expected nothing to be sent, but something was',
      );
    },
    { emulateExits: false },
  ),
  contractCase('LNK-08', 'Exits of an entry that never leaves are over with it.', [types('limit', 'stop'), movable, live], async (t) => {
    t.live.halt('a person said so');
    for (const id of bracket(t, 2)) await t.becomes(id, 'rejected', 'canceled');
    t.live.release();
  }),
  contractCase('LNK-09', 'Exits of an entry that is lost are over once that is sure.', [...NEEDS, trouble('lost')], async (t) => {
    t.line.next('place', 'lost');
    const [entry, ...exits] = bracket(t, 2);
    await t.becomes(entry, 'rejected');
    for (const id of exits) await t.becomes(id, 'rejected', 'canceled');
  }),
  contractCase(
    'LNK-10',
    'Exits of an entry whose answer is lost protect it all the same.',
    [...NEEDS, trouble('unanswered')],
    async (t) => {
      t.line.next('place', 'unanswered');
      const [entry, stop, target] = bracket(t, 3);
      await t.until(() => t.count(entry, 'accepted') > 0, 'the entry to be found');
      await t.quiet();
      await t.move(-13, 50);
      await t.becomes(entry, 'filled');
      await t.quiet();
      same([t.state(stop).qty, t.state(target).qty], [t.qty(3), t.qty(3)], 'what the exits cover');
      await t.move(-30, 50);
      await t.becomes(stop, 'filled');
      await t.becomes(target, 'canceled');
      same(t.held(), 0, 'what is held');
    },
  ),
  contractCase('LNK-11', 'After a restart exits go on to protect what was filled.', [...NEEDS, restartable], async (t) => {
    const [entry, stop, target] = bracket(t, 2);
    await t.becomes(entry, 'accepted');
    await t.move(-13, 50);
    await t.becomes(entry, 'filled');
    await t.quiet();
    await t.restart();
    await t.connect();
    t.recall();
    await t.move(-30, 50);
    await t.becomes(stop, 'filled');
    await t.becomes(target, 'canceled');
    same(t.held(), 0, 'what is held');
  }),
  contractCase('LNK-12', 'Of two orders of one group what one fills the other loses.', [types('limit'), movable], async (t) => {
    const first = t.submit({ qty: t.qty(4), price: t.at(-10), group: 1 });
    const other = t.submit({ side: 'sell', qty: t.qty(4), price: t.at(10), group: 1 });
    for (const id of [first, other]) await t.becomes(id, 'accepted');
    await t.quiet();
    await t.move(-13, 3);
    await t.becomes(first, 'partially-filled');
    await t.until(() => t.state(other).qty === t.qty(1), 'the other to have one unit left');
    await t.quiet();
    await t.move(-14, 50);
    await t.becomes(first, 'filled');
    await t.becomes(other, 'canceled');
    same(t.held(), t.qty(4), 'what is held');
  }),
  contractCase(
    'LNK-13',
    'A stop of an entry sells what has arrived of it, in whole steps.',
    [types('limit', 'stop'), movable],
    async (t) => {
      const before = t.held();
      const entry = t.submit({ qty: t.qty(4), price: t.at(-10) });
      const stop = t.submit({ side: 'sell', type: 'stop', qty: undefined, trigger: t.at(-20), parent: entry, reduceOnly: true });
      await t.becomes(entry, 'accepted');
      await t.move(-13, 50);
      await t.becomes(entry, 'filled');
      await t.until(() => t.count(stop, 'released') > 0, 'the stop to be released');
      await t.quiet();
      const { stepSize } = t.stage.instruments[0]!;
      const left = t.held() - before - t.state(stop).qty;
      hold(left > -stepSize / 1e6 && left < stepSize, `Expected the stop to cover what has arrived, but ${left} was left`);
      await t.move(-30, 50);
      await t.becomes(stop, 'filled');
    },
  ),
  contractCase(
    'LNK-14',
    'Exits that sell more than their entry buys are refused with it, where what is to be sold is set aside.',
    [types('limit', 'stop'), live, where((stage) => pairs(stage) !== undefined, 'two exits of the same units can wait there')],
    async (t) => {
      for (const id of bracket(t, 2)) await t.becomes(id, 'rejected', 'canceled');
      await t.quiet();
      same(t.fills.length, 0, 'how many fills there are');
    },
  ),
  contractCase(
    'LNK-15',
    'A position is closed in part though its target rests, which then sells what is left.',
    [types('limit', 'market'), movable],
    async (t) => {
      const before = t.held();
      const entry = t.submit({ qty: t.qty(4), price: t.at(-10) });
      const target = t.submit({ side: 'sell', qty: undefined, price: t.at(10), parent: entry, reduceOnly: true });
      await t.becomes(entry, 'accepted');
      await t.move(-13, 50);
      await t.becomes(entry, 'filled');
      await t.until(() => t.count(target, 'released') > 0, 'the target to be released');
      await t.quiet();
      const close = t.submit({ side: 'sell', type: 'market', qty: t.qty(3), reduceOnly: true });
      await t.becomes(close, 'filled');
      await t.quiet();
      await t.move(20, 50);
      await t.becomes(target, 'filled', 'canceled');
      const left = t.held() - before;
      hold(left > -1e-9 && left < t.qty(1), `Expected all that has arrived to be sold, but ${left} was left`);
    },
  ),
];
