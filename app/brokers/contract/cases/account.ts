import { hold, same } from '../breach.ts';
import { type ContractCase, contractCase, live, touchable, types } from '../case.ts';

/** What an account is said to hold. */
export const ACCOUNT: readonly ContractCase[] = [
  contractCase(
    'ACC-01',
    'What a snapshot says is what events said: positions, orders, fills.',
    [types('market', 'limit'), live],
    async (t) => {
      await t.becomes(t.submit({ qty: t.qty(3) }), 'filled');
      const resting = t.submit({ price: t.away('buy') });
      await t.becomes(resting, 'accepted');
      const { positions, orders, fills } = await t.settled(t.live.snapshot(t.since));
      const before = t.first?.positions.find(({ instrument }) => instrument === t.instrument.id)?.qty ?? 0;
      same((positions.find(({ instrument }) => instrument === t.instrument.id)?.qty ?? 0) - before, t.held(), 'the position');
      const open = orders.filter(({ id, status }) => status === 'open' && id > 0);
      same(
        open.map(({ id }) => id),
        [resting],
        'the open orders of the session',
      );
      const told = new Set(fills.map(({ execId }) => execId));
      hold(
        [...t.execIds].every((execId) => told.has(execId)),
        'Expected all fills in the snapshot, but some were not',
      );
      t.cancel(resting);
      await t.becomes(resting, 'canceled');
    },
  ),
  contractCase('ACC-02', 'Cash moves by what was dealt and its fees.', [types('market'), live, spotInAccountCurrency], async (t) => {
    for (const side of ['buy', 'sell', 'buy'] as const) await t.becomes(t.submit({ side }), 'filled');
    await t.quiet();
    const { settle, multiplier } = t.instrument;
    const totalOf = ({ balances }: { readonly balances: readonly { readonly currency: string; readonly total: number }[] }): number =>
      balances.find(({ currency }) => currency === settle)?.total ?? 0;
    const moved = totalOf(await t.settled(t.live.snapshot(t.since))) - totalOf(t.first!);
    const expected = t.fills.reduce(
      (sum, { side, qty, price, fee }) => sum + (side === 'buy' ? -1 : 1) * qty * price * multiplier - fee,
      0,
    );
    hold(
      Math.abs(moved - expected) <= 1e-6 * Math.max(1, Math.abs(totalOf(t.first!))),
      `Expected cash to move by ${expected}, but it was ${moved}`,
    );
  }),
  contractCase(
    'ACC-03',
    "Somebody else's order is in the snapshot as one of nobody's, and is no event.",
    [types('limit'), live, touchable],
    async (t) => {
      t.isForeign = true;
      const clientId = 'somebody7';
      await t.settled(t.line.place({ clientId, order: t.order({ price: t.away('buy') }), instrument: t.instrument, exits: [] }));
      await t.quiet();
      const { orders } = await t.settled(t.live.snapshot(t.since));
      same(orders.find((order) => order.clientId === clientId)?.id, 0, 'the number of the order');
      same(t.events.filter(({ id }) => id > 0).length, 0, 'the number of events of orders');
      await t.settled(t.live.cancelAll());
    },
  ),
];

/** Cash of contracts moves otherwise than that of what is paid for, and fees may be in a third currency. */
function spotInAccountCurrency({
  instruments: [first],
}: {
  readonly instruments: readonly { readonly contract: string }[];
}): string | undefined {
  return first?.contract === 'spot' ? undefined : 'its instrument is a contract, which is not paid for';
}
