import { unitsTaken } from '../broker/sim/fees/in-kind.ts';
import { refuseToOpen } from '../broker/sim/margin.ts';
import type { AccountView } from '../model/account.ts';
import { snapDown } from '../model/grid.ts';
import { type Instrument, valueAt } from '../model/instrument.ts';
import type { OrderRequest, RejectReason } from '../model/order.ts';

/** Halving more often would find nothing that a double can tell apart. */
const HALVINGS = 128;

/** What the rule allows for rounding, relative. */
const NOISE = 1e-12;

/** So little of what was asked for is nothing. */
const DUST = 1e-9;

/**
 * The most units, up to `qty` and in whole steps, that the account can carry at `price` with their `fee`, as it stands now:
 * by the very rule by which the simulator will ask. What closes a position always can. Why none can be carried, where that is so.
 * `inKind`: the fee takes some of what is bought.
 */
export function fitted(
  account: AccountView,
  instrument: Instrument,
  order: OrderRequest,
  qty: number,
  price: number,
  fee: (qty: number) => number,
  inKind = false,
): number | RejectReason {
  const { num, den } = instrument.steps;
  const held = account.type === 'cash' ? account.qtyOf(order.strategy, order.instrument) : account.qty(order.instrument);
  const closable = Math.min(Math.max(order.side === 'buy' ? -held : held, 0), qty);
  const refusal = (units: number): RejectReason | undefined => {
    const costs = fee(units);
    const taken = inKind ? unitsTaken(instrument, 0, units, price, costs) : 0;
    return refuseToOpen(account, instrument, {
      ...{ instrument: order.instrument, side: order.side, qty: units - taken - closable, closes: closable },
      ...{ price, fee: taken === 0 ? costs : valueAt(instrument, taken, price), market: price },
    });
  };
  const why = qty > closable ? refusal(qty) : undefined;
  if (why === undefined) return qty;
  const isGrid = num > 0;
  const unitsOf = (count: number): number => (isGrid ? (count * num) / den : count);
  // What the rule allows for rounding is no money to spend.
  const slack = isGrid ? 1 : account.type === 'cash' ? 1 + NOISE : 1 + NOISE * 4 * Math.max(account.leverage, 1);
  let [fits, fails] = isGrid
    ? ([snapDown(instrument.steps, closable), qty].map((units) => Math.round((units * den) / num)) as [number, number])
    : [closable, qty];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = isGrid ? Math.floor((fits + fails) / 2) : (fits + fails) / 2;
    if (middle <= fits || middle >= fails) break;
    if (refusal(closable + (unitsOf(middle) - closable) * slack) === undefined) fits = middle;
    else fails = middle;
  }
  // What rounding has left of the money is none.
  return unitsOf(fits) > qty * DUST ? unitsOf(fits) : why;
}
