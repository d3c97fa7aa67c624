import { hold, same } from '../breach.ts';
import { amends, type ContractCase, contractCase, reduces, trouble, twoInstruments, types, where } from '../case.ts';

import { placed } from './placed.ts';

/** What becomes of requests of which nobody knows whether they were carried out. */
export const UNKNOWN: readonly ContractCase[] = [
  ...(['unanswered', 'broken-after', 'hung-after'] as const).map((what, k) =>
    contractCase(
      `UNK-0${k + 1}`,
      `An order whose answer is lost (${what}) is unknown, then found; it is there once.`,
      [types('limit'), trouble(what)],
      async (t) => {
        t.line.streams = 'lost';
        t.line.next('place', what);
        const id = t.submit({ price: t.away('buy') });
        await t.doubted(id);
        await t.becomes(id, 'accepted');
        same(t.told(id), ['unknown-outcome', 'accepted'], 'its events');
        same(placed(t, id), 1, 'how often it was sent');
        t.cancel(id);
        await t.becomes(id, 'canceled');
      },
    ),
  ),
  ...(['lost', 'broken-before', 'hung-before'] as const).map((what, k) =>
    contractCase(
      `UNK-0${k + 4}`,
      `An order that is lost (${what}) is unknown, and rejected once that is sure; it is never sent again.`,
      [types('limit'), trouble(what)],
      async (t) => {
        t.line.next('place', what);
        const id = t.submit({ price: t.away('buy') });
        const from = t.stage.clock.now();
        await t.doubted(id);
        await t.becomes(id, 'rejected');
        same(placed(t, id), 1, 'how often it was sent');
        const horizon = t.stage.options?.notFoundHorizon ?? 0;
        hold(
          t.stage.clock.now() - from >= 0.95 * horizon,
          `Expected it to be believed lost after ${horizon} ms, but it was after ${t.stage.clock.now() - from} ms`,
        );
      },
    ),
  ),
  contractCase(
    'UNK-07',
    'That an order is not found is not believed at once.',
    [types('limit'), trouble('unanswered', 'lie')],
    async (t) => {
      t.line.streams = 'lost';
      t.line.next('place', 'unanswered');
      t.line.next('find', 'lie', 'lie');
      const id = t.submit({ price: t.away('buy') });
      await t.becomes(id, 'accepted');
      same(placed(t, id), 1, 'how often it was sent');
      t.cancel(id);
      await t.becomes(id, 'canceled');
    },
  ),
  contractCase(
    'UNK-08',
    'While an outcome is unknown nothing adds exposure to its instrument, and cancels pass.',
    [types('limit'), trouble('lost')],
    async (t) => {
      const resting = t.submit({ price: t.away('buy') });
      await t.becomes(resting, 'accepted');
      t.line.next('place', 'lost');
      const lost = t.submit({ price: t.away('buy') });
      await t.doubted(lost);
      const next = t.submit({ price: t.away('buy') });
      t.cancel(resting);
      await t.becomes(next, 'rejected');
      same(t.blotter.reason(next), 'outcome-unknown', 'the reason');
      await t.becomes(resting, 'canceled');
      same(t.status(lost), 'unknown', 'the order in doubt meanwhile');
      await t.becomes(lost, 'rejected');
    },
  ),
  contractCase(
    'UNK-09',
    'While an outcome is unknown an exit passes.',
    [
      types('market', 'limit'),
      reduces,
      trouble('lost'),
      where(({ supports }) => supports.reduceOnly === true, 'its venue does not enforce reduce-only'),
    ],
    async (t) => {
      await t.becomes(t.submit({ qty: t.qty(2) }), 'filled');
      t.line.next('place', 'lost');
      const lost = t.submit({ price: t.away('buy') });
      await t.doubted(lost);
      await t.becomes(t.submit({ side: 'sell', qty: t.qty(2), reduceOnly: true }), 'filled');
      same(t.status(lost), 'unknown', 'the order in doubt meanwhile');
      await t.becomes(lost, 'rejected');
    },
  ),
  contractCase(
    'UNK-10',
    'An unknown outcome binds no other instrument.',
    [types('limit', 'market'), trouble('lost'), twoInstruments],
    async (t) => {
      t.line.next('place', 'lost');
      const lost = t.submit({ price: t.away('buy') });
      await t.doubted(lost);
      const other = t.submit({ instrument: 1 });
      await t.until(() => t.status(other) !== 'submitted', 'the order of the other instrument to be answered');
      hold(t.blotter.reason(other) !== 'outcome-unknown', 'Expected the other instrument to be free, but it was bound');
      await t.becomes(lost, 'rejected');
    },
  ),
  contractCase(
    'UNK-11',
    'An order that appears after it was given up is cancelled there.',
    [types('limit'), trouble('ghost')],
    async (t) => {
      t.line.next('place', 'ghost');
      const id = t.submit({ price: t.away('buy') });
      await t.becomes(id, 'rejected');
      await t.pass((t.stage.options?.notFoundHorizon ?? 0) * 2);
      await t.until(
        () => t.line.sent.some(({ errand, clientId }) => errand === 'cancel' && clientId === `${t.stage.tag}-${id}`),
        'it to be cancelled at the venue',
      );
      await t.quiet();
      same(t.status(id), 'rejected', 'the order');
    },
  ),
  contractCase('UNK-12', 'A refusal is one: rejected at once, and not asked about.', [types('limit'), trouble('refused')], async (t) => {
    t.line.next('place', 'refused');
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'rejected');
    same(t.told(id), ['rejected'], 'its events');
    same(t.blotter.reason(id), 'venue', 'the reason');
    same(t.line.sent.filter(({ errand }) => errand === 'find').length, 0, 'how often it was asked for');
  }),
  contractCase('UNK-13', 'An order that is accepted and then rejected is over.', [types('limit'), trouble('rejected-later')], async (t) => {
    t.line.next('place', 'rejected-later');
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'canceled', 'rejected');
  }),
  contractCase(
    'UNK-14',
    'A cancel whose answer is lost ends its order once.',
    [types('limit'), trouble('unanswered', 'lost')],
    async (t) => {
      for (const what of ['unanswered', 'lost'] as const) {
        const id = t.submit({ price: t.away('buy') });
        await t.becomes(id, 'accepted');
        t.line.next('cancel', what);
        t.cancel(id);
        await t.becomes(id, 'canceled');
        same(t.count(id, 'canceled'), 1, 'how often it was cancelled');
      }
    },
  ),
  contractCase(
    'UNK-15',
    'A change whose answer is lost is told as it turned out.',
    [types('limit'), amends, trouble('unanswered', 'lost')],
    async (t) => {
      const id = t.submit({ qty: t.qty(2), price: t.away('buy') });
      await t.becomes(id, 'accepted');
      t.line.next('amend', 'unanswered');
      t.replace(id, { qty: t.qty(4) });
      await t.until(() => t.count(id, 'replaced') === 1, 'the change to be told');
      t.line.next('amend', 'lost');
      t.replace(id, { qty: t.qty(6) });
      await t.until(() => t.count(id, 'replace-rejected') === 1 || t.state(id).qty === t.qty(6), 'the second change to be told or refused');
      await t.quiet();
      same(t.status(id) === 'unknown', false, 'whether anything is in doubt');
      t.cancel(id);
      await t.becomes(id, 'canceled');
    },
  ),
];
