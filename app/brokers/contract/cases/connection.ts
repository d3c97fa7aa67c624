import { VenueError } from '../../../../engine/model/errors.ts';
import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, live, movable, touchable, trouble, types } from '../case.ts';
import type { Trial } from '../trial.ts';

const ups = (t: Trial): readonly boolean[] => t.events.flatMap((event) => (event.kind === 'connection' ? [event.up] : []));

const comesBack = (t: Trial): Promise<void> => t.until(() => ups(t).at(-1) === true && t.live.health().up, 'the connection to be up again');

/** Connecting, losing the connection, and what was missed meanwhile. */
export const CONNECTION: readonly ContractCase[] = [
  contractCase(
    'CON-01',
    'Connecting gives the account, and says that it is up.',
    [live],
    async (t) => {
      const snapshot = await t.connect();
      hold(snapshot.account !== '', 'Expected the id of the account, but it was empty');
      hold(snapshot.balances.length > 0, 'Expected balances, but there were none');
      same(ups(t), [true], 'what was told of the connection');
      t.recall();
    },
    { isCold: true },
  ),
  contractCase(
    'CON-02',
    'A lost connection is told, and comes back by itself, with what it was subscribed to.',
    [types('market'), touchable],
    async (t) => {
      t.line.cut('the server restarts');
      await t.until(() => ups(t).length > 1, 'the loss to be told');
      same(ups(t), [true, false], 'what was told of the connection');
      await comesBack(t);
      await t.becomes(t.submit(), 'filled');
    },
  ),
  contractCase(
    'CON-03',
    'Fills that were missed while it was down are told once it is up, once.',
    [types('limit'), touchable, movable],
    async (t) => {
      const id = t.submit({ qty: t.qty(2), price: t.at(-10) });
      await t.becomes(id, 'accepted');
      t.line.cut('the network is gone');
      await t.move(-20);
      await comesBack(t);
      await t.becomes(id, 'filled');
      await t.quiet();
      same(t.held(), t.qty(2), 'what is held');
    },
  ),
  contractCase('CON-04', 'An order that ended at the venue while it was down is over.', [types('limit'), touchable], async (t) => {
    const id = t.submit({ price: t.away('buy') });
    await t.becomes(id, 'accepted');
    t.line.streams = 'lost';
    t.line.cut('the network is gone');
    t.cancel(id);
    t.line.next('cancel', 'unanswered');
    await comesBack(t);
    t.line.streams = 'as-they-are';
    await t.becomes(id, 'canceled');
  }),
  contractCase('CON-05', 'What a stream says twice is heard once.', [types('market'), touchable], async (t) => {
    t.line.streams = 'doubled';
    const ids = (['buy', 'buy', 'sell'] as const).map((side) => t.submit({ side }));
    for (const id of ids) await t.becomes(id, 'filled');
    await t.quiet();
    same(t.held(), t.qty(1), 'what is held');
  }),
  contractCase('CON-06', 'A fill that is told before its order is accepted comes after it.', [types('market'), touchable], async (t) => {
    t.line.streams = 'fills-first';
    const id = t.submit();
    await t.becomes(id, 'filled');
    same(t.told(id).slice(0, 1), ['accepted'], 'the first event');
  }),
  contractCase('CON-07', 'An older state of an order does not undo a newer one.', [types('market', 'limit'), touchable], async (t) => {
    t.line.streams = 'newest-first';
    const id = t.submit();
    await t.becomes(id, 'filled');
    const resting = t.submit({ price: t.away('buy') });
    await t.becomes(resting, 'accepted');
    t.cancel(resting);
    await t.becomes(resting, 'canceled');
    await t.quiet();
    same([t.status(id), t.status(resting)], ['filled', 'canceled'], 'how the orders stand');
  }),
  contractCase(
    'CON-08',
    'What streams lose is found by asking: acceptance, fills, the end.',
    [types('market', 'limit'), touchable],
    async (t) => {
      t.line.streams = 'lost';
      const filled = t.submit({ qty: t.qty(3) });
      await t.becomes(filled, 'filled');
      const resting = t.submit({ price: t.away('buy') });
      await t.becomes(resting, 'accepted');
      t.cancel(resting);
      await t.becomes(resting, 'canceled');
      same(t.held(), t.qty(3), 'what is held');
    },
  ),
  contractCase(
    'CON-09',
    'A fill of a resting order that the stream loses is found by looking now and then.',
    [types('limit'), touchable, movable],
    async (t) => {
      const id = t.submit({ price: t.at(-10) });
      await t.becomes(id, 'accepted');
      t.line.streams = 'lost';
      await t.move(-20);
      await t.becomes(id, 'filled');
    },
  ),
  contractCase(
    'CON-10',
    'Streams that fall silent are dead, though the connection looks alive.',
    [types('market'), touchable],
    async (t) => {
      t.line.silence();
      await t.until(() => ups(t).includes(false), 'the silence to be noticed');
      await comesBack(t);
      await t.becomes(t.submit(), 'filled');
    },
  ),
  contractCase(
    'CON-11',
    'Keys that are refused end it for good: nothing is tried again.',
    [live, trouble('auth')],
    async (t) => {
      t.line.next('open', 'auth');
      const outcome = await t.connect().then(
        () => undefined,
        (error: unknown) => error,
      );
      hold(
        outcome instanceof VenueError && !outcome.retryable,
        'Expected a VenueError that is not to be tried again, but it was something else',
      );
      same(t.line.sent.filter(({ errand }) => errand === 'open').length, 1, 'how often it was tried');
    },
    { isCold: true },
  ),
  contractCase(
    'CON-12',
    'Where it does not connect at once it tries again.',
    [live, trouble('broken-before')],
    async (t) => {
      t.line.next('open', 'broken-before', 'broken-before');
      await t.connect();
      same(t.line.sent.filter(({ errand }) => errand === 'open').length, 3, 'how often it was tried');
      t.recall();
    },
    { isCold: true },
  ),
  contractCase(
    'CON-13',
    'Nothing leaves before the session has said what it knows; then it does.',
    [types('market'), live, touchable],
    async (t) => {
      await t.connect();
      const id = t.submit();
      await t.pass(50);
      same(t.line.sent.filter(({ errand }) => errand === 'place').length, 0, 'how many orders have left');
      t.recall();
      await t.becomes(id, 'filled');
    },
    { isCold: true },
  ),
  contractCase('CON-14', 'After close nothing is sent, and nothing is told.', [types('limit'), live, touchable], async (t) => {
    await t.settled(t.live.close());
    const before = t.line.sent.length;
    const events = t.events.length;
    await t.quiet();
    same(t.line.sent.length, before, 'how many requests there were');
    same(t.events.length, events, 'how many events there were');
  }),
  contractCase(
    'CON-15',
    'An order that is sent while it is down leaves once when it is up, or is refused as too old.',
    [types('market'), touchable],
    async (t) => {
      t.line.cut('the network is gone');
      await t.until(() => ups(t).includes(false), 'the loss to be told');
      const before = t.line.sent.length;
      const id = t.submit();
      await t.becomes(id, 'filled', 'rejected');
      const placed = t.line.sent.slice(before).filter(({ errand }) => errand === 'place').length;
      const isFilled = t.status(id) === 'filled';
      if (!isFilled) same(t.blotter.reason(id), 'too-old', 'the reason');
      same(placed, isFilled ? 1 : 0, 'how often it was sent');
      await comesBack(t);
    },
  ),
];
