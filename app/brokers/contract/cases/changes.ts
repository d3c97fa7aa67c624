import { hold, same } from '../breach.ts';
import { amends, type ContractCase, contractCase, live, movable, touchable, types, where } from '../case.ts';

/** Cancels and replacements, and what they race with. */
export const CHANGES: readonly ContractCase[] = [
  contractCase('CXL-01', 'A resting order is cancelled when it is asked, because it was asked.', [types('limit')], async (t) => {
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'accepted');
    t.cancel(id);
    await t.becomes(id, 'canceled');
    same(t.blotter.reason(id), 'user', 'the reason');
  }),
  contractCase('CXL-02', 'A cancel of an order that has filled is refused, and nothing else happens.', [types('market')], async (t) => {
    const id = t.submit();
    await t.becomes(id, 'filled');
    t.cancel(id);
    await t.until(() => t.count(id, 'cancel-rejected') === 1, 'the cancel to be refused');
    same(t.status(id), 'filled', 'the order');
  }),
  contractCase('CXL-03', 'A cancel of an order that never was is refused.', [], async (t) => {
    t.cancel(7);
    await t.until(() => t.count(7, 'cancel-rejected') === 1, 'the cancel to be refused');
  }),
  contractCase('CXL-04', 'A cancel right behind its order ends it, whichever comes first.', [types('limit')], async (t) => {
    const id = t.submit({ price: t.away('buy') });
    t.cancel(id);
    await t.becomes(id, 'canceled');
    same(t.count(id, 'canceled'), 1, 'how often it was told');
  }),
  contractCase('CXL-05', 'Of an order that is cancelled the filled part stays filled.', [types('limit'), movable], async (t) => {
    const id = t.submit({ qty: t.qty(10), price: t.at(-10) });
    await t.becomes(id, 'accepted');
    await t.move(-12, 4);
    await t.becomes(id, 'partially-filled');
    t.cancel(id);
    await t.becomes(id, 'canceled');
    same(t.state(id).filledQty, t.qty(4), 'what is filled');
    same(t.held(), t.qty(4), 'what is held');
  }),
  contractCase('CXL-06', 'A fill that comes before the cancel arrives counts.', [types('limit'), movable], async (t) => {
    const id = t.submit({ price: t.at(-10) });
    await t.becomes(id, 'accepted');
    const moved = t.move(-20);
    t.cancel(id);
    await moved;
    await t.becomes(id, 'filled', 'canceled');
    await t.quiet();
    const isFilled = t.fillsOf(id).length > 0;
    same(t.held(), isFilled ? t.qty(1) : 0, 'what is held');
    if (t.status(id) === 'filled') same(t.count(id, 'cancel-rejected'), 1, 'how often the cancel was refused');
  }),
  contractCase('CXL-07', 'Of two cancels one is refused, or neither matters.', [types('limit')], async (t) => {
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'accepted');
    t.cancel(id);
    t.cancel(id);
    await t.becomes(id, 'canceled');
    await t.quiet();
    same(t.count(id, 'canceled'), 1, 'how often it was cancelled');
  }),
  contractCase('REP-01', 'A new price counts from when it is told.', [types('limit'), amends, movable], async (t) => {
    const id = t.submit({ price: t.at(-30) });
    await t.becomes(id, 'accepted');
    t.replace(id, { price: t.at(-10) });
    await t.until(() => t.count(id, 'replaced') === 1, 'the order to be replaced');
    same(t.state(id).price, t.at(-10), 'its price');
    await t.move(-20);
    await t.becomes(id, 'filled');
  }),
  contractCase('REP-02', 'A new quantity is the whole of it: what was filled counts.', [types('limit'), amends, movable], async (t) => {
    const id = t.submit({ qty: t.qty(10), price: t.at(-10) });
    await t.becomes(id, 'accepted');
    await t.move(-12, 4);
    await t.becomes(id, 'partially-filled');
    t.replace(id, { qty: t.qty(6) });
    await t.until(() => t.count(id, 'replaced') === 1, 'the order to be replaced');
    same(t.state(id).qty, t.qty(6), 'its quantity');
    await t.move(-13, 50);
    await t.becomes(id, 'filled');
    same(t.state(id).filledQty, t.qty(6), 'what is filled');
  }),
  contractCase('REP-03', 'A larger quantity fills.', [types('limit'), amends, movable], async (t) => {
    const id = t.submit({ qty: t.qty(2), price: t.at(-10) });
    await t.becomes(id, 'accepted');
    t.replace(id, { qty: t.qty(5) });
    await t.until(() => t.count(id, 'replaced') === 1, 'the order to be replaced');
    await t.move(-20, 50);
    await t.becomes(id, 'filled');
    same(t.held(), t.qty(5), 'what is held');
  }),
  contractCase(
    'REP-04',
    'A quantity that is filled already is refused, and the order goes on.',
    [types('limit'), amends, movable],
    async (t) => {
      const id = t.submit({ qty: t.qty(10), price: t.at(-10) });
      await t.becomes(id, 'accepted');
      await t.move(-12, 4);
      await t.becomes(id, 'partially-filled');
      t.replace(id, { qty: t.qty(4) });
      await t.until(() => t.count(id, 'replace-rejected') === 1, 'the replacement to be refused');
      await t.move(-13, 50);
      await t.becomes(id, 'filled');
      same(t.state(id).filledQty, t.qty(10), 'what is filled');
    },
  ),
  contractCase('REP-05', 'A replacement of an order that is over, or never was, is refused.', [types('market')], async (t) => {
    const id = t.submit();
    await t.becomes(id, 'filled');
    t.replace(id, { qty: t.qty(3) });
    t.replace(9, { qty: t.qty(3) });
    await t.until(() => t.count(id, 'replace-rejected') === 1 && t.count(9, 'replace-rejected') === 1, 'both to be refused');
    same(t.state(id).qty, t.qty(1), 'the quantity of the order');
  }),
  contractCase('REP-06', 'Of several replacements at once the last one counts.', [types('limit'), amends], async (t) => {
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'accepted');
    for (const units of [2, 4, 3]) t.replace(id, { qty: t.qty(units) });
    await t.until(() => t.state(id).qty === t.qty(3) && t.count(id, 'replaced') > 0, 'the last quantity to count');
    await t.quiet();
    same(t.state(id).qty, t.qty(3), 'its quantity');
    t.cancel(id);
    await t.becomes(id, 'canceled');
  }),
  contractCase(
    'REP-07',
    'A fill of the changed order never comes before its new terms.',
    [types('limit'), amends, live, touchable, movable],
    async (t) => {
      const id = t.submit({ qty: t.qty(2), price: t.at(-10) });
      await t.becomes(id, 'accepted');
      t.line.streams = 'fills-first';
      t.replace(id, { qty: t.qty(6) });
      await t.until(() => t.line.sent.some(({ errand }) => errand === 'amend'), 'the change to be sent');
      await t.pass(40);
      await t.move(-20, 50);
      await t.becomes(id, 'filled');
      same(t.state(id).filledQty, t.qty(6), 'what is filled');
      same(t.count(id, 'replace-rejected'), 0, 'how often the change was refused, though it was made');
    },
  ),
  contractCase('REP-08', 'A replacement behind a cancel does not bring the order back.', [types('limit')], async (t) => {
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'accepted');
    t.cancel(id);
    t.replace(id, { qty: t.qty(3) });
    await t.becomes(id, 'canceled');
    await t.quiet();
    hold(!t.blotter.isOpen(id), 'Expected the order to stay over, but it was open');
  }),
  contractCase(
    'REP-09',
    'Where orders cannot be changed a replacement is refused as unsupported, and the order goes on.',
    [types('limit'), where(({ supports }) => supports.amend === 'none', 'it changes orders')],
    async (t) => {
      const id = t.submit({ price: t.away('buy') });
      await t.becomes(id, 'accepted');
      t.replace(id, { qty: t.qty(3) });
      await t.until(() => t.count(id, 'replace-rejected') === 1, 'the replacement to be refused');
      const refusal = t.events.find((event) => event.kind === 'replace-rejected');
      same(refusal?.kind === 'replace-rejected' ? refusal.reason : '', 'unsupported', 'the reason');
      t.cancel(id);
      await t.becomes(id, 'canceled');
    },
  ),
];
