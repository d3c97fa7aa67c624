import type { Certainty } from '../model/fill.ts';
import { gainOf } from '../model/instrument.ts';
import type { Ambiguity } from '../model/result.ts';
import { CERTAINTIES, FILL } from '../portfolio/fill-log.ts';
import type { FinishedRun } from './parts.ts';

/**
 * What the data prove of a fill, now that its bar is over: a price that slippage moved out of the bar's range was not
 * traded, so it is assumed. The fill itself could not say so at the open of its bar: that would have told the future.
 */
export function certaintyOf({ session }: FinishedRun, row: number): Certainty {
  const { fills, slipped } = session.account;
  const certainty = CERTAINTIES[fills.get(row, FILL.mark) >> 1]!;
  return certainty === 'exact' && slipped.has(row) ? 'assumed' : certainty;
}

/**
 * Counts certainties, and prices each ambiguous fill at the worse and the better of its two outcomes, the decisions held
 * as they were: its own price or the other one; how the position it opened ended, or the exit its own bar may have hit.
 */
export function readAmbiguity(run: FinishedRun): Ambiguity {
  const { parts } = run;
  const { account } = run.session;
  const { fills } = account;
  const counts: Record<Certainty, number> = { exact: 0, assumed: 0, ambiguous: 0 };
  for (let row = 0; row < fills.length; row++) counts[certaintyOf(run, row)]++;
  let worse = 0;
  let better = 0;
  const either = (gain: number): void => {
    worse += Math.min(gain, 0);
    better += Math.max(gain, 0);
  };
  /** What the units of a fill gain between two prices, in account currency at the newest rate. */
  const gain = (row: number, from: number, to: number): number => {
    const instrument = fills.get(row, FILL.slot) % parts.instruments.length;
    return gainOf(parts.instruments[instrument]!, fills.get(row, FILL.signedQty), from, to) * account.rateOf(instrument);
  };
  for (const [row, other] of fills.otherPrices) either(gain(row, other, fills.get(row, FILL.price)));
  if (fills.otherExits.size > 0) {
    const ended = endsOf(run);
    for (const [row, exit] of fills.otherExits) {
      const qty = fills.get(row, FILL.signedQty);
      const there = gain(row, fills.get(row, FILL.price), exit);
      either(there - (ended.get(fills.get(row, FILL.orderId)) ?? 0) * (Math.abs(qty) - (fills.feeQtys.get(row) ?? 0)));
    }
  }
  const pnl = account.equity - account.startCash;
  const { exact, assumed, ambiguous } = counts;
  return { exact, assumed, ambiguous, pnlWorst: pnl + worse, pnlBest: pnl + better };
}

/** By entry order: the money per unit that what it opened has made, before fees; what is still held counts at the newest price. */
function endsOf({ session, parts }: FinishedRun): ReadonlyMap<number, number> {
  const { trips } = session.account;
  const made = new Map<number, { money: number; qty: number }>();
  for (let row = 0; row < trips.length; row++) {
    const { entryOrder, pnl, fees, signedQty } = trips.read(row);
    const sum = made.get(entryOrder) ?? { money: 0, qty: 0 };
    made.set(entryOrder, { money: sum.money + pnl + fees, qty: sum.qty + Math.abs(signedQty) });
  }
  trips.eachOpen(({ orderId, qty, price }) => {
    const { instrument, side } = session.blotter.state(orderId);
    const sign = side === 'buy' ? 1 : -1;
    const sum = made.get(orderId) ?? { money: 0, qty: 0 };
    const held = parts.instruments[instrument]!;
    const gain = gainOf(held, sign * qty, price, session.account.last(instrument)) * session.account.rateOf(instrument);
    made.set(orderId, { money: sum.money + gain, qty: sum.qty + qty });
  });
  return new Map([...made].map(([id, { money, qty }]) => [id, money / qty]));
}
