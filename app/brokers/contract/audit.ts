import type { AccountSnapshot } from '../../../engine/broker/broker.ts';
import { hold, same } from './breach.ts';
import type { Trial } from './trial.ts';

/** What holds at the end of every case, whatever it was about. */
export async function audit(trial: Trial): Promise<void> {
  await trial.quiet();
  for (let id = 1; id <= trial.blotter.length; id++) {
    auditPrices(trial, id);
    auditQuantities(trial, id);
  }
  if (trial.stage.truth === undefined || trial.isForeign) return;
  const truth = await trial.truth();
  trial.drain();
  auditPositions(trial, truth);
  if (trial.stage.tag !== undefined) auditOrders(trial, truth, trial.stage.tag);
}

/** No limit fills at a worse price than its own; it may have had another when it filled. */
function auditPrices(trial: Trial, id: number): void {
  const { price, side, type } = trial.request(id);
  if (price === undefined || type.startsWith('trailing') || trial.count(id, 'replaced') + trial.count(id, 'released') > 0) return;
  for (const fill of trial.fillsOf(id)) {
    const isWorse = side === 'buy' ? fill.price > price * (1 + 1e-12) : fill.price < price * (1 - 1e-12);
    hold(!isWorse, `Expected order ${id} to ${side} at ${price} or better, but it was ${fill.price}`);
  }
}

/** What was filled of an order is the sum of its fills, and no more than it was for. */
function auditQuantities(trial: Trial, id: number): void {
  // Units that a fee took of it went the other way.
  const fills = trial.fillsOf(id).filter(({ side }) => side === trial.request(id).side);
  const { qty, filledQty } = trial.state(id);
  const sum = fills.reduce((all, fill) => all + fill.qty, 0);
  const late = trial.events.some((event) => event.kind === 'adjusted' && event.fill.orderId === id);
  if (!late) same(filledQty, sum, `what is filled of order ${id}`);
  hold(
    fills.every((fill) => fill.qty > 0),
    `Expected fills of order ${id} to be above zero, but one was not`,
  );
  if (!Number.isNaN(qty)) hold(sum <= qty * (1 + 1e-9), `Expected order ${id} to fill ${qty} at most, but it was ${sum}`);
}

/** What is held is what the events say. */
function auditPositions(trial: Trial, { positions }: AccountSnapshot): void {
  trial.stage.instruments.forEach(({ id }, k) => {
    const qtyIn = (of: AccountSnapshot['positions']): number => of.find(({ instrument }) => instrument === id)?.qty ?? 0;
    // A venue that was never reached has dealt nothing of what is there; the simulator begins with nothing.
    const before = qtyIn(trial.first?.positions ?? (trial.stage.live === undefined ? [] : positions));
    same(qtyIn(positions) - before, trial.held(k), `the position of the venue in ${id}`);
  });
}

/** The venue has open what we have open, at the same terms, and nothing else of ours. */
function auditOrders(trial: Trial, { orders }: AccountSnapshot, tag: string): void {
  const open = orders.filter(({ status }) => status === 'open');
  for (let id = 1; id <= trial.blotter.length; id++) {
    const { parent, type } = trial.request(id);
    const there = open.filter(({ clientId }) => clientId === `${tag}-${id}` || clientId.startsWith(`${tag}-${id}-`));
    const names = there.map(({ clientId, venueId }) => `${clientId} (${venueId})`).join(' and ');
    hold(there.length <= 1, `Expected order ${id} once at the venue, but it was open as ${names}`);
    const [order] = there;
    const { status, qty, filledQty, price } = trial.state(id);
    if (order === undefined) {
      const isGone = parent === 0 && trial.blotter.isOpen(id);
      hold(!isGone, `Expected order ${id}, which is "${status}", to be open at the venue, but it was not`);
      continue;
    }
    hold(trial.blotter.isOpen(id), `Expected order ${id}, which is "${status}", to be over at the venue, but it was open`);
    same(order.qty - order.filledQty, qty - filledQty, `what is left of order ${id} at the venue`);
    if (order.price !== undefined && type === 'limit') same(order.price, price, `the price of order ${id} at the venue`);
  }
}
