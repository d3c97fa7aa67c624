import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, live, restartable, trouble, types, where } from '../case.ts';

import { placed } from './placed.ts';

/** Client ids: one order each, also after a restart. */
export const IDENTITY: readonly ContractCase[] = [
  contractCase(
    'IDS-01',
    'Every order has a client id of its own that the venue can take.',
    [types('limit'), live, trouble()],
    async (t) => {
      const ids = [1, 2, 3].map(() => t.submit({ price: t.away('buy') }));
      for (const id of ids) await t.becomes(id, 'accepted');
      const clientIds = t.line.sent.flatMap(({ errand, clientId }) => (errand === 'place' ? [clientId] : []));
      same(new Set(clientIds).size, 3, 'the number of client ids');
      const { length = 0, pattern = /^$/ } = t.stage.supports.clientIds ?? {};
      for (const clientId of clientIds)
        hold(clientId.length <= length && pattern.test(clientId), `Expected a client id that the venue takes, but it was "${clientId}"`);
      for (const id of ids) t.cancel(id);
      for (const id of ids) await t.becomes(id, 'canceled');
    },
  ),
  contractCase(
    'IDS-02',
    'A request that the network delivers twice makes one order.',
    [
      types('market'),
      trouble('twice'),
      where(({ supports }) => supports.uniqueIds === 'always', 'its venue takes a client id more than once'),
    ],
    async (t) => {
      t.line.next('place', 'twice');
      await t.becomes(t.submit(), 'filled');
      await t.quiet();
      same(t.held(), t.qty(1), 'what is held');
    },
  ),
  contractCase(
    'IDS-03',
    'What certainly did not leave is sent once more, by the same client id.',
    [types('market'), trouble('not-sent')],
    async (t) => {
      t.line.next('place', 'not-sent');
      const id = t.submit();
      await t.becomes(id, 'filled');
      same(placed(t, id), 2, 'how often it was sent');
      same(t.held(), t.qty(1), 'what is held');
    },
  ),
  contractCase(
    'IDS-04',
    'After a restart an order that landed is found, and not sent again.',
    [types('limit'), restartable, trouble('unanswered')],
    async (t) => {
      t.line.streams = 'lost';
      t.line.next('place', 'unanswered');
      const id = t.submit({ price: t.away('buy') });
      await t.until(() => placed(t, id) === 1, 'the order to be sent');
      await t.pass(100);
      await t.restart();
      await t.connect();
      t.recall();
      t.live.inquire([{ kind: 'submit', ts: t.sentAt(id), id, order: t.request(id) }]);
      await t.becomes(id, 'accepted');
      same(placed(t, id), 0, 'how often it was sent again');
      t.cancel(id);
      await t.becomes(id, 'canceled');
    },
  ),
  contractCase(
    'IDS-05',
    'After a restart an order that never left is not sent, and counts as rejected once that is sure.',
    [types('limit'), restartable],
    async (t) => {
      const command = t.note({ price: t.away('buy') });
      await t.restart();
      await t.connect();
      t.recall();
      t.live.inquire([command]);
      await t.becomes(command.id, 'rejected');
      same(placed(t, command.id), 0, 'how often it was sent');
    },
  ),
  contractCase(
    'IDS-06',
    'After a restart fills that nobody had heard come once, and known ones not again.',
    [types('market', 'limit'), restartable, trouble()],
    async (t) => {
      await t.becomes(t.submit(), 'filled');
      await t.quiet();
      t.line.streams = 'lost';
      const missed = t.submit({ qty: t.qty(2) });
      await t.until(() => placed(t, missed) === 1, 'the order to be sent');
      await t.pass(100);
      await t.restart();
      await t.connect();
      t.recall();
      await t.becomes(missed, 'filled');
      same(t.held(), t.qty(3), 'what is held');
      await t.becomes(t.submit({ side: 'sell', qty: t.qty(3) }), 'filled');
    },
  ),
  contractCase('IDS-07', 'A command that it is given twice makes one order.', [types('limit'), live, trouble()], async (t) => {
    const command = t.note({ price: t.away('buy') });
    t.send(command);
    t.send(command);
    await t.becomes(command.id, 'accepted');
    await t.quiet();
    same(placed(t, command.id), 1, 'how often it was sent');
    t.cancel(command.id);
    await t.becomes(command.id, 'canceled');
  }),
];
