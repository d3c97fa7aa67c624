import { DAY, millis } from '../../../../engine/model/time.ts';
import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, movable, tif, turned, types } from '../case.ts';

/** The life of an order of every type and time in force: submitted, accepted, filled or over. */
export const ORDERS: readonly ContractCase[] = [
  contractCase('ORD-01', 'A market order is accepted, then filled.', [types('market')], async (t) => {
    const id = t.submit();
    await t.becomes(id, 'filled');
    same(t.told(id).slice(0, 1), ['accepted'], 'the first event of the order');
    same(t.state(id).filledQty, t.qty(1), 'what is filled');
    const { bid, ask } = await t.stage.market();
    hold(t.fills[0]!.price >= bid - (ask - bid), `Expected a fill at the market, but it was at ${t.fills[0]!.price}`);
  }),
  contractCase('ORD-02', 'A limit order away from the market is accepted and rests.', [types('limit')], async (t) => {
    const ids = [t.submit({ price: t.away('buy') }), t.submit({ side: 'sell', price: t.away('sell') })];
    await t.quiet();
    for (const id of ids) same(t.told(id), ['accepted'], `the events of order ${id}`);
    for (const id of ids) t.cancel(id);
    for (const id of ids) await t.becomes(id, 'canceled');
  }),
  contractCase('ORD-03', 'A limit order that the market has reached fills, at its limit or better.', [types('limit')], async (t) => {
    const id = t.submit({ price: t.away('sell') });
    await t.becomes(id, 'filled');
    hold(
      t.fillsOf(id).every(({ price }) => price <= t.away('sell')),
      'Expected no fill beyond the limit, but there was one',
    );
  }),
  contractCase('ORD-04', 'A resting limit fills when the market comes to it.', [types('limit'), movable], async (t) => {
    const id = t.submit({ price: t.at(-10) });
    await t.becomes(id, 'accepted');
    await t.move(-20);
    await t.becomes(id, 'filled');
  }),
  contractCase('ORD-05', 'A stop waits for its trigger, and then fills at the market.', [types('stop'), movable], async (t) => {
    const id = t.submit({ trigger: t.at(10) });
    await t.move(5);
    await t.quiet();
    same(t.status(id), 'accepted', 'the order before its trigger');
    await t.move(20);
    await t.becomes(id, 'filled');
    hold(
      t.fillsOf(id).every(({ price }) => price >= t.at(10)),
      'Expected a fill at the trigger or beyond, but it was before it',
    );
  }),
  contractCase('ORD-06', 'A sell stop waits below the market.', [types('stop'), movable], async (t) => {
    const id = t.submit({ side: 'sell', trigger: t.at(-10) });
    await t.move(15);
    await t.quiet();
    same(t.status(id), 'accepted', 'the order before its trigger');
    await t.move(-20);
    await t.becomes(id, 'filled');
  }),
  contractCase(
    'ORD-07',
    'A stop-limit that is gapped over is triggered and rests at its limit.',
    [types('stop-limit'), movable],
    async (t) => {
      const id = t.submit({ trigger: t.at(10), price: t.at(12) });
      await t.becomes(id, 'accepted');
      await t.move(25);
      await t.becomes(id, 'triggered');
      same(t.fillsOf(id).length, 0, 'the fills above the limit');
      await t.move(5);
      await t.becomes(id, 'filled');
    },
  ),
  ...(['market-if-touched', 'limit-if-touched'] as const).map((type, k) =>
    contractCase(
      `ORD-0${8 + k}`,
      `A ${type} order waits on the favourable side until the market comes to its trigger.`,
      [types(type), movable],
      async (t) => {
        const price = type === 'limit-if-touched' ? { price: t.at(-8) } : {};
        const id = t.submit({ type, trigger: t.at(-10), ...price });
        await t.move(12);
        await t.quiet();
        same(t.fillsOf(id).length, 0, 'the fills before the trigger');
        await t.move(-20);
        await t.becomes(id, 'filled');
      },
    ),
  ),
  contractCase(
    'ORD-10',
    'A trailing stop follows the market, and fills once it turns by as much.',
    [types('trailing-stop'), movable],
    async (t) => {
      const amount = t.at(10) - t.at(0);
      const trail = { amount, percent: undefined, activation: undefined, offset: undefined };
      const id = t.submit({ type: 'trailing-stop', side: 'sell', trail });
      for (const ticks of [10, 30, 25]) {
        await t.move(ticks);
        await t.quiet();
      }
      same(t.fillsOf(id).length, 0, 'the fills before the turn');
      await t.move(15);
      await t.becomes(id, 'filled');
      hold(t.fillsOf(id)[0]!.price > t.at(5), 'Expected the stop to have followed the market, but it filled where it began');
    },
  ),
  contractCase('ORD-11', 'An ioc order away from the market ends without a fill.', [types('limit'), tif('ioc')], async (t) => {
    const id = t.submit({ price: t.away('buy'), tif: 'ioc' });
    await t.becomes(id, 'canceled', 'expired');
    same(t.fillsOf(id).length, 0, 'its fills');
  }),
  contractCase('ORD-12', 'An ioc order fills what is there, and the rest of it ends.', [types('limit'), tif('ioc'), movable], async (t) => {
    await t.move(0, 3);
    const id = t.submit({ qty: t.qty(10), price: t.at(4), tif: 'ioc' });
    await t.becomes(id, 'canceled', 'expired');
    same(t.state(id).filledQty, t.qty(3), 'what is filled');
  }),
  contractCase(
    'ORD-13',
    'A fok order that cannot be filled whole is not filled at all.',
    [types('limit'), tif('fok'), movable],
    async (t) => {
      await t.move(0, 3);
      const id = t.submit({ qty: t.qty(10), price: t.at(4), tif: 'fok' });
      await t.becomes(id, 'canceled', 'expired', 'rejected');
      same(t.state(id).filledQty, 0, 'what is filled');
    },
  ),
  contractCase('ORD-14', 'A fok order that can be filled whole is.', [types('limit'), tif('fok')], async (t) => {
    const id = t.submit({ price: t.away('sell'), tif: 'fok' });
    await t.becomes(id, 'filled');
  }),
  contractCase('ORD-15', 'A gtd order is there until its time, and then expires.', [types('limit'), tif('gtd'), movable], async (t) => {
    const { rest } = t.subject;
    const expiresAt = millis(t.stage.clock.now() + 4 * rest);
    const id = t.submit({ price: t.away('buy'), tif: 'gtd', expiresAt });
    await t.quiet();
    same(t.status(id), 'accepted', 'the order before its time');
    await t.pass(4 * rest);
    await t.move(1);
    await t.becomes(id, 'expired', 'canceled');
  }),
  contractCase('ORD-16', 'A day order is over with its day.', [types('limit'), tif('day'), movable, turned], async (t) => {
    const id = t.submit({ price: t.away('buy'), tif: 'day' });
    await t.becomes(id, 'accepted');
    await t.move(2);
    const now = t.stage.clock.now();
    await t.pass(DAY - (now % DAY) + 1_000);
    await t.move(1);
    await t.becomes(id, 'expired', 'canceled');
  }),
  contractCase('ORD-17', 'An order that the account cannot carry ends without a fill, with a reason.', [types('limit')], async (t) => {
    const id = t.submit({ qty: t.qty(100_000_000), price: t.away('sell') });
    await t.becomes(id, 'rejected', 'canceled');
    same(t.fillsOf(id).length, 0, 'its fills');
    hold(t.blotter.reason(id) !== undefined, 'Expected a reason, but there was none');
  }),
  contractCase('ORD-18', 'Many orders at once are each answered once.', [types('limit')], async (t) => {
    const ids = Array.from({ length: 20 }, (_, k) =>
      t.submit({ side: k % 2 === 0 ? 'buy' : 'sell', price: t.away(k % 2 === 0 ? 'buy' : 'sell') }),
    );
    await t.until(() => ids.every((id) => t.status(id) !== 'submitted'), 'every order to be answered');
    await t.quiet();
    for (const id of ids) same(t.told(id), ['accepted'], `the events of order ${id}`);
    for (const id of ids) t.cancel(id);
    for (const id of ids) await t.becomes(id, 'canceled');
  }),
];
