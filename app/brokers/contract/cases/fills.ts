import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, live, movable, posts, reduces, truthful, types, where } from '../case.ts';

/** What fills say, and what bounds them. */
export const FILLS: readonly ContractCase[] = [
  contractCase(
    'FIL-01',
    'An order for more than stands there fills in parts, and each says what is left.',
    [types('limit'), movable],
    async (t) => {
      const id = t.submit({ qty: t.qty(10), price: t.at(-10) });
      await t.becomes(id, 'accepted');
      let left = 10;
      for (const [ticks, units] of [
        [-12, 3],
        [-13, 2],
        [-14, 5],
      ] as const) {
        await t.move(ticks, units);
        left -= units;
        await t.until(() => Math.abs(t.state(id).filledQty - t.qty(10 - left)) < 1e-9, `${10 - left} units to be filled`);
        const told = t.events.findLast((event) => event.kind === 'filled');
        same(told?.kind === 'filled' ? told.leavesQty : Number.NaN, left === 0 ? 0 : t.qty(left), 'what the fill says is left');
      }
      same(t.status(id), 'filled', 'the order');
    },
  ),
  contractCase('FIL-02', 'Orders at several prices fill from the best one on.', [types('limit'), movable], async (t) => {
    const ids = [-10, -12, -14].map((ticks) => t.submit({ price: t.at(ticks) }));
    for (const id of ids) await t.becomes(id, 'accepted');
    await t.move(-14);
    await t.becomes(ids[0]!, 'filled');
    await t.becomes(ids[1]!, 'filled');
    same(t.status(ids[2]!), 'accepted', 'the order that the market did not reach');
    await t.move(-20);
    await t.becomes(ids[2]!, 'filled');
  }),
  contractCase('FIL-03', 'A fill names its order, instrument, side, strategy and tag.', [types('market')], async (t) => {
    const words = { ref: undefined, tag: 'mine', reason: undefined, confidence: Number.NaN };
    const id = t.submit({ words, strategy: 0 });
    await t.becomes(id, 'filled');
    const { orderId, instrument, side, strategy, tag, qty } = t.fills[0]!;
    same([orderId, instrument, side, strategy, tag, qty > 0], [id, 0, 'buy', 0, 'mine', true], 'what the fill says');
  }),
  contractCase('FIL-04', 'What takes says so, and what was waited for was made.', [types('market', 'limit'), movable], async (t) => {
    const taker = t.submit();
    await t.becomes(taker, 'filled');
    const maker = t.submit({ side: 'sell', price: t.at(10) });
    await t.becomes(maker, 'accepted');
    await t.move(20);
    await t.becomes(maker, 'filled');
    same(t.fillsOf(taker)[0]!.liquidity, 'taker', 'the market order');
    same(t.fillsOf(maker)[0]!.liquidity, 'maker', 'the order that rested');
  }),
  contractCase('FIL-05', 'Fees are those of the venue.', [types('market'), live, truthful], async (t) => {
    for (const side of ['buy', 'sell'] as const) await t.becomes(t.submit({ side }), 'filled');
    await t.quiet();
    const first = t.sentAt(1);
    const ours = t.fills.reduce((sum, { fee }) => sum + fee, 0);
    const theirs = (await t.truth()).fills.filter(({ ts }) => ts >= first - 60_000 && ts > 0);
    const own = theirs.filter(({ execId }) => t.execIds.has(execId));
    hold(own.length === t.execIds.size, 'Expected every fill to be one of the venue, but some were not');
    const isPlain = own.every(({ feeCurrency }) => feeCurrency === t.instrument.settle);
    if (isPlain)
      same(
        ours,
        own.reduce((sum, { fee }) => sum + fee, 0),
        'the sum of the fees',
      );
  }),
  contractCase('FIL-06', 'A position that is turned round is what the venue holds.', [types('market')], async (t) => {
    await t.becomes(t.submit({ qty: t.qty(2) }), 'filled');
    const turn = t.submit({ side: 'sell', qty: t.qty(5) });
    await t.until(() => !t.blotter.isOpen(turn), 'the second order to be over');
    if (t.status(turn) === 'filled') {
      same(t.held(), -t.qty(3), 'what is held');
      await t.becomes(t.submit({ qty: t.qty(3) }), 'filled');
    } else await t.becomes(t.submit({ side: 'sell', qty: t.qty(2) }), 'filled');
    same(t.held(), 0, 'what is held in the end');
  }),
  contractCase('FIL-07', 'Every execution has a name of its own.', [types('market'), live], async (t) => {
    for (let k = 0; k < 4; k++) await t.becomes(t.submit({ side: k % 2 === 0 ? 'buy' : 'sell' }), 'filled');
    same(t.execIds.size, t.fills.length, 'the number of names');
  }),
  contractCase('RED-01', 'A reduce-only order opens nothing.', [types('market'), reduces], async (t) => {
    const id = t.submit({ side: 'sell', reduceOnly: true });
    await t.becomes(id, 'rejected', 'canceled');
    same(t.held(), 0, 'what is held');
  }),
  contractCase('RED-02', 'A reduce-only order for more than is held closes that and no more.', [types('market'), reduces], async (t) => {
    await t.becomes(t.submit({ qty: t.qty(2) }), 'filled');
    const id = t.submit({ side: 'sell', qty: t.qty(5), reduceOnly: true });
    await t.until(() => !t.blotter.isOpen(id), 'the reduce-only order to be over');
    await t.quiet();
    same(t.held(), 0, 'what is held');
  }),
  contractCase(
    'RED-03',
    'A resting reduce-only order opens nothing after the position is gone.',
    [types('market', 'limit'), reduces, movable],
    async (t) => {
      await t.becomes(t.submit({ qty: t.qty(2) }), 'filled');
      const exit = t.submit({ side: 'sell', qty: t.qty(2), price: t.at(10), reduceOnly: true });
      await t.becomes(exit, 'accepted');
      await t.becomes(t.submit({ side: 'sell', qty: t.qty(2) }), 'filled');
      await t.move(20);
      await t.quiet();
      same(t.held(), 0, 'what is held');
      if (t.blotter.isOpen(exit)) t.cancel(exit);
      await t.becomes(exit, 'canceled', 'rejected', 'expired');
    },
  ),
  contractCase('PST-01', 'A post-only order that would take is not filled.', [types('limit'), posts], async (t) => {
    const id = t.submit({ price: t.away('sell'), postOnly: true });
    await t.becomes(id, 'canceled', 'rejected');
    same(t.fillsOf(id).length, 0, 'its fills');
  }),
  contractCase('PST-02', 'A post-only order that rests is filled as a maker.', [types('limit'), posts, movable], async (t) => {
    const id = t.submit({ price: t.at(-10), postOnly: true });
    await t.becomes(id, 'accepted');
    await t.move(-20);
    await t.becomes(id, 'filled');
    same(t.fillsOf(id)[0]!.liquidity, 'maker', 'the fill');
  }),
  contractCase(
    'PST-03',
    'A post-only order is refused where there are none, and never sent without it.',
    [types('limit'), where(({ supports }) => supports.postOnly === false, 'it has post-only orders')],
    async (t) => {
      const id = t.submit({ price: t.away('buy'), postOnly: true });
      await t.becomes(id, 'rejected');
      same(t.blotter.reason(id), 'unsupported', 'the reason');
    },
  ),
];
