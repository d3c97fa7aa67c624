import { notionalAt } from '../../model/instrument.ts';
import { marginOf } from '../../model/margin.ts';
import { type Asked, isBeyond, type RiskCheck } from '../check.ts';
import { mostHeld, waiting, worthOf } from '../worst-case.ts';

/**
 * The account can carry the order and all that wait, before it is sent. Margin: what positions would bind beyond what they bind
 * now is at most the free margin. Cash: what all buys would cost is at most the cash there is. Fees are not known yet.
 */
export const margin: RiskCheck = {
  sized: true,
  refuse: (asked) => (asked.account.type === 'cash' ? refuseCash(asked) : refuseMargin(asked)),
};

function refuseCash(asked: Asked): 'insufficient-cash' | undefined {
  const { order, qty, account, instruments } = asked;
  if (order.side === 'sell') return undefined;
  const own = account.cashFor(order.instrument);
  let cost = worthOf(asked, order.instrument, qty);
  for (let i = 0; i < instruments.length; i++) {
    // An account that holds several currencies buys with each what is settled in it.
    if (own === account.cash || account.currencyOf(i) === account.currencyOf(order.instrument))
      cost += worthOf(asked, i, waiting(asked, i, 'buy'));
  }
  return isBeyond(cost, own) ? 'insufficient-cash' : undefined;
}

function refuseMargin(asked: Asked): 'insufficient-margin' | undefined {
  const { order, account, instruments } = asked;
  if (mostHeld(asked, order.instrument, true, true) <= mostHeld(asked, order.instrument, true, false)) return undefined;
  let bound = 0;
  for (let i = 0; i < instruments.length; i++) bound += boundBy(asked, i);
  // Beside what is bound already: the little that is left of equity is rounded by as much as that is.
  const { crossEquity, freeMargin } = account;
  return isBeyond(crossEquity - freeMargin + bound, crossEquity) ? 'insufficient-margin' : undefined;
}

/** The margin that an instrument's orders would bind beyond what its position binds: units held count at the newest price. */
function boundBy(asked: Asked, i: number): number {
  const { order, price, account, instruments } = asked;
  const instrument = instruments[i]!;
  const held = Math.abs(account.qty(i));
  const more = mostHeld(asked, i, true, true) - held;
  if (more === 0) return 0;
  const before = held === 0 ? 0 : notionalAt(instrument, held, account.last(i));
  const after = before + notionalAt(instrument, more, order.instrument === i ? price : account.last(i));
  const rate = 1 / account.leverage;
  return (marginOf(instrument, after, 'initial', rate) - marginOf(instrument, before, 'initial', rate)) * account.rateOf(i);
}
