import { TRAITS } from '../../../../engine/broker/sim/traits.ts';
import type { OrderType } from '../../../../engine/model/order.ts';
import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, live, reduces, touchable, trouble, types, where } from '../case.ts';
import { REST } from '../touched-venue.ts';
import type { Trial } from '../trial.ts';

const sentOf = (t: Trial, errand: string): readonly number[] => t.line.sent.flatMap((one) => (one.errand === errand ? [one.ts] : []));

const has = (what: 'iceberg'): ReturnType<typeof where> =>
  where(({ supports }) => supports[what] === false, 'it has orders that show a part');

/** Every type of order. */
const TYPES = Object.keys(TRAITS) as OrderType[];

/** Halting, what is refused before it is sent, limits, clocks, and what the port promises. */
export const SAFETY: readonly ContractCase[] = [
  contractCase('HLT-01', 'Halted, it refuses orders and lets cancels pass.', [types('limit'), live], async (t) => {
    const resting = t.submit({ price: t.away('buy') });
    await t.becomes(resting, 'accepted');
    t.live.halt('a person said so');
    const refused = t.submit({ price: t.away('buy') });
    await t.becomes(refused, 'rejected');
    same(t.blotter.reason(refused), 'trading-halted', 'the reason');
    t.cancel(resting);
    await t.becomes(resting, 'canceled');
    hold(t.live.health().why !== '', 'Expected health to say that it is halted, but it said nothing');
  }),
  contractCase('HLT-02', 'Released, it goes on.', [types('market'), live], async (t) => {
    t.live.halt('a person said so');
    await t.pass(50);
    t.live.release();
    await t.becomes(t.submit(), 'filled');
    same(t.live.health().why, '', 'what health says');
  }),
  contractCase('HLT-03', 'Halted at once: what waits to be sent does not leave.', [types('limit'), live, trouble('rest')], async (t) => {
    t.line.next('place', 'rest');
    const id = t.submit({ price: t.away('buy') });
    await t.until(() => sentOf(t, 'place').length === 1, 'the order to be tried');
    await t.pass(REST / 8);
    t.live.halt('a person said so');
    await t.becomes(id, 'rejected');
    await t.quiet();
    same(sentOf(t, 'place').length, 1, 'how often it was sent');
  }),
  contractCase(
    'HLT-04',
    'To cancel all ends every order of the account, whoever sent it.',
    [types('limit'), live, touchable],
    async (t) => {
      const ids = [1, 2, 3].map(() => t.submit({ price: t.away('buy') }));
      for (const id of ids) await t.becomes(id, 'accepted');
      await t.settled(
        t.line.place({ clientId: 'somebody8', order: t.order({ price: t.away('buy') }), instrument: t.instrument, exits: [] }),
      );
      await t.settled(t.live.cancelAll());
      for (const id of ids) await t.becomes(id, 'canceled');
      const { orders } = await t.truth();
      same(orders.filter(({ status }) => status === 'open').length, 0, 'how many orders are open');
    },
  ),
  contractCase(
    'HLT-05',
    'To cancel all goes on until nothing is open, whatever gets lost.',
    [types('limit'), live, trouble('lost', 'busy')],
    async (t) => {
      const ids = [1, 2].map(() => t.submit({ price: t.away('buy') }));
      for (const id of ids) await t.becomes(id, 'accepted');
      t.line.next('cancel-all', 'lost', 'busy');
      t.line.next('cancel', 'lost', 'lost');
      await t.settled(t.live.cancelAll());
      for (const id of ids) await t.becomes(id, 'canceled');
    },
  ),
  contractCase(
    'HLT-06',
    'Halted with leave for exits, what reduces passes and what opens does not.',
    [types('market'), live, reduces],
    async (t) => {
      await t.becomes(t.submit({ qty: t.qty(2) }), 'filled');
      t.live.halt('a limit was reached', true);
      const opens = t.submit();
      const exit = t.submit({ side: 'sell', qty: t.qty(2), reduceOnly: true });
      await t.becomes(opens, 'rejected');
      await t.becomes(exit, 'filled');
      same(t.held(), 0, 'what is held');
    },
  ),
  contractCase(
    'HLT-07',
    'Where another process says that the session is halted, nothing but cancels leaves.',
    [types('limit'), live, touchable, where(({ mark }) => mark !== undefined, 'no other process can halt it')],
    async (t) => {
      const resting = t.submit({ price: t.away('buy') });
      await t.becomes(resting, 'accepted');
      t.stage.mark!(true);
      const before = sentOf(t, 'place').length;
      const refused = t.submit({ price: t.away('buy') });
      await t.becomes(refused, 'rejected');
      same(sentOf(t, 'place').length, before, 'how many orders have left');
      t.cancel(resting);
      await t.becomes(resting, 'canceled');
      t.stage.mark!(false);
      const passes = t.submit({ price: t.away('buy') });
      await t.becomes(passes, 'accepted');
      t.cancel(passes);
      await t.becomes(passes, 'canceled');
    },
  ),
  contractCase(
    'CAP-01',
    'A type of order that it does not have is refused as unsupported, and not sent.',
    [where(({ supports }) => supports.types.size < 12, 'it has every type of order')],
    async (t) => {
      const type = TYPES.find((one) => !t.stage.supports.types.has(one))!;
      const id = t.submit({ type, price: t.away('buy'), trigger: t.away('sell') });
      await t.becomes(id, 'rejected');
      same(t.blotter.reason(id), 'unsupported', 'the reason');
      same(t.line.sent.filter(({ errand }) => errand === 'place').length, 0, 'how many orders were sent');
    },
  ),
  contractCase(
    'CAP-02',
    'A time in force that it does not have is refused as unsupported.',
    [types('limit'), where(({ supports }) => supports.tifs.size < 5, 'it has every time in force')],
    async (t) => {
      const tif = (['day', 'gtd', 'ioc', 'fok', 'gtc'] as const).find((one) => !t.stage.supports.tifs.has(one))!;
      const id = t.submit({ price: t.away('buy'), tif });
      await t.becomes(id, 'rejected');
      same(t.blotter.reason(id), 'unsupported', 'the reason');
    },
  ),
  contractCase(
    'CAP-03',
    'An order that shows only a part is refused where there are none, never sent whole.',
    [types('limit'), has('iceberg')],
    async (t) => {
      const id = t.submit({ qty: t.qty(4), price: t.away('buy'), display: t.qty(1) });
      await t.becomes(id, 'rejected');
      same(t.blotter.reason(id), 'unsupported', 'the reason');
    },
  ),
  contractCase('CAP-04', 'A quantity that is known only at the fill cannot be sent.', [types('market'), live], async (t) => {
    const id = t.submit({ qty: undefined, fraction: 0.1 });
    await t.becomes(id, 'rejected');
    same(t.blotter.reason(id), 'unsupported', 'the reason');
  }),
  contractCase('HTH-01', 'Health says whether it is up, when streams spoke, and that nothing is unknown.', [live], async (t) => {
    await t.quiet();
    const { up, why, unknown, skew } = t.live.health();
    same([up, why, unknown, Number.isNaN(skew)], [true, '', 0, false], 'health');
  }),
  contractCase('HTH-02', 'Health counts what is unknown, and says why it is down.', [types('limit'), live, trouble('lost')], async (t) => {
    t.line.next('place', 'lost');
    const id = t.submit({ price: t.away('buy') });
    await t.doubted(id);
    same(t.live.health().unknown, 1, 'what is unknown');
    t.line.cut('the server restarts');
    hold(!t.live.health().up && t.live.health().why !== '', 'Expected health to say why it is down, but it did not');
    await t.becomes(id, 'rejected');
    same(t.live.health().unknown, 0, 'what is unknown in the end');
  }),
  contractCase('PRT-01', 'It wakes its session when there is something to be polled.', [types('market'), live], async (t) => {
    const before = t.wakes;
    await t.becomes(t.submit(), 'filled');
    hold(t.wakes > before, 'Expected it to wake its session, but it did not');
  }),
  contractCase(
    'PRT-02',
    'What is asked for in a market that moves is answered, lawfully, in whatever order.',
    [types('market', 'limit'), where(({ move }) => move !== undefined, 'its market cannot be moved')],
    async (t) => {
      for (let k = 0; k < 30; k++) {
        const side = k % 3 === 0 ? 'sell' : 'buy';
        const away = (side === 'buy' ? -1 : 1) * (2 + (k % 5) * 3);
        const id = t.submit({ side, qty: t.qty(1 + (k % 4)), ...(k % 4 === 0 ? {} : { price: t.at(away) }) });
        if (k % 5 === 2) t.cancel(id);
        if (k % 5 === 3) t.replace(id, { qty: t.qty(2), price: t.at(away * 2) });
        if (k % 5 === 4) t.cancel(id - 2);
        if (k % 2 === 0) await t.move(((k * 7) % 21) - 10, 2 + (k % 3));
        await t.pass((k * 13) % 40);
      }
      await t.quiet();
      for (let id = 1; id <= t.blotter.length; id++) t.cancel(id);
      await t.until(() => t.blotter.openOrders(0, -1).length === 0, 'every order to be over');
    },
  ),
];
