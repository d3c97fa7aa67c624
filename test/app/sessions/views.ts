import type { SessionView } from '../../../app/sessions/view.ts';

/** How a session may stand: flat, with open orders of these numbers. */
export function viewWith({
  orders = [],
  ...more
}: { readonly orders?: readonly number[] } & Partial<Omit<SessionView, 'orders'>> = {}): SessionView {
  return {
    ...{ session: 'x', mode: 'paper', broker: 'simulator', account: '' },
    ...{
      strategies: ['mine'],
      instruments: ['ABC'],
      ts: Date.UTC(2024, 0, 2),
      seenTs: Date.UTC(2024, 0, 2),
      tradingState: 'active',
      holds: [],
    },
    ...{
      currency: 'USD',
      startCash: 10_000,
      equity: 10_000,
      cash: 10_000,
      pnl: 0,
      positions: [],
      counts: { entries: 0, orders: 0, fills: 0 },
      feeds: [],
    },
    health: { feed: { up: true, why: '' }, broker: null },
    orders: orders.map((id) => ({
      ...{ id, strategyId: 'mine', instrument: 'ABC', side: 'buy', type: 'limit', qty: 5, filledQty: 0, price: 99.5 },
      ...{ trigger: Number.NaN, status: 'accepted', createdTs: 0 },
    })),
    ...more,
  };
}
